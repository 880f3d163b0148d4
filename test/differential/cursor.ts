import { uintAt } from './uint.js'

/** The bytes of a message, and how far they are read. */
export interface Cursor {
  readonly bytes: readonly number[]
  at: number
}

/** Thrown for bytes that are not what they are read as. */
export class Unreadable extends Error {}

export function readUint(cursor: Cursor): bigint {
  const found = uintAt(cursor.bytes, cursor.at)
  if (found === undefined) throw new Unreadable('there is no whole number')
  cursor.at = found.end
  return found.value
}

export function readInt(cursor: Cursor): bigint {
  const value = readUint(cursor)
  return (value & 1n) === 0n ? value >> 1n : ~(value >> 1n)
}

/** A number of items, each of which takes a byte at least. */
export function readCount(cursor: Cursor): number {
  const count = readUint(cursor)
  if (count > cursor.bytes.length - cursor.at) throw new Unreadable('there are fewer items')
  return Number(count)
}

/** Bytes with their length in front. */
export function readBytes(cursor: Cursor): readonly number[] {
  const length = readCount(cursor)
  const bytes = cursor.bytes.slice(cursor.at, cursor.at + length)
  cursor.at += length
  return bytes
}

/** Reads the fields of a struct, each with its number; the end of the message is an end, too. */
export function readFields(cursor: Cursor, read: (field: number) => void): void {
  let field = -1
  while (cursor.at < cursor.bytes.length) {
    const delta = readUint(cursor)
    if (delta === 0n) return
    field += Number(delta)
    read(field)
  }
}
