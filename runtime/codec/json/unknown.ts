/*
 * Values of no declared type. What JSON has reads as what JavaScript has for it;
 * an integer that a double does not hold is a bigint.
 */

import { listType, mapType } from '../../build-type.js'
import { KEY, type Slot, VALUE } from '../../encoder.js'
import { expected } from '../../expected.js'
import type { ListType, MapType } from '../../type.js'
import { string, unknown } from '../../type.js'
import { readUtf8 } from '../../utf8.js'
import { definedEntries, setKey } from '../../value.js'
import { LOWER_F, LOWER_N, LOWER_T, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './ascii.js'
import type { JsonDecoder } from './decoder.js'
import type { JsonEncoder } from './encoder.js'
import { twice } from './mismatch.js'

const List: ListType = listType(() => unknown)
const Record: MapType = mapType(string, () => unknown)

/** Writes null, booleans, numbers, bigints, strings, bytes, dates, arrays, maps and plain objects; throws `encode` for the rest. */
export function writeUnknown(encoder: JsonEncoder, slot: Slot, value: unknown): void {
  if (value === undefined || value === null) encoder.null(slot)
  else if (typeof value === 'boolean') encoder.bool(slot, value)
  else if (typeof value === 'number') encoder.float(slot, value, 64)
  else if (typeof value === 'bigint') encoder.bigint(slot, value)
  else if (typeof value === 'string') encoder.string(slot, value)
  else if (value instanceof Uint8Array) encoder.bytes(slot, value)
  else if (value instanceof Date) encoder.date(slot, value)
  else if (Array.isArray(value)) writeList(encoder, slot, value)
  else if (value instanceof Map) writeMap(encoder, slot, [...value])
  else if (typeof value === 'object') writeMap(encoder, slot, definedEntries(value))
  else throw expected('a value that JSON has', value)
}

function writeList(encoder: JsonEncoder, slot: Slot, items: readonly unknown[]): void {
  encoder.beginList(slot, List, items.length)
  for (const item of items) writeUnknown(encoder, VALUE, item)
  encoder.endList()
}

function writeMap(encoder: JsonEncoder, slot: Slot, entries: readonly (readonly [unknown, unknown])[]): void {
  encoder.beginMap(slot, Record, entries.length)
  for (const [key, value] of entries) {
    if (typeof key === 'number') encoder.int(KEY, key, 53)
    else writeUnknown(encoder, KEY, key)
    writeUnknown(encoder, VALUE, value)
  }
  encoder.endMap()
}

export function readUnknown(decoder: JsonDecoder): unknown {
  switch (decoder.peek()) {
    case QUOTE:
      return decoder.string()
    case LOWER_T:
    case LOWER_F:
      return decoder.bool()
    case LOWER_N:
      decoder.null()
      return null
    case OPEN_BRACKET: {
      const items: unknown[] = []
      for (let left = decoder.beginList(List); decoder.nextItem(left); left--) items.push(readUnknown(decoder))
      return items
    }
    case OPEN_BRACE: {
      const record: { [key: string]: unknown } = {}
      for (let left = decoder.beginMap(Record); decoder.nextKey(left); left--) {
        const key = decoder.string()
        decoder.passColon()
        if (decoder.strict && Object.hasOwn(record, key)) throw twice(key)
        setKey(record, key, readUnknown(decoder))
      }
      return record
    }
    default:
      return readNumber(decoder)
  }
}

function readNumber(decoder: JsonDecoder): number | bigint {
  const { buffer, position } = decoder
  const value = decoder.float(64)
  if (Number.isSafeInteger(value) || !Number.isInteger(value)) return value
  const text = readUtf8(buffer, position, decoder.position)
  return /^-?\d+$/.test(text) ? BigInt(text) : value
}
