import type { Draft, Entry, Run } from './context.js'
import { type Declarable, declarable } from './declarable.js'
import { enter } from './declare.js'
import type { Export, Origin } from './exports.js'
import { checkSameGoType } from './go-type.js'
import { isSchema } from './schema.js'
import { isService, type ServiceDefinition } from './service.js'

/** One schema file that ran: what it exports, and what is read of it. */
export interface Module {
  readonly file: Draft
  readonly exports: readonly Export[]
}

/** What one export of a file declares or serves, for the file that owns it. */
export type Item =
  | { readonly kind: 'declaration'; readonly of: Export; readonly entry: Entry; readonly found: Declarable }
  | { readonly kind: 'service'; readonly of: Export; readonly definition: ServiceDefinition }

interface Candidate {
  readonly file: Draft
  readonly of: Export
  readonly found: Declarable | undefined
}

/** The export that makes a value owns it, else one that names it, else one that passes it on from a file not read. */
const ranks: Readonly<Record<Origin, number>> = { made: 0, named: 1, passed: 2 }

/** What a service or a schema is known by, undefined for any other value. */
function keyOf(value: unknown): readonly [object, Declarable | undefined] | undefined {
  if (isService(value)) return [value, undefined]
  const found = isSchema(value) ? declarable(value) : undefined
  return found && [found.key, found]
}

/** Every message of a `Type.Cyclic` can refer to the others by name, wherever it is read. */
function rememberScope(run: Run, value: unknown): void {
  if (!isSchema(value) || !isSchema(value.$defs)) return
  for (const definition of Object.values(value.$defs)) {
    const properties = isSchema(definition) ? definition.properties : undefined
    if (isSchema(properties)) run.scopes.set(properties, value.$defs)
  }
}

/**
 * Decides which export names what: one value may be exported by several files,
 * or under several names. Afterwards each exported message, enum and union has
 * its entry, so that files can refer to each other in any order.
 */
export function claim(modules: readonly Module[], run: Run): ReadonlyMap<Draft, readonly Item[]> {
  const owners = new Map<object, Candidate>()
  for (const { file, exports } of modules) {
    for (const of of exports) {
      rememberScope(run, of.value)
      const known = keyOf(of.value)
      if (known === undefined) continue
      const [key, found] = known
      const owner = owners.get(key)
      if (owner === undefined || ranks[of.origin] < ranks[owner.of.origin]) owners.set(key, { file, of, found })
    }
  }
  return new Map(modules.map(({ file, exports }) => [file, exports.flatMap((of) => itemOf(of, file, owners, run))]))
}

function itemOf(of: Export, file: Draft, owners: ReadonlyMap<object, Candidate>, run: Run): readonly Item[] {
  const [key, copy] = keyOf(of.value) ?? []
  const owner = key && owners.get(key)
  if (key === undefined || owner === undefined) return []
  const { found } = owner
  if (copy && found) checkSameGoType(copy.schema, found.schema, owner.of.name, of.site, run)
  if (owner.of !== of) return []
  if (isService(of.value)) return [{ kind: 'service', of, definition: of.value }]
  if (found === undefined) return []
  const entry = enter(run, file, key, found.kind, found.schema, of.name)
  return [{ kind: 'declaration', of, entry, found }]
}
