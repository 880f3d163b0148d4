import { type Cursor, skipSpace } from './cursor.js'
import type { Shape } from './shape.js'
import { readString } from './text.js'

/**
 * Passes over a key and its colon, and answers with its field, or -1. The field
 * that is expected is compared with byte by byte, any other looked up by its name.
 */
export function passKey(cursor: Cursor, shape: Shape, expected: number): number {
  const { buffer } = cursor
  const key = shape.bytes[expected] as Uint8Array
  const start = cursor.position
  let i = 0
  while (i < key.length && buffer[start + i] === key[i]) i++
  if (i === key.length) {
    cursor.position = skipSpace(buffer, start + i)
    return expected
  }
  const name = readString(cursor)
  cursor.position = skipSpace(buffer, skipSpace(buffer, cursor.position) + 1)
  return shape.find(name)
}
