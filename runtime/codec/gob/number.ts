import type { ByteWriter } from '../../bytes.js'

/*
 * Unsigned integers as gob has them (encoding/gob/doc.go): below 128 one byte,
 * else a byte that holds minus the number of bytes that follow, big-endian and
 * as few as possible. Signed ones are shifted left by one, with the low bit set
 * and the others inverted when negative. What is named `put` needs room for
 * MAX_UINT_BYTES, all of which it may write to; what is named `write` makes it.
 */

const TWO_32 = 2 ** 32

/** The most that one unsigned integer, or one float, takes. */
export const MAX_UINT_BYTES = 9

/** Writes `high * 2^32 + low`, both unsigned 32-bit numbers. */
function putUint64(writer: ByteWriter, high: number, low: number): void {
  if (high === 0) {
    putUint32(writer, low)
    return
  }
  const { buffer, view } = writer
  let position = writer.position
  const size = 4 + bytesIn(high)
  buffer[position++] = 256 - size
  for (let shift = (size - 5) * 8; shift >= 0; shift -= 8) buffer[position++] = high >>> shift
  view.setUint32(position, low)
  writer.position = position + 4
}

function putUint32(writer: ByteWriter, value: number): void {
  const { view, position } = writer
  if (value < 0x80) {
    view.setUint8(position, value)
    writer.position = position + 1
  } else if (value < 0x100) {
    view.setUint16(position, 0xff00 | value)
    writer.position = position + 2
  } else if (value < 0x10000) {
    // The fourth byte is the next one's to write.
    view.setUint32(position, 0xfe000000 | (value << 8))
    writer.position = position + 3
  } else if (value < 0x1000000) {
    view.setUint32(position, 0xfd000000 | value)
    writer.position = position + 4
  } else {
    view.setUint8(position, 256 - 4)
    view.setUint32(position + 1, value)
    writer.position = position + 5
  }
}

function bytesIn(uint32: number): number {
  if (uint32 < 0x100) return 1
  if (uint32 < 0x10000) return 2
  return uint32 < 0x1000000 ? 3 : 4
}

/** `value` is a non-negative safe integer. */
export function putUint(writer: ByteWriter, value: number): void {
  if (value < TWO_32) putUint32(writer, value >>> 0)
  else putUint64(writer, Math.floor(value / TWO_32), value >>> 0)
}

/** `value` is a safe integer. */
export function putInt(writer: ByteWriter, value: number): void {
  if ((value | 0) === value) putUint32(writer, ((value << 1) ^ (value >> 31)) >>> 0)
  else putLargeInt(writer, value)
}

function putLargeInt(writer: ByteWriter, value: number): void {
  const magnitude = value < 0 ? -(value + 1) : value
  // A subtraction, since a remainder of doubles is a call out of the engine's own code.
  const high = Math.floor(magnitude / 2 ** 31)
  const low = ((magnitude - high * 2 ** 31) * 2 + (value < 0 ? 1 : 0)) >>> 0
  putUint64(writer, high, low)
}

/** `value` is in the range of a uint64. */
export function putBigUint(writer: ByteWriter, value: bigint): void {
  putUint64(writer, Number(value >> 32n), Number(value & 0xffff_ffffn))
}

/** `value` is in the range of an int64. */
export function putBigInt(writer: ByteWriter, value: bigint): void {
  putBigUint(writer, value < 0n ? (~value << 1n) | 1n : value << 1n)
}

/** `value` is a non-negative safe integer. */
export function writeUint(writer: ByteWriter, value: number): void {
  writer.reserve(MAX_UINT_BYTES)
  putUint(writer, value)
}

/** `value` is a safe integer. */
export function writeInt(writer: ByteWriter, value: number): void {
  writer.reserve(MAX_UINT_BYTES)
  putInt(writer, value)
}

/** `value` is in the range of a uint64. */
export function writeBigUint(writer: ByteWriter, value: bigint): void {
  writer.reserve(MAX_UINT_BYTES)
  putBigUint(writer, value)
}

const scratch = new DataView(new ArrayBuffer(8))
const scratchBytes = new Uint8Array(scratch.buffer)

/**
 * The bytes of a double in reverse, as an unsigned integer: most doubles end in
 * zeroes, which then cost nothing. So what is written is the bytes from the least
 * on that is not zero.
 */
export function putFloat(writer: ByteWriter, value: number): void {
  const { buffer, view, position } = writer
  view.setFloat64(position + 1, value, true)
  if (buffer[position + 1] === 0) {
    putShortened(writer)
    return
  }
  buffer[position] = 256 - 8
  writer.position = position + MAX_UINT_BYTES
}

/** Leaves out the zeroes that the eight bytes behind the position begin with. */
function putShortened(writer: ByteWriter): void {
  const { buffer } = writer
  let { position } = writer
  const end = position + MAX_UINT_BYTES
  let first = position + 2
  while (first < end - 1 && buffer[first] === 0) first++
  const size = end - first
  if (size > 1 || (buffer[first] as number) >= 128) buffer[position++] = 256 - size
  while (first < end) buffer[position++] = buffer[first++] as number
  writer.position = position
}

/** The inverse of {@link writeFloat}: the double whose last bytes are those from `buffer[start]` up to `buffer[end]`. */
export function floatOf(buffer: Uint8Array, start: number, end: number): number {
  let at = 8 - (end - start)
  if (at > 0) scratch.setFloat64(0, 0)
  for (let i = start; i < end; i++) scratchBytes[at++] = buffer[i] as number
  return scratch.getFloat64(0, true)
}
