import { basename, dirname } from 'node:path'
import { UserError } from '../ir/user-error.js'
import { openFolder, refusal } from './folder.js'
import type { Plan } from './plan.js'

/** What shall happen to lock files, by their paths, from the text that each has to the one that it shall have. */
export function planLocks(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly Plan[] {
  return [...after].flatMap(([path, text]) => {
    if (before.get(path) === text) return []
    const folder = openFolder(dirname(path))
    const name = basename(path)
    const reason = refusal(folder, name)
    if (reason !== undefined) throw new UserError(`${path} ${reason}`, 'Put the file itself in its place.')
    const hint = 'Nothing was changed. Make the folder of the schemas writable: the ids are kept there.'
    return [{ folder, hint, changes: [{ path: name, before: before.get(path), after: text }], kept: [] }]
  })
}
