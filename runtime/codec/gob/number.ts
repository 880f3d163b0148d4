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
  if (high === 0) {
    writeUint32(writer, low)
    return
  }
  const { buffer } = writer
  let position = writer.position
  const size = 4 + bytesIn(high)
  buffer[position++] = 256 - size
  for (let shift = (size - 5) * 8; shift >= 0; shift -= 8) buffer[position++] = high >>> shift
  for (let shift = 24; shift >= 0; shift -= 8) buffer[position++] = low >>> shift
  writer.position = position
}

/** There is room; a typed array takes the lower eight bits of what it is given. */
function writeUint32(writer: ByteWriter, value: number): void {
  const { buffer } = writer
  let position = writer.position
  if (value >= 128) {
    const size = bytesIn(value)
    buffer[position++] = 256 - size
    if (size === 4) buffer[position++] = value >>> 24
    if (size >= 3) buffer[position++] = value >>> 16
    if (size >= 2) buffer[position++] = value >>> 8
  }
  buffer[position++] = value
  writer.position = position
}

function bytesIn(uint32: number): number {
  if (uint32 < 0x100) return 1
  if (uint32 < 0x10000) return 2
  return uint32 < 0x1000000 ? 3 : 4
}

/** A number below 128. Most are, and this is small enough for the engine to put it where it is called. */
function writeByte(writer: ByteWriter, value: number): void {
  writer.reserve(1)
  writer.buffer[writer.position++] = value
}

/** `value` is a non-negative safe integer. */
export function writeUint(writer: ByteWriter, value: number): void {
  if (value < 128) writeByte(writer, value)
  else if (value < TWO_32) writeUint64(writer, 0, value >>> 0)
  else writeUint64(writer, Math.floor(value / TWO_32), value >>> 0)
}

/** `value` is a safe integer. */
export function writeInt(writer: ByteWriter, value: number): void {
  if ((value | 0) === value) {
    const folded = ((value << 1) ^ (value >> 31)) >>> 0
    if (folded < 128) writeByte(writer, folded)
    else writeUint64(writer, 0, folded)
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
const scratchBytes = new Uint8Array(scratch.buffer)

/**
 * The bytes of a double in reverse, as an unsigned integer: most doubles end in
 * zeroes, which then cost nothing. So what is written is the bytes from the least
 * on that is not zero.
 */
export function writeFloat(writer: ByteWriter, value: number): void {
  scratch.setFloat64(0, value, true)
  let first = 0
  while (first < 7 && scratchBytes[first] === 0) first++
  if (first === 7 && (scratchBytes[7] as number) < 128) {
    writeByte(writer, scratchBytes[7] as number)
    return
  }
  writer.reserve(MAX_UINT_BYTES)
  const { buffer } = writer
  let position = writer.position
  buffer[position++] = 256 - (8 - first)
  for (let i = first; i < 8; i++) buffer[position++] = scratchBytes[i] as number
  writer.position = position
}

/** The inverse of {@link writeFloat}: the double whose last bytes are those from `buffer[start]` up to `buffer[end]`. */
export function floatOf(buffer: Uint8Array, start: number, end: number): number {
  let at = 8 - (end - start)
  if (at > 0) scratch.setFloat64(0, 0)
  for (let i = start; i < end; i++) scratchBytes[at++] = buffer[i] as number
  return scratch.getFloat64(0, true)
}
