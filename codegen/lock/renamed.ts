import { quoted } from '../ir/clash.js'
import type { Diagnostic } from '../ir/diagnostic.js'
import type { Group } from './groups.js'
import type { Ids } from './lock.js'

/** An entry of a lock file that no schema has any more. */
export interface Gone {
  readonly module: string
  readonly key: string
  readonly ids: Ids
}

/**
 * Why a group that is new in the lock may be one that is gone under another name:
 * all the names of one are in the other, and the ids that were found for it are
 * not those that peers know.
 */
export function renamed(group: Group, ids: Ids, gone: readonly Gone[], path: string): Diagnostic | undefined {
  const given = new Set(group.items.flatMap(({ name, id }) => (id === undefined ? [] : [name])))
  const before = gone.find(({ ids: known }) => {
    const shared = [...ids].filter(([name]) => known.has(name))
    const same = shared.length === ids.size || shared.length === known.size
    return same && shared.some(([name, id]) => !given.has(name) && known.get(name) !== id)
  })
  if (before === undefined) return undefined
  const [key, old] = [quoted(group.key), quoted(before.key)]
  const message = `${key} is new and would get other ids than ${old}, which is gone from ${quoted(before.module)} and has the same names`
  const hint = `If it is ${old} under another name or in another file, move the entry in ${path}; if not, write ids in the schema, or delete ${old} there.`
  return { severity: 'error', span: group.span, message, hint }
}
