import { join } from 'node:path/posix'
import type { Change, Plan } from '../output/plan.js'

/** What a run would change. */
export interface Plans {
  readonly output: Plan
  /** Of the lock files, which stand beside the schemas. */
  readonly locks: readonly Plan[]
}

/** The plans that change something. */
export function staleOf({ locks, output }: Plans): readonly Plan[] {
  return [...locks, output].filter(({ changes }) => changes.length > 0)
}

/** What `--check` says below the diff: a line for each lock file, and one for the output folder. */
export function staleText(plans: Plans): string {
  const [output] = staleOf({ ...plans, locks: [] })
  const names = [...lockChanges(plans).map(([name]) => name), ...(output === undefined ? [] : [output.folder.name])]
  return names.map((name) => `${name} is stale; generate it again\n`).join('')
}

/** What was done, a line for each file: those of the output folder by their paths in it. */
export function writtenText(plans: Plans): string {
  const stubs = plans.output.changes.map((change) => [change.path, change] as const)
  return [...lockChanges(plans), ...stubs].map(([name, change]) => `${verbOf(change)} ${name}\n`).join('')
}

/** The changes of lock files, by the names that the user knows them by. */
function lockChanges({ locks }: Plans): readonly (readonly [string, Change])[] {
  return locks.flatMap(({ folder, changes }) => changes.map((one) => [join(folder.name, one.path), one] as const))
}

function verbOf({ before, after }: Change): string {
  return after === undefined ? 'removed' : before === undefined ? 'wrote' : 'updated'
}
