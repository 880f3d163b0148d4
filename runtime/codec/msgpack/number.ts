/*
 * Integers and floats. Written in the fewest bytes, non-negative ones in the
 * unsigned forms, as the specification advises and its implementations do; read
 * in every form.
 */
import {
  FIXMAP,
  FLOAT32,
  FLOAT64,
  INT8,
  INT16,
  INT32,
  INT64,
  NEGATIVE_FIXINT,
  UINT8,
  UINT16,
  UINT32,
  UINT64,
} from './format.js'

/** The most bytes that a number takes. */
export const NUMBER_BYTES = 9

const TWO_32 = 2 ** 32

const scratch = new DataView(new ArrayBuffer(8))
const scratchBytes = new Uint8Array(scratch.buffer)

/** Writes a safe integer where there is room for {@link NUMBER_BYTES}; answers with where it ends. */
export function writeInteger(buffer: Uint8Array, at: number, value: number): number {
  if (value >= 0) {
    if (value < 0x80) {
      buffer[at] = value
      return at + 1
    }
    if (value < 0x100) return writeShort(buffer, at, UINT8, value, 1)
    if (value < 0x1_0000) return writeShort(buffer, at, UINT16, value, 2)
    if (value < TWO_32) return writeShort(buffer, at, UINT32, value, 4)
    return writeLong(buffer, at, UINT64, value)
  }
  if (value >= -32) {
    buffer[at] = value
    return at + 1
  }
  if (value >= -0x80) return writeShort(buffer, at, INT8, value, 1)
  if (value >= -0x8000) return writeShort(buffer, at, INT16, value, 2)
  if (value >= -0x8000_0000) return writeShort(buffer, at, INT32, value, 4)
  return writeLong(buffer, at, INT64, value)
}

/** Writes a first byte and the low `bytes` bytes, at most four, of a number. */
export function writeShort(buffer: Uint8Array, at: number, first: number, value: number, bytes: number): number {
  buffer[at] = first
  let p = at + 1
  for (let shift = (bytes - 1) * 8; shift >= 0; shift -= 8) buffer[p++] = value >>> shift
  return p
}

function writeLong(buffer: Uint8Array, at: number, first: number, value: number): number {
  return writeUint32(buffer, writeShort(buffer, at, first, Math.floor(value / TWO_32), 4), value)
}

/** Writes the low 32 bits of a number. */
export function writeUint32(buffer: Uint8Array, at: number, value: number): number {
  buffer[at] = value >>> 24
  buffer[at + 1] = value >>> 16
  buffer[at + 2] = value >>> 8
  buffer[at + 3] = value
  return at + 4
}

/** Writes an integer of 64 bits, signed or unsigned. */
export function writeBigint(buffer: Uint8Array, at: number, value: bigint): number {
  const small = Number(value)
  if (Number.isSafeInteger(small)) return writeInteger(buffer, at, small)
  buffer[at] = value < 0n ? INT64 : UINT64
  scratch.setBigUint64(0, BigInt.asUintN(64, value))
  buffer.set(scratchBytes, at + 1)
  return at + NUMBER_BYTES
}

export function writeFloat(buffer: Uint8Array, at: number, value: number, bits: 32 | 64): number {
  if (bits === 32) scratch.setFloat32(0, value)
  else scratch.setFloat64(0, value)
  const bytes = bits / 8
  buffer[at] = bits === 32 ? FLOAT32 : FLOAT64
  for (let i = 0; i < bytes; i++) buffer[at + 1 + i] = scratchBytes[i] as number
  return at + 1 + bytes
}

/** The float whose first byte stands at `at`. */
export function readFloat(buffer: Uint8Array, at: number): number {
  const bytes = buffer[at] === FLOAT32 ? 4 : 8
  for (let i = 0; i < bytes; i++) scratchBytes[i] = buffer[at + 1 + i] as number
  return bytes === 4 ? scratch.getFloat32(0) : scratch.getFloat64(0)
}

/** The integer whose first byte stands at `at`; NaN when that is no integer, or none that a double holds for certain. */
export function readInteger(buffer: Uint8Array, at: number): number {
  const first = buffer[at] as number
  if (first < FIXMAP) return first
  if (first >= NEGATIVE_FIXINT) return first - 0x100
  switch (first) {
    case UINT8:
      return buffer[at + 1] as number
    case UINT16:
      return uint16(buffer, at + 1)
    case UINT32:
      return uint32(buffer, at + 1)
    case INT8:
      return ((buffer[at + 1] as number) << 24) >> 24
    case INT16:
      return (uint16(buffer, at + 1) << 16) >> 16
    case INT32:
      return uint32(buffer, at + 1) | 0
    case UINT64:
    case INT64: {
      const high = uint32(buffer, at + 1)
      const value = (first === INT64 ? high | 0 : high) * TWO_32 + uint32(buffer, at + 5)
      return Number.isSafeInteger(value) ? value : Number.NaN
    }
    default:
      return Number.NaN
  }
}

/** The integer of 64 bits whose first byte, one of those two, stands at `at`. */
export function readBigint(buffer: Uint8Array, at: number): bigint {
  for (let i = 0; i < 8; i++) scratchBytes[i] = buffer[at + 1 + i] as number
  return buffer[at] === INT64 ? scratch.getBigInt64(0) : scratch.getBigUint64(0)
}

export function uint32(buffer: Uint8Array, at: number): number {
  return uint16(buffer, at) * 0x1_0000 + uint16(buffer, at + 2)
}

function uint16(buffer: Uint8Array, at: number): number {
  return ((buffer[at] as number) << 8) | (buffer[at + 1] as number)
}
