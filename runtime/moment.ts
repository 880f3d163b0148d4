import { RpcError } from './error.js'
import { expected } from './expected.js'
import type { Timestamp } from './type.js'

/** A Date as a moment in UTC. Throws `encode` for an invalid one. */
export function timestampOf(date: Date): Timestamp {
  const ms = date instanceof Date ? date.getTime() : Number.NaN
  if (Number.isNaN(ms)) throw expected('a valid Date', date)
  const seconds = Math.floor(ms / 1000)
  return { seconds, nanos: (ms - seconds * 1000) * 1_000_000, offset: 0 }
}

/** The Date at or before the moment, to the millisecond. Throws `decode` for one that a Date cannot hold. */
export function dateOf({ seconds, nanos }: Timestamp): Date {
  const date = new Date(seconds * 1000 + Math.floor(nanos / 1_000_000))
  if (Number.isNaN(date.getTime()))
    throw new RpcError('decode', `a time ${seconds} s from 1970 is beyond the range of Date`)
  return date
}

/** Throws `encode` for what is no moment; its zone is not looked at. */
export function checkMoment(time: Timestamp): void {
  if (typeof time !== 'object' || time === null) throw expected('a timestamp', time)
  const { seconds, nanos } = time
  if (!Number.isSafeInteger(seconds)) throw expected('seconds as a safe integer', seconds)
  if (!Number.isInteger(nanos) || nanos < 0 || nanos > 999_999_999) throw expected('nanos from 0 to 999,999,999', nanos)
}
