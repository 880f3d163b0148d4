import { RpcError } from '../../../error.js'
import type { Cursor, ValueReader } from '../protocol.js'
import { TRUE } from './types.js'
import { readBigZigzag, readVarint, readZigzag, varintEnd } from './varint.js'

const scratch = new DataView(new ArrayBuffer(8))
const scratchBytes = new Uint8Array(scratch.buffer)

/** Moves the cursor over an integer, and answers with where that began. */
function pass(cursor: Cursor): number {
  const { buffer, position } = cursor
  cursor.position = varintEnd(buffer, position, buffer.length)
  return position
}

/** The integer at the cursor. Throws `decode` unless so many bits hold it. */
function integer(cursor: Cursor, bits: number): number {
  const at = pass(cursor)
  const value = readZigzag(cursor.buffer, at, cursor.position)
  const limit = 2 ** (bits - 1)
  if (value >= -limit && value < limit) return value
  throw new RpcError('decode', `an i${bits} that is ${readBigZigzag(cursor.buffer, at, cursor.position)}`)
}

export const reader: ValueReader = {
  bool: (cursor) => cursor.buffer[cursor.position++] === TRUE,
  byte: (cursor) => ((cursor.buffer[cursor.position++] as number) << 24) >> 24,
  i16: (cursor) => integer(cursor, 16),
  i32: (cursor) => integer(cursor, 32),
  i64(cursor) {
    const at = pass(cursor)
    return readZigzag(cursor.buffer, at, cursor.position)
  },
  bigI64(cursor) {
    const at = pass(cursor)
    return readBigZigzag(cursor.buffer, at, cursor.position)
  },
  double(cursor) {
    for (let i = 0; i < 8; i++) scratchBytes[i] = cursor.buffer[cursor.position++] as number
    return scratch.getFloat64(0, true)
  },
  length(cursor) {
    const at = pass(cursor)
    return readVarint(cursor.buffer, at)
  },
}
