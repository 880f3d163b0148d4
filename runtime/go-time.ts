import type { ByteWriter } from './bytes.js'
import { RpcError } from './error.js'
import { expected } from './expected.js'
import { checkMoment } from './moment.js'
import type { Timestamp } from './type.js'

/*
 * time.Time as Time.MarshalBinary writes it (time/time.go): a version byte, the
 * seconds since January 1 of year 1 (8 bytes), the nanoseconds (4) and the zone
 * in minutes east of UTC (2), with -1 for UTC itself; version 2 adds the zone's
 * odd seconds (1).
 */

const V1 = 1
const V2 = 2
const UTC = -1
/** From January 1 of year 1 to 1970, in seconds. */
const EPOCH = 62_135_596_800
const TWO_32 = 2 ** 32
const EPOCH_HIGH = Math.floor(EPOCH / TWO_32)
const EPOCH_LOW = EPOCH % TWO_32

/** Throws `encode` for what is no moment, or one that Go refuses to write. */
export function checkTimestamp(time: Timestamp): void {
  checkMoment(time)
  const { offset } = time
  if (!Number.isInteger(offset) || Math.abs(offset) >= 32_768 * 60) throw expected('an offset in seconds', offset)
  // Minus one minute is what stands for UTC, so Go cannot write that zone either.
  if (Math.trunc(offset / 60) === UTC)
    throw new RpcError('encode', 'a zone of minus one minute is what Go writes for UTC')
}

/** Whether it is Go's zero time. */
export function isZero({ seconds, nanos, offset }: Timestamp): boolean {
  return seconds === -EPOCH && nanos === 0 && offset === 0
}

/** Appends the number of bytes, as one byte, and the bytes. */
export function writeTime(writer: ByteWriter, { seconds, nanos, offset }: Timestamp): void {
  const odd = offset % 60
  const size = odd === 0 ? 15 : 16
  writer.reserve(size + 1)
  const { buffer, position } = writer
  const view = new DataView(buffer.buffer, buffer.byteOffset + position, size + 1)
  view.setUint8(0, size)
  view.setUint8(1, odd === 0 ? V1 : V2)
  // In two halves, since the sum of two safe integers need not be one.
  const low = (seconds >>> 0) + EPOCH_LOW
  view.setInt32(2, Math.floor(seconds / TWO_32) + EPOCH_HIGH + (low >= TWO_32 ? 1 : 0))
  view.setUint32(6, low)
  view.setUint32(10, nanos)
  view.setInt16(14, offset === 0 ? UTC : Math.trunc(offset / 60))
  if (odd !== 0) view.setInt8(16, odd)
  writer.position = position + size + 1
}

/** Throws `decode` with Go's texts (time/time.go, UnmarshalBinary). */
export function readTime(buffer: Uint8Array, start: number, end: number): Timestamp {
  if (start === end) throw new RpcError('decode', 'Time.UnmarshalBinary: no data')
  const view = new DataView(buffer.buffer, buffer.byteOffset + start, end - start)
  const version = view.getUint8(0)
  if (version !== V1 && version !== V2) throw new RpcError('decode', 'Time.UnmarshalBinary: unsupported version')
  if (end - start !== (version === V1 ? 15 : 16)) throw new RpcError('decode', 'Time.UnmarshalBinary: invalid length')
  const low = view.getUint32(5) - EPOCH_LOW
  const seconds = (view.getInt32(1) - EPOCH_HIGH) * TWO_32 + low
  const nanos = view.getUint32(9)
  const minutes = view.getInt16(13)
  if (!Number.isSafeInteger(seconds)) throw new RpcError('decode', 'a time beyond the range of safe integers')
  if (nanos > 999_999_999) throw new RpcError('decode', `a time with ${nanos} nanoseconds`)
  const odd = version === V2 ? view.getInt8(15) : 0
  const offset = minutes * 60 + odd
  return { seconds, nanos, offset: offset === UTC * 60 ? 0 : offset }
}
