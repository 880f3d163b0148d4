import type { ByteWriter } from '../../bytes.js'

/*
 * Unsigned integers as gob has them (encoding/gob/doc.go): below 128 one byte,
 * else a byte that holds minus the number of bytes that follow, big-endian and
 * as few as possible. Signed ones are shifted left by one, with the low bit set
 * and the others inverted when negative. Everything below reserves its own room.
 */

const TWO_32 = 2 ** 32

/** The most that one unsigned integer takes. */
export const MAX_UINT_BYTES = 9

/** Writes `high * 2^32 + low`, both unsigned 32-bit numbers. */
export function writeUint64(writer: ByteWriter, high: number, low: number): void {
  writer.reserve(MAX_UINT_BYTES)
  const { buffer } = writer
  let position = writer.position
  if (high === 0 && low < 128) {
    buffer[position] = low
    writer.position = position + 1
    return
  }
  const size = high === 0 ? bytesIn(low) : 4 + bytesIn(high)
  buffer[position++] = 256 - size
  for (let shift = (size - 5) * 8; shift >= 0; shift -= 8) buffer[position++] = high >>> shift
  for (let shift = Math.min(size - 1, 3) * 8; shift >= 0; shift -= 8) buffer[position++] = low >>> shift
  writer.position = position
}

function bytesIn(uint32: number): number {
  if (uint32 < 0x100) return 1
  if (uint32 < 0x10000) return 2
  return uint32 < 0x1000000 ? 3 : 4
}

/** `value` is a non-negative safe integer. */
export function writeUint(writer: ByteWriter, value: number): void {
  if (value < TWO_32) writeUint64(writer, 0, value >>> 0)
  else writeUint64(writer, Math.floor(value / TWO_32), value >>> 0)
}

/** `value` is a safe integer. */
export function writeInt(writer: ByteWriter, value: number): void {
  if ((value | 0) === value) {
    writeUint64(writer, 0, ((value << 1) ^ (value >> 31)) >>> 0)
    return
  }
  const magnitude = value < 0 ? -(value + 1) : value
  // A subtraction, since a remainder of doubles is a call out of the engine's own code.
  const high = Math.floor(magnitude / 2 ** 31)
  const low = ((magnitude - high * 2 ** 31) * 2 + (value < 0 ? 1 : 0)) >>> 0
  writeUint64(writer, high, low)
}

/** `value` is in the range of a uint64. */
export function writeBigUint(writer: ByteWriter, value: bigint): void {
  writeUint64(writer, Number(value >> 32n), Number(value & 0xffff_ffffn))
}

/** `value` is in the range of an int64. */
export function writeBigInt(writer: ByteWriter, value: bigint): void {
  writeBigUint(writer, value < 0n ? (~value << 1n) | 1n : value << 1n)
}

const scratch = new DataView(new ArrayBuffer(8))

/** The bytes of a double in reverse, as an unsigned integer: most doubles end in zeroes, which then cost nothing. */
export function writeFloat(writer: ByteWriter, value: number): void {
  scratch.setFloat64(0, value, true)
  writeUint64(writer, scratch.getUint32(0), scratch.getUint32(4))
}

/** The inverse of {@link writeFloat}'s reversal. */
export function floatOf(high: number, low: number): number {
  scratch.setUint32(0, high)
  scratch.setUint32(4, low)
  return scratch.getFloat64(0, true)
}
