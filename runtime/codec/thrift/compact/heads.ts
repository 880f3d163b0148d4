import { BOOL, BYTE, DOUBLE, I16, I32, I64, STOP, STRING, UUID, UUID_BYTES, type WireType } from '../format.js'
import { cannotEnd, negative, noMessage, noType } from '../malformed.js'
import type { Heads, Part } from '../protocol.js'
import { TRUE, wireTypes } from './types.js'
import { readVarint, readZigzag, varintEnd } from './varint.js'

/** The byte that every message begins with, and the version in the low bits of the next. */
const PROTOCOL_ID = 0x82
const VERSION = 1

/** A count or a length is at most this one. */
const LARGEST = 2 ** 31 - 1

/** `82`, the kind of message and the version, seq, name. */
function message(part: Part, buffer: Uint8Array, at: number, end: number): number {
  if (at >= end) return -1
  if (buffer[at] !== PROTOCOL_ID) throw noMessage(buffer, at)
  if (at + 2 > end) return -1
  const second = buffer[at + 1] as number
  if ((second & 0x1f) !== VERSION) throw noMessage(buffer, at)
  part.type = second >> 5
  const lengthAt = varintEnd(buffer, at + 2, end)
  if (lengthAt < 0) return -1
  part.seq = readVarint(buffer, at + 2) | 0
  const nameAt = varintEnd(buffer, lengthAt, end)
  if (nameAt < 0) return -1
  part.count = readCount(buffer, lengthAt, 'the length of a name')
  part.nameAt = nameAt
  return nameAt + part.count > end ? -1 : nameAt + part.count
}

/** The type in the low bits of a byte, and in its high ones how far its number is from the last; where they are 0 the number itself follows. */
function field(part: Part, buffer: Uint8Array, at: number, end: number): number {
  if (at >= end) return -1
  const first = buffer[at] as number
  const number = first & 0x0f
  if (number === STOP) {
    part.type = STOP
    return at + 1
  }
  const type = wireTypes[number] as number
  if (type === 0) throw noType(number)
  part.type = type
  part.bool = type === BOOL ? number === TRUE : undefined
  if (first > 0x0f) {
    part.id += first >> 4
    return at + 1
  }
  const next = varintEnd(buffer, at + 1, end)
  if (next >= 0) part.id = readZigzag(buffer, at + 1, next)
  return next
}

/** The count in the high bits of a byte and the type in its low ones; where they are all ones the count itself follows. */
function list(part: Part, buffer: Uint8Array, at: number, end: number): number {
  if (at >= end) return -1
  const first = buffer[at] as number
  part.count = first >> 4
  const next = part.count === 0x0f ? varintEnd(buffer, at + 1, end) : at + 1
  if (next < 0) return -1
  if (part.count === 0x0f) part.count = readCount(buffer, at + 1, 'a count')
  part.type = typeOf(first & 0x0f, part.count)
  return next
}

/** The count, and unless that is 0 both types in a byte. */
function map(part: Part, buffer: Uint8Array, at: number, end: number): number {
  const next = varintEnd(buffer, at, end)
  if (next < 0) return -1
  part.count = readCount(buffer, at, 'a count')
  if (part.count === 0) return next
  if (next >= end) return -1
  const types = buffer[next] as number
  part.keyType = typeOf(types >> 4, part.count)
  part.type = typeOf(types & 0x0f, part.count)
  return next + 1
}

/** What an empty collection says of its items is nothing. */
function typeOf(number: number, count: number): number {
  const type = wireTypes[number] as number
  if (type === 0 && count > 0) throw noType(number)
  return type
}

function readCount(buffer: Uint8Array, at: number, what: string): number {
  const count = readVarint(buffer, at)
  if (count > LARGEST) throw negative(what, count)
  return count
}

const sizes: { readonly [Type in WireType]?: number } = { [BOOL]: 1, [BYTE]: 1, [DOUBLE]: 8, [UUID]: UUID_BYTES }

function endOf(type: WireType, buffer: Uint8Array, at: number, end: number): number {
  const size = sizes[type]
  if (size !== undefined) return at + size
  if (type === I16 || type === I32 || type === I64) return varintEnd(buffer, at, end)
  if (type !== STRING) throw cannotEnd(type)
  const next = varintEnd(buffer, at, end)
  return next < 0 ? -1 : next + readCount(buffer, at, 'the length of a string')
}

export const heads: Heads = { message, field, list, map, endOf, fixedSize: (type) => sizes[type] ?? 0 }
