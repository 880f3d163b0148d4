import { ENDED, type Tally } from './callers.js'
import { isIdempotent, MOST_SEEN } from './plan.js'

/** What both sides' books say together. */
export interface Audit {
  /** Calls without an end, with a wrong one, or whose end is not true. */
  readonly lost: number
  /** Calls that were settled twice, or seen more often than their method may be. */
  readonly doubled: number
  /** Calls that were seen more than once, as idempotent ones may be. */
  readonly repeated: number
}

/** Holds how each call ended against how often the server saw it. */
export function audit({ calls, ended, wrong, twice }: Tally, seen: Uint8Array): Audit {
  let lost = wrong.length
  let doubled = twice
  let repeated = 0
  for (let call = 0; call < calls; call++) {
    const times = seen[call] ?? 0
    const end = ended[call]
    if (end === 0 || (end === ENDED.no && times > 0)) lost++
    if ((end === ENDED.ok || end === ENDED.yes) && times === 0) lost++
    if (times > 1) repeated++
    if (times > (isIdempotent(call) ? MOST_SEEN : 1)) doubled++
  }
  return { lost, doubled, repeated }
}
