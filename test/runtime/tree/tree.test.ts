import { bigIntHook } from '@rpcgen/runtime/stub'
import { fromTree, toTree } from '@rpcgen/runtime/tree'
import { describe, expect, test } from 'vitest'
import {
  customType,
  enumType,
  listType,
  mapType,
  nullableType,
  structType,
  tupleType,
  unionType,
} from '../../../runtime/build-type.js'
import {
  bool,
  bytes,
  complex64,
  date,
  float32,
  float64,
  int8,
  int64,
  integer,
  type StructType,
  string,
  type Type,
  timestamp,
  uint8,
  uint64,
  unknown,
} from '../../../runtime/type.js'
import { messageOf } from '../codec/message-of.js'

const root = 'params'

function there(type: Type, value: unknown): unknown {
  return toTree(messageOf(type), value, { root })
}

function back(type: Type, tree: unknown): unknown {
  return fromTree(messageOf(type), tree, { root })
}

const Circle = structType('Circle', () => [
  { name: 'kind', type: enumType('CircleKind', ['circle']) },
  { name: 'radius', type: float64 },
])
const Square = structType('Square', () => [
  { name: 'kind', type: enumType('SquareKind', ['square']) },
  { name: 'side', type: float64, wire: { all: 'length' } },
])
const Shape = unionType('Shape', 'kind', () => [
  { tag: 'circle', type: Circle },
  { tag: 'square', type: Square },
])
const Node: StructType = structType('Node', () => [
  { name: 'size', type: integer },
  { name: 'next', type: nullableType(() => Node), optional: true },
])

describe('a value and its tree', () => {
  const moment = new Date(1e12)
  const exact = { seconds: -5, nanos: 999_999_999, offset: -3_600 }
  const rows: readonly (readonly [name: string, type: Type, value: unknown, tree?: unknown])[] = [
    ['bool', bool, true],
    ['int8', int8, -128],
    ['uint8', uint8, 255],
    ['integer', integer, Number.MIN_SAFE_INTEGER],
    ['int64', int64, -(2n ** 63n)],
    ['uint64', uint64, 2n ** 64n - 1n],
    ['float64', float64, Number.NaN],
    ['float32', float32, Math.fround(0.1)],
    ['complex', complex64, { real: 1, imag: -0.5 }],
    ['string', string, 'π\u0000'],
    ['bytes', bytes, Uint8Array.of(0, 255)],
    ['date', date, moment],
    ['timestamp', timestamp, exact],
    ['enum', enumType('E', [1, 2]), 2],
    ['unknown', unknown, { a: [1, null] }],
    ['hook', customType(bigIntHook), -300n, bigIntHook.encode(-300n)],
    ['null', nullableType(() => string), null],
    ['list', listType(() => integer), [1, 2]],
    ['fixed list', listType(() => integer, 2), [1, 2]],
    ['empty list', listType(() => integer), []],
    ['list of lists', listType(() => listType(() => string)), [['a'], []]],
    ['tuple', tupleType(() => [string, integer]), ['a', 1]],
    ['map of strings', mapType(string, () => integer), new Map([['__proto__', 1]]), JSON.parse('{"__proto__":1}')],
    ['map of numbers', mapType(integer, () => bool), new Map([[-5, true]])],
    ['struct', Node, { size: 1, next: { size: 2, next: null } }],
    ['optional field', Node, { size: 1 }],
    ['union', Shape, { kind: 'square', side: 2 }, { kind: 'square', length: 2 }],
    ['list of unions', listType(() => Shape), [{ kind: 'circle', radius: 1 }]],
  ]
  test.each(rows.map(([name, type, value, tree]) => ({ name, type, value, tree })))('$name', (row) => {
    const { type, value, tree = value } = row
    expect(there(type, value)).toEqual(tree)
    expect(back(type, tree)).toEqual(value)
  })

  test('wire names are those of the codec that is named', () => {
    const type = structType('T', () => [{ name: 'a', type: integer, wire: { all: 'x', cbor: 'y' } }])
    expect(toTree(messageOf(type), { a: 1 }, { root, codec: 'cbor' })).toEqual({ y: 1 })
    expect(fromTree(messageOf(type), { x: 1, y: 2 }, { root, codec: 'cbor' })).toEqual({ a: 2 })
    expect(there(type, { a: 1 })).toEqual({ x: 1 })
  })
})

describe('what other formats have in the place of a value', () => {
  test.each([
    ['a number for 64 bits', int64, -7, -7n],
    ['digits for 64 bits', uint64, '18446744073709551615', 2n ** 64n - 1n],
    ['a text for a date', date, '2001-09-09T01:46:40.000Z', new Date(1e12)],
    [
      'an object for a map',
      mapType(integer, () => string),
      { 5: 'a', '-1': 'b' },
      new Map([
        [5, 'a'],
        [-1, 'b'],
      ]),
    ],
    ['an object for a map of flags', mapType(bool, () => integer), { true: 1 }, new Map([[true, 1]])],
    ['a Map for a record', mapType(string, () => integer), new Map([['a', 1]]), new Map([['a', 1]])],
    ['fields that nobody knows', Node, { size: 1, other: 2 }, { size: 1 }],
  ] as const)('%s', (_, type, tree, value) => {
    expect(back(type, tree)).toEqual(value)
  })
})

describe('a value that does not fit', () => {
  const cases: readonly (readonly [name: string, type: Type, value: unknown, text: string])[] = [
    ['bool', bool, 1, 'params: expected a boolean, got the number 1'],
    ['int8', int8, 128, 'params: expected an int8, got the number 128'],
    ['uint8', uint8, -1, 'params: expected a uint8, got the number -1'],
    ['integer', integer, 0.5, 'params: expected a safe integer, got the number 0.5'],
    ['float32', float32, 1e300, 'params: expected a float32, got the number 1e+300'],
    ['string', string, null, 'params: expected a string, got null'],
    ['bytes', bytes, [1], 'params: expected a Uint8Array, got an array'],
    ['enum', enumType('E', ['a']), 'b', 'params: expected one of E, got the string "b"'],
    ['struct', Node, null, 'params: expected an object (Node), got null'],
    ['tuple', tupleType(() => [string]), [], 'params: expected an array of 1 items, got 0'],
    ['item', listType(() => integer), [1, 'x'], 'params[1]: expected a safe integer, got the string "x"'],
    ['field', Node, { size: 1, next: { size: '2' } }, 'params.next.size: expected a safe integer, got the string "2"'],
  ]
  test.each(cases)('%s', (_, type, value, text) => {
    expect(() => there(type, value)).toThrow(expect.objectContaining({ code: 'encode', message: text }))
    expect(() => back(type, value)).toThrow(expect.objectContaining({ code: 'decode', message: text }))
  })

  test.each([
    ['a field that is missing', Node, {}, 'params: the field size is missing'],
    [
      'a field that is inherited',
      structType('T', () => [{ name: 'constructor', type: unknown }]),
      {},
      'params: the field constructor is missing',
    ],
    ['a union of nothing', Shape, { kind: 'line' }, 'params: the kind tells no member of Shape'],
    ['a list', listType(() => integer), { length: 1 }, 'params: expected an array, got an object'],
    ['a map', mapType(string, () => integer), [], 'params: expected a map, got an array'],
    ['an int64', int64, 2 ** 53, 'params: expected an int64, got the number 9007199254740992'],
    ['a uint64', uint64, '-1', 'params: expected a uint64, got the string "-1"'],
    ['digits without end', int64, '1'.repeat(1e6), `params: expected an int64, got the string "${'1'.repeat(40)}…"`],
    ['a date', date, 'noon', 'params: expected a Date, got the string "noon"'],
    ['a complex number', complex64, { real: 1 }, 'params: expected a number, got undefined'],
    ['a timestamp', timestamp, { seconds: 1 }, 'params: expected an int32, got undefined'],
  ] as const)('read: %s', (_, type, tree, text) => {
    expect(() => back(type, tree)).toThrow(expect.objectContaining({ code: 'decode', message: text }))
  })

  test('is too deep, or part of itself', () => {
    const ring: { size: number; next?: unknown } = { size: 1 }
    ring.next = ring
    const tooDeep = expect.objectContaining({ code: 'limit' })
    expect(() => there(Node, ring)).toThrow(tooDeep)
    expect(() => back(Node, ring)).toThrow(tooDeep)
    expect(fromTree(messageOf(Node), { size: 1, next: { size: 2 } }, { root, nesting: 2 })).toMatchObject({ size: 1 })
    expect(() => fromTree(messageOf(Node), { size: 1, next: { size: 2 } }, { root, nesting: 1 })).toThrow(tooDeep)
  })
})
