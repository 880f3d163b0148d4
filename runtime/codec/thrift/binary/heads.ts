import {
  BOOL,
  BYTE,
  DOUBLE,
  I16,
  I32,
  I64,
  isWireType,
  STOP,
  STRING,
  UUID,
  UUID_BYTES,
  type WireType,
} from '../format.js'
import { cannotEnd, framed, negative, noMessage, noType } from '../malformed.js'
import type { Heads, Part } from '../protocol.js'
import { readInt } from './reader.js'

/** The first two bytes of a head with a version, which is 1. */
const VERSION = 0x8001

/** The first byte of a head of the compact protocol. */
const COMPACT_ID = 0x82

/** Of each type, how many bytes a value takes; types whose values differ are left out. */
const sizes: { readonly [Type in WireType]?: number } = {
  [BOOL]: 1,
  [BYTE]: 1,
  [DOUBLE]: 8,
  [I16]: 2,
  [I32]: 4,
  [I64]: 8,
  [UUID]: UUID_BYTES,
}

/** With a version, `80 01 00 type`, name, seq; without, name, `type`, seq. A name is its length and its bytes. */
function message(part: Part, buffer: Uint8Array, at: number, end: number): number {
  if (at + 4 > end) return -1
  const first = readInt(buffer, at)
  if (first >= 0) return oldMessage(part, buffer, at, end)
  if (first >>> 16 !== VERSION) throw noMessage(buffer, at)
  if (at + 8 > end) return -1
  part.type = first & 0xff
  part.count = readInt(buffer, at + 4)
  if (part.count < 0) throw negative('the length of a name', part.count)
  part.nameAt = at + 8
  const seqAt = part.nameAt + part.count
  if (seqAt + 4 > end) return -1
  part.seq = readInt(buffer, seqAt)
  return seqAt + 4
}

/**
 * A name that begins as a head does is none: it is the message of a frame, whose
 * length was taken for the name's. The head of an old message begins with 0.
 */
function oldMessage(part: Part, buffer: Uint8Array, at: number, end: number): number {
  const first = at + 4 < end ? buffer[at + 4] : undefined
  if (first === VERSION >> 8 || first === COMPACT_ID || first === 0) throw framed()
  part.count = readInt(buffer, at)
  part.nameAt = at + 4
  const typeAt = part.nameAt + part.count
  if (typeAt + 5 > end) return -1
  part.type = buffer[typeAt] as number
  part.seq = readInt(buffer, typeAt + 1)
  return typeAt + 5
}

/** The type in one byte and, but for STOP, the number in two. */
function field(part: Part, buffer: Uint8Array, at: number, end: number): number {
  if (at >= end) return -1
  const type = buffer[at] as number
  part.type = type
  if (type === STOP) return at + 1
  if (!isWireType(type)) throw noType(type)
  if (at + 3 > end) return -1
  part.id = (((buffer[at + 1] as number) << 24) >> 16) | (buffer[at + 2] as number)
  return at + 3
}

function list(part: Part, buffer: Uint8Array, at: number, end: number): number {
  if (at + 5 > end) return -1
  part.type = buffer[at] as number
  part.count = readCount(buffer, at + 1)
  if (part.count > 0 && !isWireType(part.type)) throw noType(part.type)
  return at + 5
}

function map(part: Part, buffer: Uint8Array, at: number, end: number): number {
  if (at + 6 > end) return -1
  part.keyType = buffer[at] as number
  part.type = buffer[at + 1] as number
  part.count = readCount(buffer, at + 2)
  if (part.count > 0) {
    for (const type of [part.keyType, part.type]) if (!isWireType(type)) throw noType(type)
  }
  return at + 6
}

function readCount(buffer: Uint8Array, at: number): number {
  const count = readInt(buffer, at)
  if (count < 0) throw negative('a count', count)
  return count
}

function endOf(type: WireType, buffer: Uint8Array, at: number, end: number): number {
  const size = sizes[type]
  if (size !== undefined) return at + size
  if (type !== STRING) throw cannotEnd(type)
  if (at + 4 > end) return -1
  const length = readInt(buffer, at)
  if (length < 0) throw negative('the length of a string', length)
  return at + 4 + length
}

export const heads: Heads = { message, field, list, map, endOf, fixedSize: (type) => sizes[type] ?? 0 }
