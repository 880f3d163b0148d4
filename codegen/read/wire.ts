import { codecNames } from '../ir/codecs.js'
import type { WireNames } from '../ir/node.js'
import { type Run, report } from './context.js'
import { checkKeys } from './options.js'
import { isSchema, type Schema } from './schema.js'
import { propertyAt, type Site } from './site.js'

/** The `wire` option of a field, a method or a service: a name for every codec, or one for each that is named. */
export function readWire({ wire }: Schema, site: Site, run: Run): WireNames {
  if (wire === undefined) return {}
  if (typeof wire === 'string') return { all: wire }
  const at = propertyAt(site, 'wire')
  if (!isSchema(wire)) {
    report(
      run,
      'error',
      at,
      'wire is neither a name nor an object of names',
      "Write { wire: 'ID' } or { wire: { gob: 'ID' } }.",
    )
    return {}
  }
  checkKeys(wire, ['', ...codecNames], 'wire', at, run)
  const names: Record<string, string> = {}
  for (const codec of codecNames) {
    const name = wire[codec]
    if (typeof name === 'string') names[codec] = name
    else if (name !== undefined) report(run, 'error', at, `the wire name for ${codec} is no string`, 'Write a string.')
  }
  return names
}
