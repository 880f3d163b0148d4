/*
 * Values of no declared type. Integers that a double does not hold are bigints; a
 * map whose keys are all strings is an object, any other a Map; a moment is a Date
 * where that holds it, and any other extension an Ext.
 */

import { listType, mapType } from '../../build-type.js'
import { KEY, type Slot, VALUE } from '../../encoder.js'
import { expected } from '../../expected.js'
import type { ListType, MapType } from '../../type.js'
import { unknown } from '../../type.js'
import { definedEntries, setKey } from '../../value.js'
import type { MsgpackDecoder } from './decoder.js'
import type { MsgpackEncoder } from './encoder.js'
import { ext, isExt } from './ext.js'
import {
  ARRAY_KIND,
  BINARY_KIND,
  BOOLEAN_KIND,
  EXTENSION_KIND,
  FLOAT_KIND,
  INTEGER_KIND,
  LENGTH_BYTES,
  MAP_KIND,
  STRING_KIND,
} from './format.js'
import { twice } from './mismatch.js'
import { readBigint, readInteger } from './number.js'
import { readMoment, TIMESTAMP } from './time.js'

const List: ListType = listType(() => unknown)
const Entries: MapType = mapType(unknown, () => unknown)

const NANOS_PER_MS = 1_000_000
const LAST_DATE = 8.64e12

/** Writes null, booleans, numbers, bigints, strings, bytes, dates, extensions, arrays, maps and plain objects; throws `encode` for the rest. */
export function writeUnknown(encoder: MsgpackEncoder, slot: Slot, value: unknown): void {
  if (value === undefined || value === null) encoder.null(slot)
  else if (typeof value === 'boolean') encoder.bool(slot, value)
  else if (typeof value === 'number') writeNumber(encoder, slot, value)
  else if (typeof value === 'bigint') writeBigint(encoder, slot, value)
  else if (typeof value === 'string') encoder.string(slot, value)
  else if (value instanceof Uint8Array) encoder.bytes(slot, value)
  else if (value instanceof Date) encoder.markedDate(slot, value)
  else if (isExt(value)) encoder.ext(slot, value)
  else if (Array.isArray(value)) writeList(encoder, slot, value)
  else if (value instanceof Map) writeEntries(encoder, slot, [...value])
  else if (typeof value === 'object') writeEntries(encoder, slot, definedEntries(value))
  else throw expected('a value that MessagePack has', value)
}

function writeNumber(encoder: MsgpackEncoder, slot: Slot, value: number): void {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) encoder.int(slot, value, 53)
  else encoder.float(slot, value, 64)
}

function writeBigint(encoder: MsgpackEncoder, slot: Slot, value: bigint): void {
  if (value < 0n) encoder.int64(slot, value)
  else encoder.uint64(slot, value)
}

function writeList(encoder: MsgpackEncoder, slot: Slot, items: readonly unknown[]): void {
  encoder.beginList(slot, List, items.length)
  for (const item of items) writeUnknown(encoder, VALUE, item)
  encoder.endList()
}

function writeEntries(encoder: MsgpackEncoder, slot: Slot, entries: readonly (readonly [unknown, unknown])[]): void {
  encoder.beginMap(slot, Entries, entries.length)
  for (const [key, value] of entries) {
    writeUnknown(encoder, KEY, key)
    writeUnknown(encoder, VALUE, value)
  }
  encoder.endMap()
}

export function readUnknown(decoder: MsgpackDecoder): unknown {
  switch (decoder.kind()) {
    case INTEGER_KIND:
      return readNumber(decoder)
    case FLOAT_KIND:
      return decoder.float(64)
    case STRING_KIND:
      return decoder.string()
    case BINARY_KIND:
      return decoder.bytes()
    case BOOLEAN_KIND:
      return decoder.bool()
    case ARRAY_KIND: {
      const items: unknown[] = []
      for (let left = decoder.beginList(List); decoder.nextItem(left); left--) items.push(readUnknown(decoder))
      return items
    }
    case MAP_KIND:
      return readEntries(decoder)
    case EXTENSION_KIND:
      return readExtension(decoder)
    default:
      decoder.null()
      return null
  }
}

function readNumber(decoder: MsgpackDecoder): number | bigint {
  const { buffer, position } = decoder
  const small = readInteger(buffer, position)
  decoder.skip()
  return Number.isNaN(small) ? readBigint(buffer, position) : small
}

function readEntries(decoder: MsgpackDecoder): unknown {
  const record: Record<string, unknown> = {}
  let map: Map<unknown, unknown> | undefined
  for (let left = decoder.beginMap(Entries); decoder.nextKey(left); left--) {
    const isText = decoder.kind() === STRING_KIND
    const key = readUnknown(decoder)
    if (map === undefined && !isText) map = new Map(Object.entries(record))
    if (!decoder.dialect.zeros && (map?.has(key) ?? Object.hasOwn(record, key as string))) throw twice(key)
    const value = readUnknown(decoder)
    if (map !== undefined) map.set(key, value)
    else setKey(record, key as string, value)
  }
  return map ?? record
}

function readExtension(decoder: MsgpackDecoder): unknown {
  decoder.budget.spend()
  const { buffer, position } = decoder
  const first = buffer[position] as number
  // The type stands behind the length.
  const start = position + 1 + (LENGTH_BYTES[first] as number)
  decoder.skip()
  const type = ((buffer[start] as number) << 24) >> 24
  const data = new Uint8Array(buffer.subarray(start + 1, decoder.position))
  return (type === TIMESTAMP ? dateOrNothing(data) : undefined) ?? ext(type, data)
}

/** The Date that holds the moment to the nanosecond; undefined where none does. */
function dateOrNothing(data: Uint8Array): Date | undefined {
  try {
    const { seconds, nanos } = readMoment(data, 0, data.length)
    const isExact = nanos % NANOS_PER_MS === 0 && Math.abs(seconds + nanos / 1e9) <= LAST_DATE
    return isExact ? new Date(seconds * 1000 + nanos / NANOS_PER_MS) : undefined
  } catch {
    // What calls itself a timestamp and is none is an extension like any other.
    return undefined
  }
}
