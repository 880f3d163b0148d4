import type { ValueWriter } from '../protocol.js'
import { compactTypes, FALSE, TRUE } from './types.js'
import { writeBigZigzag, writeVarint, writeZigzag } from './varint.js'

const PROTOCOL_ID = 0x82
const VERSION = 1

/** The largest step between the numbers of two fields that fits into the head's first byte, and the largest count of a list that does. */
const LARGEST_STEP = 15
const LARGEST_COUNT = 14

const scratch = new DataView(new ArrayBuffer(8))
const scratchBytes = new Uint8Array(scratch.buffer)

function field(buffer: Uint8Array, at: number, number: number, id: number, before: number): number {
  const step = id - before
  if (step > 0 && step <= LARGEST_STEP) {
    buffer[at] = (step << 4) | number
    return at + 1
  }
  buffer[at] = number
  return writeZigzag(buffer, at + 1, id)
}

export const writer: ValueWriter = {
  /** There is one form: `strict` is that of the other protocol. */
  message(buffer, at, name, type, seq) {
    buffer[at] = PROTOCOL_ID
    buffer[at + 1] = (type << 5) | VERSION
    const start = writeVarint(buffer, writeVarint(buffer, at + 2, seq >>> 0), name.length)
    buffer.set(name, start)
    return start + name.length
  },
  field: (buffer, at, type, id, before) => field(buffer, at, compactTypes[type], id, before),
  boolField: (buffer, at, value, id, before) => field(buffer, at, value ? TRUE : FALSE, id, before),
  bool(buffer, at, value) {
    buffer[at] = value ? TRUE : FALSE
    return at + 1
  },
  byte(buffer, at, value) {
    buffer[at] = value
    return at + 1
  },
  i16: writeZigzag,
  i32: writeZigzag,
  i64: writeZigzag,
  bigI64: writeBigZigzag,
  double(buffer, at, value) {
    scratch.setFloat64(0, value, true)
    for (let i = 0; i < 8; i++) buffer[at + i] = scratchBytes[i] as number
    return at + 8
  },
  length: writeVarint,
  list(buffer, at, type, count) {
    const number = compactTypes[type]
    if (count <= LARGEST_COUNT) {
      buffer[at] = (count << 4) | number
      return at + 1
    }
    buffer[at] = 0xf0 | number
    return writeVarint(buffer, at + 1, count)
  },
  map(buffer, at, key, value, count) {
    const next = writeVarint(buffer, at, count)
    if (count === 0) return next
    buffer[next] = (compactTypes[key] << 4) | compactTypes[value]
    return next + 1
  },
}
