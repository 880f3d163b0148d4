import { describe, expect, test } from 'vitest'
import {
  customType,
  enumType,
  listType,
  mapType,
  nullableType,
  setType,
  structType,
  tupleType,
  unionType,
} from '../../../../runtime/build-type.js'
import { uuidHook } from '../../../../runtime/hook/uuid.js'
import type { Type } from '../../../../runtime/type.js'
import * as types from '../../../../runtime/type.js'
import { decode, decodeInPieces, encode } from './harness.js'

const Item: Type = structType('Item', () => [
  { name: 'name', type: types.string, id: 1 },
  { name: 'size', type: types.int32, optional: true, id: 20 },
  { name: 'note', type: nullableType(() => types.string), id: 3 },
])

const Far = structType('Far', () => [
  { name: 'a', type: types.int8, id: 1 },
  { name: 'b', type: types.int8, id: 16 },
  { name: 'c', type: types.int8, id: 32 },
  { name: 'd', type: types.bool, id: 32767 },
])

const Pair = structType('Pair', () => [
  { name: 'left', type: Item, id: 1 },
  { name: 'flag', type: types.bool, id: 2 },
  { name: 'right', type: Item, id: 3 },
  { name: 'last', type: types.int8, id: 4 },
])

const uuid = customType(uuidHook)
const Level = enumType('Level', [0, 1, 2])
const Shade = enumType('Shade', ['', 'dark'])

const Kind = enumType('Kind', ['circle'])
const Square = enumType('Kind', ['square'])
const Shape = unionType('Shape', 'kind', () => [
  {
    tag: 'circle',
    id: 1,
    type: structType('Circle', () => [
      { name: 'kind', type: Kind },
      { name: 'radius', type: types.float64, id: 1 },
    ]),
  },
  {
    tag: 'square',
    id: 5,
    type: structType('Square', () => [
      { name: 'side', type: types.float64, id: 1 },
      { name: 'kind', type: Square },
    ]),
  },
])

/** The one argument of a call: its type, its value, and the struct of arguments in both protocols. */
const rows: readonly (readonly [string, Type, unknown, string, string])[] = [
  ['bool', types.bool, true, '02 0001 01 00', '11 00'],
  ['bool', types.bool, false, '02 0001 00 00', '12 00'],
  ['i8', types.int8, -2, '03 0001 fe 00', '13 fe 00'],
  ['i16', types.int16, -32768, '06 0001 8000 00', '14 ffff03 00'],
  ['i16 of a uint8', types.uint8, 255, '06 0001 00ff 00', '14 fe03 00'],
  ['i32', types.int32, -1, '08 0001 ffffffff 00', '15 01 00'],
  ['i32 of a uint16', types.uint16, 65535, '08 0001 0000ffff 00', '15 feff07 00'],
  ['i64', types.integer, 300, '0a 0001 000000000000012c 00', '16 d804 00'],
  ['i64, negative', types.integer, -(2 ** 53 - 1), '0a 0001 ffe0000000000001 00', '16 fdffffffffffff1f 00'],
  ['i64 of a uint32', types.uint32, 2 ** 32 - 1, '0a 0001 00000000ffffffff 00', '16 feffffff1f 00'],
  ['i64 of a bigint', types.int64, -(2n ** 63n), '0a 0001 8000000000000000 00', '16 ffffffffffffffffff01 00'],
  ['i64 of a uint64', types.uint64, 2n ** 63n - 1n, '0a 0001 7fffffffffffffff 00', '16 feffffffffffffffff01 00'],
  ['double', types.float64, -2.5, '04 0001 c004000000000000 00', '17 00000000000004c0 00'],
  ['double of a float32', types.float32, 0.5, '04 0001 3fe0000000000000 00', '17 000000000000e03f 00'],
  ['string', types.string, 'aż', '0b 0001 00000003 61c5bc 00', '18 03 61c5bc 00'],
  ['binary', types.bytes, Uint8Array.of(1, 255), '0b 0001 00000002 01ff 00', '18 02 01ff 00'],
  [
    'uuid',
    uuid,
    '00112233-4455-6677-8899-aabbccddeeff',
    '10 0001 00112233445566778899aabbccddeeff 00',
    '1d 00112233445566778899aabbccddeeff 00',
  ],
  ['milliseconds', types.date, new Date(1500), '0a 0001 00000000000005dc 00', '16 b817 00'],
  [
    'nanoseconds',
    types.timestamp,
    { seconds: -1, nanos: 999_999_999, offset: 0 },
    '0a 0001 ffffffffffffffff 00',
    '16 01 00',
  ],
  ['enum', Level, 2, '08 0001 00000002 00', '15 04 00'],
  ['enum of texts', Shade, 'dark', '0b 0001 00000004 6461726b 00', '18 04 6461726b 00'],
  ['list', listType(() => types.int32), [1, -1], '0f 0001 08 00000002 00000001 ffffffff 00', '19 25 02 01 00'],
  [
    'list of 15',
    listType(() => types.int8),
    Array.from({ length: 15 }, (_, i) => i),
    '0f 0001 03 0000000f 000102030405060708090a0b0c0d0e 00',
    '19 f30f 000102030405060708090a0b0c0d0e 00',
  ],
  ['list of bools', listType(() => types.bool), [true, false], '0f 0001 02 00000002 01 00 00', '19 21 01 02 00'],
  ['empty list', listType(() => types.string), [], '0f 0001 0b 00000000 00', '19 08 00'],
  ['set', setType(() => types.int16), new Set([7]), '0e 0001 06 00000001 0007 00', '1a 14 0e 00'],
  ['tuple', tupleType(() => [types.int8, types.int8]), [1, 2], '0f 0001 03 00000002 01 02 00', '19 23 01 02 00'],
  [
    'map',
    mapType(types.int32, () => types.string),
    new Map([[1, 'a']]),
    '0d 0001 08 0b 00000001 00000001 00000001 61 00',
    '1b 01 58 02 01 61 00',
  ],
  [
    'map of bools',
    mapType(types.bool, () => types.bool),
    new Map([[true, false]]),
    '0d 0001 02 02 00000001 01 00 00',
    '1b 01 11 01 02 00',
  ],
  ['empty map', mapType(types.int32, () => types.string), new Map(), '0d 0001 08 0b 00000000 00', '1b 00 00'],
  // A struct of params is the arguments itself.
  ['struct', Item, { name: 'a', note: null }, '0b 0001 00000001 61 00', '18 01 61 00'],
  [
    'struct, numbers out of order and far apart',
    Item,
    { name: '', size: 1, note: 'b' },
    '0b 0001 00000000 08 0014 00000001 0b 0003 00000001 62 00',
    '18 00 05 28 02 08 06 01 62 00',
  ],
  [
    'struct, numbers just near enough for the short form, and not',
    Far,
    { a: 1, b: 2, c: 3, d: false },
    '03 0001 01 03 0010 02 03 0020 03 02 7fff 00 00',
    '13 01 f3 02 03 40 03 02 feff03 00',
  ],
  [
    'structs between other fields',
    Pair,
    { left: { name: 'a', note: null }, flag: true, right: { name: '', note: null }, last: 1 },
    '0c 0001 0b 0001 00000001 61 00 02 0002 01 0c 0003 0b 0001 00000000 00 03 0004 01 00',
    '1c 18 01 61 00 11 1c 18 00 00 13 01 00',
  ],
  [
    'list of structs',
    listType(() => Item),
    [{ name: 'x', note: null }],
    '0f 0001 0c 00000001 0b 0001 00000001 78 00 00',
    '19 1c 18 01 78 00 00',
  ],
  [
    'union',
    Shape,
    { kind: 'circle', radius: 1 },
    '0c 0001 0c 0001 04 0001 3ff0000000000000 00 00 00',
    '1c 1c 17 000000000000f03f 00 00 00',
  ],
  [
    'union of another member, whose discriminator comes last',
    Shape,
    { side: 1, kind: 'square' },
    '0c 0001 0c 0005 04 0001 3ff0000000000000 00 00 00',
    '1c 5c 17 000000000000f03f 00 00 00',
  ],
]

describe.each(['binary', 'compact'] as const)('%s', (protocol) => {
  test.each(rows)('%s', (_, type, value, inBinary, inCompact) => {
    const wanted = (protocol === 'binary' ? inBinary : inCompact).replaceAll(' ', '')
    expect(encode(protocol, type, value)).toBe(wanted)
    expect(decode(protocol, type, wanted)).toEqual(value)
  })

  test.each(rows)('byte by byte: %s', (_, type, value, inBinary, inCompact) => {
    expect(decodeInPieces(protocol, type, protocol === 'binary' ? inBinary : inCompact)).toEqual(value)
  })

  // Those of one argument, which has number 1, and is put on as number 9 in front of fields of our own.
  test.each(rows.filter(([, type]) => type.kind !== 'struct'))('passes over an unknown field: %s', (...row) => {
    const [, , , inBinary, inCompact] = row
    const head = (0x90 | (Number.parseInt(inCompact.slice(0, 2), 16) & 0x0f)).toString(16)
    const unknown =
      protocol === 'binary' ? `${inBinary.slice(0, 2)} 0009 ${inBinary.slice(8, -2)}` : head + inCompact.slice(2, -2)
    const known = protocol === 'binary' ? '0b 0001 00000001 61 00' : '08 02 01 61 00'
    expect(decode(protocol, Item, unknown + known)).toEqual({ name: 'a', note: null })
  })

  // Our maps have no such keys, but a peer's fields may, which we pass over.
  test.each([
    ['maps with structs for keys', '0d 0009 0c 03 00000002 00 07 03 0001 01 00 08', '9b 02 c3 00 07 13 01 00 08'],
    ['an empty map with structs for keys', '0d 0009 0c 03 00000000', '9b 00'],
    ['maps with maps for keys', '0d 0009 0d 0d 00000001 0c0c 00000001 00 00 0303 00000000', '9b 01 bb 01 cc 00 00 00'],
    ['lists of an unknown type that are empty', '0f 0009 00 00000000', '99 00'],
    ['numbers below 0', '08 ffff 00000007 0f 8000 02 00000000', '05 01 0e 09 ffff03 01'],
    ['numbers above 32767, which the compact protocol can say', '', '05 fcff03 0e f5 0e'],
    ['fields that are there twice', '08 0009 00000001 02 0009 01', '95 02 01 12'],
  ])('passes over %s', (_, inBinary, inCompact) => {
    const unknown = protocol === 'binary' ? inBinary : inCompact
    const known = protocol === 'binary' ? '0b 0001 00000001 61 00' : '08 02 01 61 00'
    expect(decode(protocol, Item, unknown + known)).toEqual({ name: 'a', note: null })
  })
})
