import type { ByteWriter } from '../../bytes.js'

/*
 * Unsigned integers as gob has them (encoding/gob/doc.go): below 128 one byte,
 * else a byte that holds minus the number of bytes that follow, big-endian and
 * as few as possible. Signed ones are shifted left by one, with the low bit set
 * and the others inverted when negative. What is named `put` writes to a place
 * with room for MAX_UINT_BYTES, all of which it may write to, and answers with
 * where the number ends; what is named `write` appends to a writer.
 */

const TWO_32 = 2 ** 32

/** The most that one unsigned integer, or one float, takes. */
export const MAX_UINT_BYTES = 9

/** Puts `high * 2^32 + low`, both of 32 bits. */
function putUint64(view: DataView, at: number, high: number, low: number): number {
  if (high === 0) return putUint32(view, at, low)
  const unused = unusedBytes(high)
  view.setUint8(at, 256 - 8 + unused)
  view.setUint32(at + 1, high << (unused * 8))
  view.setUint32(at + 5 - unused, low)
  return at + 9 - unused
}

/** Puts what the 32 bits are without a sign, whether the engine has them with one or not. */
function putUint32(view: DataView, at: number, bits: number): number {
  if ((bits & ~0x7f) === 0) {
    view.setUint8(at, bits)
    return at + 1
  }
  const unused = unusedBytes(bits)
  view.setUint8(at, 256 - 4 + unused)
  // What is left of the four bytes is the next value's to write.
  view.setUint32(at + 1, bits << (unused * 8))
  return at + 5 - unused
}

/** How many of the four bytes hold nothing but zeroes in front of the number. */
function unusedBytes(bits: number): number {
  return Math.clz32(bits) >>> 3
}

/** `value` is a non-negative safe integer. */
export function putUint(view: DataView, at: number, value: number): number {
  if (value < TWO_32) return putUint32(view, at, value | 0)
  return putUint64(view, at, Math.floor(value / TWO_32), value | 0)
}

/** `value` is a safe integer. */
export function putInt(view: DataView, at: number, value: number): number {
  if ((value | 0) !== value) return putLargeInt(view, at, value)
  const bits = (value << 1) ^ (value >> 31)
  // As most are one byte, that much of putUint32 is here.
  if ((bits & ~0x7f) !== 0) return putUint32(view, at, bits)
  view.setUint8(at, bits)
  return at + 1
}

function putLargeInt(view: DataView, at: number, value: number): number {
  const magnitude = value < 0 ? -(value + 1) : value
  // A subtraction, since a remainder of doubles is a call out of the engine's own code.
  const high = Math.floor(magnitude / 2 ** 31)
  const low = ((magnitude - high * 2 ** 31) * 2 + (value < 0 ? 1 : 0)) >>> 0
  return putUint64(view, at, high, low)
}

/** `value` is in the range of a uint64. */
export function putBigUint(view: DataView, at: number, value: bigint): number {
  return putUint64(view, at, Number(value >> 32n), Number(value & 0xffff_ffffn))
}

/** `value` is in the range of an int64. */
export function putBigInt(view: DataView, at: number, value: bigint): number {
  return putBigUint(view, at, value < 0n ? (~value << 1n) | 1n : value << 1n)
}

/** `value` is a non-negative safe integer. */
export function writeUint(writer: ByteWriter, value: number): void {
  writer.reserve(MAX_UINT_BYTES)
  writer.position = putUint(writer.view, writer.position, value)
}

/** `value` is a safe integer. */
export function writeInt(writer: ByteWriter, value: number): void {
  writer.reserve(MAX_UINT_BYTES)
  writer.position = putInt(writer.view, writer.position, value)
}

/** `value` is in the range of a uint64. */
export function writeBigUint(writer: ByteWriter, value: bigint): void {
  writer.reserve(MAX_UINT_BYTES)
  writer.position = putBigUint(writer.view, writer.position, value)
}

/**
 * The bytes of a double in reverse, as an unsigned integer: most doubles end in
 * zeroes, which then cost nothing.
 */
export function putFloat(view: DataView, at: number, value: number): number {
  view.setFloat64(at + 1, value, true)
  return putUint64(view, at, view.getUint32(at + 1), view.getUint32(at + 5))
}

const scratch = new DataView(new ArrayBuffer(8))

/** The inverse of {@link putFloat}: the double of the unsigned integer `high * 2^32 + low`. */
export function floatOf(high: number, low: number): number {
  scratch.setUint32(0, high)
  scratch.setUint32(4, low)
  return scratch.getFloat64(0, true)
}
