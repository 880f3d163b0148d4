import type { Cursor, ValueReader } from '../protocol.js'

const TWO_32 = 2 ** 32

const scratch = new DataView(new ArrayBuffer(8))
const scratchBytes = new Uint8Array(scratch.buffer)

/** A signed integer of 32 bits, the first byte the highest. */
export function readInt(buffer: Uint8Array, at: number): number {
  return (
    ((buffer[at] as number) << 24) |
    ((buffer[at + 1] as number) << 16) |
    ((buffer[at + 2] as number) << 8) |
    (buffer[at + 3] as number)
  )
}

/** Moves the cursor over so many bytes, and answers with where they begin. */
function pass(cursor: Cursor, bytes: number): number {
  const at = cursor.position
  cursor.position = at + bytes
  return at
}

/** The eight bytes at the cursor, in {@link scratch}. */
function passEight(cursor: Cursor): void {
  const at = pass(cursor, 8)
  for (let i = 0; i < 8; i++) scratchBytes[i] = cursor.buffer[at + i] as number
}

export const reader: ValueReader = {
  bool: (cursor) => cursor.buffer[pass(cursor, 1)] !== 0,
  byte: (cursor) => ((cursor.buffer[pass(cursor, 1)] as number) << 24) >> 24,
  i16(cursor) {
    const at = pass(cursor, 2)
    return (((cursor.buffer[at] as number) << 24) >> 16) | (cursor.buffer[at + 1] as number)
  },
  i32: (cursor) => readInt(cursor.buffer, pass(cursor, 4)),
  i64(cursor) {
    const at = pass(cursor, 8)
    return readInt(cursor.buffer, at) * TWO_32 + (readInt(cursor.buffer, at + 4) >>> 0)
  },
  bigI64(cursor) {
    passEight(cursor)
    return scratch.getBigInt64(0)
  },
  double(cursor) {
    passEight(cursor)
    return scratch.getFloat64(0)
  },
  length: (cursor) => readInt(cursor.buffer, pass(cursor, 4)),
}
