import { BOOL } from '../format.js'
import type { ValueWriter } from '../protocol.js'

const TWO_32 = 2 ** 32

/** The first two bytes of a head with a version, and an empty one, and room for the kind of message. */
const VERSION = 0x8001_0000

const scratch = new DataView(new ArrayBuffer(8))
const scratchBytes = new Uint8Array(scratch.buffer)

export function writeInt(buffer: Uint8Array, at: number, value: number): number {
  buffer[at] = value >>> 24
  buffer[at + 1] = value >>> 16
  buffer[at + 2] = value >>> 8
  buffer[at + 3] = value
  return at + 4
}

function writeEight(buffer: Uint8Array, at: number): number {
  for (let i = 0; i < 8; i++) buffer[at + i] = scratchBytes[i] as number
  return at + 8
}

function writeName(buffer: Uint8Array, at: number, name: Uint8Array): number {
  const start = writeInt(buffer, at, name.length)
  buffer.set(name, start)
  return start + name.length
}

function field(buffer: Uint8Array, at: number, type: number, id: number): number {
  buffer[at] = type
  buffer[at + 1] = id >> 8
  buffer[at + 2] = id
  return at + 3
}

export const writer: ValueWriter = {
  message(buffer, at, name, type, seq, strict) {
    if (strict) return writeInt(buffer, writeName(buffer, writeInt(buffer, at, VERSION | type), name), seq)
    const typeAt = writeName(buffer, at, name)
    buffer[typeAt] = type
    return writeInt(buffer, typeAt + 1, seq)
  },
  field,
  boolField(buffer, at, value, id) {
    return writer.bool(buffer, field(buffer, at, BOOL, id), value)
  },
  bool(buffer, at, value) {
    buffer[at] = value ? 1 : 0
    return at + 1
  },
  byte(buffer, at, value) {
    buffer[at] = value
    return at + 1
  },
  i16(buffer, at, value) {
    buffer[at] = value >> 8
    buffer[at + 1] = value
    return at + 2
  },
  i32: writeInt,
  i64: (buffer, at, value) => writeInt(buffer, writeInt(buffer, at, Math.floor(value / TWO_32)), value),
  bigI64(buffer, at, value) {
    scratch.setBigInt64(0, value)
    return writeEight(buffer, at)
  },
  double(buffer, at, value) {
    scratch.setFloat64(0, value)
    return writeEight(buffer, at)
  },
  length: writeInt,
  list(buffer, at, type, count) {
    buffer[at] = type
    return writeInt(buffer, at + 1, count)
  },
  map(buffer, at, key, value, count) {
    buffer[at] = key
    buffer[at + 1] = value
    return writeInt(buffer, at + 2, count)
  },
}
