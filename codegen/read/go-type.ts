import { quoted } from '../ir/clash.js'
import type { WireNames } from '../ir/node.js'
import { type Run, report } from './context.js'
import type { Schema } from './schema.js'
import { propertyAt, type Site } from './site.js'

/** The `goType` option of a message, as the name that wires of Go's give it. */
export function readGoType({ goType }: Schema, site: Site, run: Run): WireNames {
  if (goType === undefined) return {}
  if (typeof goType === 'string') return { gob: goType }
  report(run, 'error', propertyAt(site, 'goType'), 'a goType is no string', "Write { goType: 'main.Circle' }.")
  return {}
}

/** Reports a `goType` that nothing reads, on what is no message. */
export function refuseGoType(schema: Schema, site: Site, run: Run): void {
  if (!Object.hasOwn(schema, 'goType')) return
  const hint = 'Give it to the Type.Object or the message(...) that Go knows by this name.'
  report(run, 'error', propertyAt(site, 'goType'), 'only a message has a goType', hint)
}

/** Reports a `goType` of a copy that its message does not have where it is declared: by then the two are one. */
export function checkSameGoType(copy: Schema, declared: Schema, name: string, site: Site, run: Run): void {
  if (!Object.hasOwn(copy, 'goType') || copy.goType === declared.goType) return
  const message = `the message ${quoted(name)} is declared without this goType`
  report(run, 'error', site, message, 'Write it there, or make another message of the properties.')
}
