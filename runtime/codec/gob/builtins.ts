import { customType, listType, mapType } from '../../build-type.js'
import type { Decoder } from '../../decoder.js'
import { type Encoder, KEY, type Slot, VALUE } from '../../encoder.js'
import { expected } from '../../expected.js'
import { bigIntHook } from '../../hook/big-int.js'
import type { Message } from '../../message.js'
import {
  bool,
  bytes,
  complex64,
  complex128,
  date,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  string,
  type Type,
  uint8,
  uint16,
  uint32,
  uint64,
  unknown,
} from '../../type.js'
import { keysOf, lengthOf, setKey } from '../../value.js'
import type { Registered } from './registry.js'

/*
 * The types that every gob program has registered (encoding/gob/type.go,
 * registerBasics), and four that plain values need and a Go program registers by
 * itself: `[]interface {}`, `map[string]interface {}`, `time.Time`, `*big.Int`.
 */

type Write = (encoder: Encoder, slot: Slot, value: never) => void
type Read = (decoder: Decoder) => unknown

const scalars: readonly (readonly [string, Type, Write, Read])[] = [
  ['int', int64, writeInteger, (d) => narrow(d.int64())],
  ['int8', int8, (e, slot, v) => e.int(slot, v, 8), (d) => d.int(8)],
  ['int16', int16, (e, slot, v) => e.int(slot, v, 16), (d) => d.int(16)],
  ['int32', int32, (e, slot, v) => e.int(slot, v, 32), (d) => d.int(32)],
  ['int64', int64, writeInteger, (d) => narrow(d.int64())],
  ['uint', uint64, writeUnsigned, (d) => narrow(d.uint64())],
  ['uint8', uint8, (e, slot, v) => e.uint(slot, v, 8), (d) => d.uint(8)],
  ['uint16', uint16, (e, slot, v) => e.uint(slot, v, 16), (d) => d.uint(16)],
  ['uint32', uint32, (e, slot, v) => e.uint(slot, v, 32), (d) => d.uint(32)],
  ['uint64', uint64, writeUnsigned, (d) => narrow(d.uint64())],
  ['uintptr', uint64, writeUnsigned, (d) => narrow(d.uint64())],
  ['float32', float32, (e, slot, v) => e.float(slot, v, 32), (d) => d.float(32)],
  ['float64', float64, (e, slot, v) => e.float(slot, v, 64), (d) => d.float(64)],
  ['complex64', complex64, (e, slot, v) => e.complex(slot, v, 64), (d) => d.complex(64)],
  ['complex128', complex128, (e, slot, v) => e.complex(slot, v, 128), (d) => d.complex(128)],
  ['bool', bool, (e, slot, v) => e.bool(slot, v), (d) => d.bool()],
  ['string', string, (e, slot, v) => e.string(slot, v), (d) => d.string()],
]

const bigInt = customType(bigIntHook)
const others: readonly (readonly [string, Type, Write, Read])[] = [
  ['[]uint8', bytes, (e, slot, v) => e.bytes(slot, v), (d) => d.bytes()],
  ['time.Time', date, (e, slot, v) => e.date(slot, v), (d) => d.date()],
  ['*big.Int', bigInt, writeBigInt, (d) => d.custom(bigInt)],
]

const anything: Message<unknown> = {
  type: unknown,
  write: (encoder, slot, value) => encoder.unknown(slot, value),
  read: (decoder) => decoder.unknown(),
}

export const builtins: ReadonlyMap<string, Registered> = new Map(
  [
    ...scalars.map(registered),
    ...others.map(registered),
    // A slice of uint8 is bytes.
    ...scalars.filter(([name]) => name !== 'uint8').map((scalar) => sliceOf(scalar[0], registered(scalar))),
    sliceOf('interface {}', anything),
    recordOf('interface {}', anything),
  ].map((each) => [each.name, each]),
)

function registered([name, type, write, read]: readonly [string, Type, Write, Read]): Registered {
  return { name, type, write: write as Message<unknown>['write'], read }
}

function sliceOf(name: string, { type: element, write, read }: Message<unknown>): Registered {
  const type = listType(() => element)
  return {
    name: `[]${name}`,
    type,
    write(encoder, slot, value) {
      const items = value as readonly unknown[]
      const count = lengthOf(items)
      encoder.beginList(slot, type, count)
      for (let i = 0; i < count; i++) write(encoder, VALUE, items[i])
      encoder.endList()
    },
    read(decoder) {
      const items: unknown[] = []
      for (let left = decoder.beginList(type); decoder.nextItem(left); left--) items.push(read(decoder))
      return items
    },
  }
}

function recordOf(name: string, { type: element, write, read }: Message<unknown>): Registered {
  const type = mapType(string, () => element)
  return {
    name: `map[string]${name}`,
    type,
    write(encoder, slot, value) {
      const entries = entriesOf(value)
      encoder.beginMap(slot, type, entries.length)
      for (const [key, item] of entries) {
        encoder.string(KEY, key)
        write(encoder, VALUE, item)
      }
      encoder.endMap()
    },
    read(decoder) {
      const record: Record<string, unknown> = {}
      for (let left = decoder.beginMap(type); decoder.nextKey(left); left--) {
        const key = decoder.string()
        decoder.nextValue()
        setKey(record, key, read(decoder))
      }
      return record
    },
  }
}

/** A property that is undefined is left out, as in JSON. A key that is no string the encoder refuses. */
function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (value instanceof Map) return [...(value as ReadonlyMap<string, unknown>)]
  const record = value as Readonly<Record<string, unknown>>
  const keys = keysOf(record)
  if (keys === undefined) throw expected('a map or an object', value)
  return keys.flatMap((key): readonly (readonly [string, unknown])[] =>
    record[key] === undefined ? [] : [[key, record[key]]],
  )
}

function writeInteger(encoder: Encoder, slot: Slot, value: number | bigint): void {
  if (typeof value === 'bigint') encoder.int64(slot, value)
  else encoder.int(slot, value, 53)
}

function writeUnsigned(encoder: Encoder, slot: Slot, value: number | bigint): void {
  if (typeof value !== 'bigint' && !(Number.isSafeInteger(value) && value >= 0))
    throw expected('an unsigned integer', value)
  encoder.uint64(slot, BigInt(value))
}

function writeBigInt(encoder: Encoder, slot: Slot, value: number | bigint): void {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) throw expected('an integer', value)
  encoder.custom(slot, BigInt(value), bigInt)
}

/** The number of a 64-bit integer that one holds exactly, else the bigint. */
function narrow(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
