import { isRpcError, type ReconnectingClient } from '@rpcgen/runtime'
import { type Fate, fateOf, isIdempotent, MOST_CALLS, methods } from './plan.js'

/** How a call ended, as it is noted for each: 0 is not at all. */
export const ENDED = { ok: 1, no: 2, maybe: 3, yes: 4 } as const

export interface Tally {
  /** Calls made; their numbers are those below. */
  calls: number
  readonly ended: Uint8Array
  ok: number
  cancelled: number
  timedOut: number
  /** Lost with their connection, and said to be: none of these may be idempotent. */
  disconnected: number
  /** What ought not to be, in words. */
  readonly wrong: string[]
  /** Settled more than once. */
  twice: number
}

export function newTally(): Tally {
  const ended = new Uint8Array(MOST_CALLS)
  return { calls: 0, ended, ok: 0, cancelled: 0, timedOut: 0, disconnected: 0, wrong: [], twice: 0 }
}

/** Milliseconds: of a call that is to time out, and of the others, for which only a dead client takes so long. */
const SHORT = 20
const LONG = 60_000

function note(tally: Tally, call: number, fate: Fate, result: unknown, error: unknown): void {
  if (tally.ended[call] !== 0) tally.twice++
  const wrong = (what: string): void => {
    tally.wrong.push(`call ${call} (${fate}): ${what}`)
  }
  if (error === undefined) {
    tally.ended[call] = ENDED.ok
    tally.ok++
    if (result !== call) wrong(`answered with ${String(result)}`)
    return
  }
  if (!isRpcError(error)) {
    wrong(String(error))
    return
  }
  const { code, executed = 'maybe' } = error
  tally.ended[call] = ENDED[executed]
  if (code === 'canceled' && fate === 'cancel') tally.cancelled++
  else if (code === 'timeout' && fate === 'timeout') tally.timedOut++
  else if (code === 'disconnected' && executed === 'maybe' && !isIdempotent(call)) tally.disconnected++
  else wrong(`${code}, executed: ${executed}: ${error.message}`)
}

/** One caller: a call after the other, until it is told to stop. */
export async function callOnAndOn(client: ReconnectingClient, tally: Tally, going: { on: boolean }): Promise<void> {
  while (going.on && tally.calls < MOST_CALLS) {
    const number = tally.calls++
    const fate = fateOf(number)
    const method = isIdempotent(number) ? methods.again : methods.once
    const call = client.go(method, number, { timeout: fate === 'timeout' ? SHORT : LONG })
    if (fate === 'cancel') setTimeout(() => call.cancel(), number % 4)
    await call.done.then(
      (result) => note(tally, number, fate, result, undefined),
      (error: unknown) => note(tally, number, fate, undefined, error),
    )
  }
}
