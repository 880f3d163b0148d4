import { RpcError } from './error.js'

/** A call that is not settled, or a handler that has not ended. */
export interface InFlight {
  /** The method's full name on the wire. */
  readonly method: string
  /** Milliseconds since it began. */
  readonly age: number
}

/** What a client or a server holds for calls at the moment. */
export interface Held {
  /** Calls that are not settled, those that wait to be sent included; on a server, handlers that have not ended and calls back to their callers. */
  readonly pending: number
  /** Timers armed for deadlines of calls. */
  readonly timers: number
  /** Listeners on signals of the user's. */
  readonly listeners: number
  /** Bytes that are written and that the transport has not taken. */
  readonly queuedBytes: number
}

/** A client, a reconnecting client or a server. */
export interface Ledger {
  stats(): Held
  inFlight(): readonly InFlight[]
}

const LONGEST_LIST = 10

/**
 * For the end of a test: throws an `RpcError` with the code `internal` when
 * anything is left, which names the method and the age of each call. Bytes to be
 * written are not left: they go with the turn, the word of a cancel for one.
 */
export function assertNoLeaks(ledger: Ledger): void {
  const { pending, timers, listeners } = ledger.stats()
  const left = [
    ...(pending > 0 ? [`${pending} unsettled (${list(ledger.inFlight())})`] : []),
    ...(timers > 0 ? [`${timers} timers`] : []),
    ...(listeners > 0 ? [`${listeners} listeners`] : []),
  ]
  if (left.length > 0) throw new RpcError('internal', `left behind: ${left.join(', ')}`)
}

function list(calls: readonly InFlight[]): string {
  const named = calls.slice(0, LONGEST_LIST).map(({ method, age }) => `${method} for ${Math.round(age)} ms`)
  return calls.length > LONGEST_LIST ? `${named.join(', ')}, …` : named.join(', ')
}
