/*
 * The timestamp extension, type -1 (spec.md, "Timestamp extension type"): 32 bits
 * of seconds; or 30 bits of nanoseconds and 34 of seconds; or 32 bits of
 * nanoseconds and 64 of seconds, signed. It tells no zone.
 */
import { RpcError } from '../../error.js'
import type { Timestamp } from '../../type.js'
import { EXT8, FIXEXT4, FIXEXT8 } from './format.js'
import { uint32, writeUint32 } from './number.js'

/** The type of the extension. */
export const TIMESTAMP = -1

/** The most bytes that a moment takes. */
export const TIME_BYTES = 15

const TWO_32 = 2 ** 32

/** Writes a moment in the fewest bytes; answers with where it ends. */
export function writeMoment(buffer: Uint8Array, at: number, { seconds, nanos }: Timestamp): number {
  const high = Math.floor(seconds / TWO_32)
  if (high === 0 && nanos === 0) return writeUint32(buffer, typed(buffer, at, FIXEXT4), seconds)
  if (high >= 0 && high < 4) {
    // The nanoseconds and the two high bits of the seconds share four bytes.
    const p = writeUint32(buffer, typed(buffer, at, FIXEXT8), nanos * 4 + high)
    return writeUint32(buffer, p, seconds)
  }
  buffer[at] = EXT8
  const p = writeUint32(buffer, typed(buffer, at + 1, 12), nanos)
  return writeUint32(buffer, writeUint32(buffer, p, high), seconds)
}

function typed(buffer: Uint8Array, at: number, first: number): number {
  buffer[at] = first
  buffer[at + 1] = TIMESTAMP
  return at + 2
}

/** The moment in the data of a timestamp extension. Throws `decode` for data that is none. */
export function readMoment(buffer: Uint8Array, start: number, end: number): Timestamp {
  const length = end - start
  if (length === 4) return { seconds: uint32(buffer, start), nanos: 0, offset: 0 }
  if (length !== 8 && length !== 12) throw new RpcError('decode', `a timestamp of ${length} bytes`)
  const first = uint32(buffer, start)
  const low = uint32(buffer, end - 4)
  const nanos = length === 8 ? first >>> 2 : first
  const seconds = (length === 8 ? first & 3 : uint32(buffer, start + 4) | 0) * TWO_32 + low
  if (nanos > 999_999_999) throw new RpcError('decode', `a timestamp with ${nanos} nanoseconds`)
  if (!Number.isSafeInteger(seconds)) throw new RpcError('decode', 'a timestamp beyond the range of safe integers')
  return { seconds, nanos, offset: 0 }
}
