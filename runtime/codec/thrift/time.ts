/*
 * Thrift has no type for moments. They are i64: milliseconds from 1970 in UTC,
 * or nanoseconds where the schema's type is exact. A zone is not carried.
 */
import { RpcError } from '../../error.js'
import { checkMoment, timestampOf } from '../../moment.js'
import type { Timestamp } from '../../type.js'

const NANOS = 1_000_000_000n

export function millisOf(date: Date): number {
  const { seconds, nanos } = timestampOf(date)
  return seconds * 1_000 + nanos / 1_000_000
}

/** Throws `encode` for a moment before 1677 or after 2262: an i64 counts nanoseconds no further. */
export function nanosOf(time: Timestamp): bigint {
  checkMoment(time)
  const { seconds, nanos } = time
  const total = BigInt(seconds) * NANOS + BigInt(nanos)
  if (BigInt.asIntN(64, total) !== total)
    throw new RpcError('encode', `Thrift carries exact times from 1677 to 2262, got ${seconds} s from 1970`)
  return total
}

/** Throws `decode` for milliseconds that a Date does not hold. */
export function dateOf(millis: number): Date {
  const date = new Date(millis)
  if (Number.isNaN(date.getTime())) throw new RpcError('decode', `${millis} ms from 1970 are beyond the range of Date`)
  return date
}

export function timestampFrom(total: bigint): Timestamp {
  const nanos = ((total % NANOS) + NANOS) % NANOS
  return { seconds: Number((total - nanos) / NANOS), nanos: Number(nanos), offset: 0 }
}
