import { isRpcError } from '@rpcgen/runtime'
import { decode, encode, typed } from '@rpcgen/runtime/gob'
import { describe, expect, test } from 'vitest'
import { mapType, structType } from '../../../../runtime/build-type.js'
import { float64, integer, string, unknown } from '../../../../runtime/type.js'
import { requestHeader } from '../headers.js'
import { messageOf } from '../message-of.js'
import { bench, framed, methodOf, unhex } from './harness.js'
import { any, Dot, there, types } from './interfaces.js'
import { held, id, nil, structType as structDefinition, value } from './wire.js'

/** The ways in which a value may stand in others. */
const places: readonly (readonly [name: string, put: (item: unknown) => unknown])[] = [
  ['alone', (item) => item],
  ['in a list', (item) => [null, item, item]],
  ['in an object', (item) => ({ a: item, b: [item] })],
  ['in a struct', (item) => typed('main.Holder', { a: item, b: item, c: 1 })],
  ['in a struct in a list in an object', (item) => ({ a: [typed('main.Holder', { a: { b: item }, b: 0, c: 0 })] })],
]

const inherited = JSON.parse(
  '{"__proto__": 1, "constructor": {"__proto__": null}, "toString": [2], "hasOwnProperty": ""}',
)

describe.each(places)('%s', (_place, put) => {
  test.each([
    ['null', null],
    ['true', true],
    ['false', false],
    ['0', 0],
    ['-1', -1],
    ['the largest safe integer', Number.MAX_SAFE_INTEGER],
    ['the smallest safe integer', Number.MIN_SAFE_INTEGER],
    ['2^53, which is a float', 2 ** 53],
    ['minus zero', -0],
    ['a fraction', 0.1],
    ['NaN', Number.NaN],
    ['infinity', Number.NEGATIVE_INFINITY],
    ['the least number', Number.MIN_VALUE],
    ['a bigint past the safe integers', 2n ** 53n],
    ['the largest int64', 2n ** 63n - 1n],
    ['the smallest int64', -(2n ** 63n)],
    ['a bigint past int64', 2n ** 63n],
    ['the largest uint64', 2n ** 64n - 1n],
    ['a bigint past uint64', 2n ** 64n],
    ['a bigint before int64', -(2n ** 63n) - 1n],
    ['a bigint of 1,000 digits', 10n ** 1_000n],
    ['a string', 'żółw 🐢 \u0000'],
    ['an empty string', ''],
    ['bytes', Uint8Array.of(0, 255)],
    ['no bytes', new Uint8Array(0)],
    ['a date', new Date(-1)],
    ['an empty list', []],
    ['a list of lists', [[], [[]], [1, [true]]]],
    ['an empty object', {}],
    ['an object', { a: 1, '': { b: [] }, żółw: null }],
    ['an object whose keys are those that objects inherit', inherited],
    ['a registered struct', typed('main.Dot', { X: 1, Y: -1 })],
    ['a registered struct that is zero', typed('main.Dot', { X: 0, Y: 0 })],
    ['a registered type that is no struct', typed('main.MyInt', 7)],
    ['a registered type with the name of what objects inherit', typed('__proto__', 'x')],
    ['another', typed('constructor', { X: 5, Y: 0 })],
  ])('%s is read as it was written', (_name, item) => {
    const wanted = put(item)
    const read = there(wanted)
    expect(read).toEqual(wanted)
    // `toEqual` looks at what is own and enumerable; a key that sets a prototype is neither.
    expect(Object.getPrototypeOf(Object(read))).toBe(Object.getPrototypeOf(Object(wanted)))
  })

  test.each([
    ['a small bigint', 5n, 5],
    ['a bigint that is safe', -(2n ** 53n) + 1n, Number.MIN_SAFE_INTEGER],
    ['a list with nothing in it', Object.assign(new Array(2), { 2: undefined }), [null, null, null]],
    ['an object with a property that is undefined', { a: undefined, b: 1 }, { b: 1 }],
    ['a Map', new Map([['a', new Map([['b', 1]])]]), { a: { b: 1 } }],
    ['a Map with an undefined value', new Map([['a', undefined]]), { a: null }],
    ['a Map with the key __proto__', new Map([['__proto__', 1]]), JSON.parse('{"__proto__": 1}')],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    ['an object that inherits', Object.create({ a: 1 }, { b: { value: 2, enumerable: true } }), { b: 2 }],
    ['a Buffer', Buffer.from([1, 2]), Uint8Array.of(1, 2)],
    ['an object with a symbol for a key', { [Symbol('a')]: 1, b: 2 }, { b: 2 }],
  ])('%s is read as what it was sent as', (_name, item, wanted) => {
    expect(there(put(item))).toEqual(there(put(wanted)))
    expect(there([item])).toEqual([wanted])
  })

  test.each([
    ['a symbol', Symbol('x')],
    ['a function', () => 1],
    ['a class', class {}],
    ['an invalid date', new Date(Number.NaN)],
    ['a Map with a number for a key', new Map([[1, 2]])],
    ['a Map with an object for a key', new Map([[{}, 2]])],
    ['a type that is not registered', typed('main.Nope', 1)],
    ['a type with a name that objects inherit', typed('toString', 1)],
    ['a type without a name', typed('', 1)],
    ['a registered struct without its value', typed('main.Dot', null)],
    ['a registered struct without a field', typed('main.Dot', { X: 1 })],
  ])('%s is refused, and nothing is written', (_name, item) => {
    const { codec, writer } = bench({}, 'auto', types)
    const method = methodOf(any)
    expect(() => codec.writeRequest(requestHeader(0), method, put(item))).toThrow(
      expect.objectContaining({ code: 'encode', path: expect.stringMatching(/^params/) }),
    )
    expect(writer.length).toBe(0)
  })
})

test('undefined is nil where something has to be, and is left out of an object', () => {
  expect(there(undefined)).toBeNull()
  expect(there([undefined])).toEqual([null])
  expect(there({ a: undefined, b: { c: undefined } })).toEqual({ b: {} })
  expect(there(typed('main.Holder', { a: undefined, b: undefined, c: 1 }))).toEqual(
    typed('main.Holder', { a: null, c: 1 }),
  )
})

function caught(act: () => unknown): { code: string; path: string | undefined; reason: string } {
  try {
    act()
  } catch (error) {
    if (isRpcError(error)) return error
    throw error
  }
  throw new Error('did not throw')
}

describe('a value that is deep', () => {
  const deep = (levels: number, wrap: (inner: unknown) => unknown): unknown => {
    let item: unknown = null
    for (let i = 0; i < levels; i++) item = wrap(item)
    return item
  }

  test.each([
    ['lists', (inner: unknown) => [inner]],
    ['objects', (inner: unknown) => ({ a: inner })],
    ['maps', (inner: unknown) => new Map([['a', inner]])],
    ['structs', (inner: unknown) => typed('main.Holder', { a: inner, c: 0 })],
  ])('as %s is written and read up to the limit, and refused past it on either side', (_name, wrap) => {
    for (const levels of [1, 49, 50]) expect(() => there(deep(levels, wrap))).not.toThrow()
    for (const levels of [51, 52, 1_000, 100_000]) {
      expect(caught(() => encode(any, deep(levels, wrap), { types })).code).toBe('limit')
    }
    const wide = { types, limits: { nesting: 10_000 } }
    const bytes = encode(any, deep(51, wrap), wide)
    expect(caught(() => decode(any, bytes, { types })).code).toBe('limit')
    expect(() => decode(any, bytes, wide)).not.toThrow()
  })

  test('because it holds itself is over the limit', () => {
    const list: unknown[] = []
    list.push(list)
    const map = new Map<string, unknown>()
    map.set('a', { b: [map] })
    const object: { self?: unknown } = {}
    object.self = object
    const struct = { a: null as unknown, b: 1, c: 0 }
    struct.a = typed('main.Holder', struct)
    for (const item of [list, map, object, struct.a, { list }]) {
      const { code, reason } = caught(() => encode(any, item, { types }))
      expect([code, reason]).toEqual(['limit', expect.stringContaining('is the value part of itself?')])
    }
  })
})

describe('keys and fields that objects inherit', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype']

  test('are keys like any other', () => {
    const record = messageOf(mapType(string, () => unknown))
    const entries = new Map(names.map((name): [string, unknown] => [name, { [name]: [name] }]))
    const read = decode(record, encode(record, entries)) as ReadonlyMap<string, unknown>
    expect(read).toEqual(entries)
    const object = there(Object.fromEntries(entries)) as object
    expect(Object.keys(object)).toEqual(names)
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test("are passed over when they are fields of the peer's", () => {
    const fields = [...names, 'X'].map((name) => [name, id.int] as const)
    const stream = unhex(framed(structDefinition(65, 'Dot', fields)) + value(65, '0102 0102 0102 0102 0102 010a 00'))
    expect(decode(Dot, stream, { onMismatch: () => {} })).toEqual({ X: 5, Y: 0 })
  })

  test('are fields of ours like any other', () => {
    const Odd = messageOf(structType('Odd', () => names.slice(1).map((name) => ({ name, type: float64 }))))
    const item = Object.fromEntries(names.slice(1).map((name, index) => [name, index + 0.5]))
    expect(decode(Odd, encode(Odd, item))).toEqual(item)
  })
})

describe('an interface', () => {
  const read = (payload: string, type: number = id.interface): unknown =>
    decode(any, unhex(value(type, `00${payload}`)), { types })

  test('with a type of another kind than its name says is refused', () => {
    expect(() => read(held('int', id.string, '000178'))).toThrow(
      'gob: decoding into local type *int64, received remote type string',
    )
    expect(() => read(held('main.Dot', id.int, '000a'))).toThrow('want struct type Dot; got non-struct')
    expect(() => read(held('string', id.interface, `00${nil}`))).toThrow('received remote type interface')
  })

  test('is not what another type is read as', () => {
    expect(() => read('0a', id.int)).toThrow(
      'can only be decoded from remote interface type; received concrete type int',
    )
    expect(() => decode(messageOf(integer), encode(any, 1))).toThrow('received remote type interface')
  })

  test('that ends early is refused, wherever it ends', () => {
    const whole = held('string', id.string, '0003616263')
    for (let end = 2; end < whole.length - 2; end += 2) {
      expect(() => read(whole.slice(0, end)), whole.slice(0, end)).toThrow(expect.objectContaining({ code: 'decode' }))
    }
    expect(read(whole)).toBe('abc')
  })
})

describe('a getter', () => {
  test('that throws fails the write, and nothing is written', () => {
    const { codec, writer } = bench({}, 'auto', types)
    const item = {
      a: 1,
      get b(): never {
        throw new Error('no b today')
      },
    }
    expect(() =>
      codec.writeRequest(requestHeader(0), methodOf(any), [typed('main.Dot', { X: 1, Y: 1 }), item]),
    ).toThrow(expect.objectContaining({ code: 'encode', reason: 'no b today' }))
    expect(writer.length).toBe(0)
  })

  test('that shortens the list that it stands in leaves a list of the first length', () => {
    const list: unknown[] = [
      {
        get a() {
          list.length = 1
          return 1
        },
      },
      2,
      3,
    ]
    expect(there(list)).toEqual([{ a: 1 }, null, null])
  })

  test('that answers undefined the second time leaves an object that is whole', () => {
    let asked = 0
    const item = {
      get a() {
        return asked++ === 0 ? 1 : undefined
      },
      b: 2,
    }
    expect(there([item, 3])).toEqual([{ a: null, b: 2 }, 3])
  })
})
