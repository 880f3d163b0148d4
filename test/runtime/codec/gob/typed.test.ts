import { format } from 'node:util'
import { decode, encode, GobWriter, isTyped, type Registrable, type Typed, typed } from '@rpcgen/runtime/gob'
import { describe, expect, test } from 'vitest'
import { listType, structType } from '../../../../runtime/build-type.js'
import { builtins } from '../../../../runtime/codec/gob/builtins.js'
import { integer, string, unknown } from '../../../../runtime/type.js'
import { messageOf } from '../message-of.js'
import { bench, unhex } from './harness.js'
import { any, Dot, there, types } from './interfaces.js'

describe('a value with its type', () => {
  /** For each type that every program has: values, and what is no such value. */
  const samples: Readonly<Record<string, readonly [good: readonly unknown[], bad: readonly unknown[]]>> = {
    bool: [
      [true, false],
      [1, 'true', null],
    ],
    int: [
      [0, -5, Number.MAX_SAFE_INTEGER, 2n ** 62n],
      [0.5, 2 ** 53, 2n ** 63n, '5', null],
    ],
    int8: [
      [-128, 127],
      [128, -129, 1n, 0.5],
    ],
    int16: [[-32_768, 32_767], [32_768]],
    int32: [
      [-(2 ** 31), 2 ** 31 - 1],
      [2 ** 31, 5n],
    ],
    int64: [
      [7, -(2n ** 63n)],
      [2n ** 63n, 1.5],
    ],
    uint: [
      [0, 7, 2n ** 64n - 1n],
      [-1, -1n, 2n ** 64n, 0.5, '1'],
    ],
    uint8: [[255], [256, -1, 1n]],
    uint16: [[65_535], [65_536]],
    uint32: [[2 ** 32 - 1], [2 ** 32]],
    uint64: [[2n ** 63n], [-1n]],
    uintptr: [[1], [-1]],
    float32: [
      [0.5, Number.NaN, Number.POSITIVE_INFINITY],
      [1e300, 1n, '1'],
    ],
    float64: [
      [1e300, -0],
      [1n, null],
    ],
    complex64: [[{ real: 1, imag: -0.5 }], [1, null, {}, { real: 1e300, imag: 0 }]],
    complex128: [[{ real: 1e300, imag: 0 }], [{ real: 1 }, { real: 1n, imag: 0 }]],
    string: [
      ['', 'x'],
      [1, null, undefined],
    ],
    '[]uint8': [[Uint8Array.of(1)], [[1], 'x', new Uint16Array(1)]],
    'time.Time': [[new Date(0)], [0, 'x', new Date(Number.NaN)]],
    '*big.Int': [
      [2n ** 70n, -(2n ** 70n), 0n],
      [1.5, '5', Number.NaN, null, {}],
    ],
    '[]interface {}': [
      [[], [1, 'x', [null]]],
      [{}, null, 'abc', [Symbol('x')]],
    ],
    'map[string]interface {}': [
      [{}, { a: { b: 1 } }],
      [[], 5, null, new Map([[1, 1]])],
    ],
  }

  test('there are samples of all that every program has', () => {
    const slices = [...builtins.keys()].filter((name) => !Object.hasOwn(samples, name))
    expect(slices.every((name) => name.startsWith('[]') && Object.hasOwn(samples, name.slice(2)))).toBe(true)
    expect([...builtins.keys()]).toEqual(expect.arrayContaining(Object.keys(samples)))
  })

  describe.each([...builtins.keys()])('%s', (name) => {
    const [good, bad] = samples[name] ?? (samples[name.slice(2)] as (typeof samples)[string])
    const isSlice = !Object.hasOwn(samples, name)

    test('is read as it was written, alone and in others', () => {
      for (const sample of isSlice ? [[], good, [...good, ...good]] : good) {
        const item = typed(name, sample)
        expect(there(item)).toEqual(sample)
        expect(there([item, { a: item }])).toEqual([sample, { a: sample }])
      }
    })

    test('takes no value of another type', () => {
      for (const sample of isSlice ? bad.map((item) => [...good, item]) : bad) {
        const writer = new GobWriter({ types })
        expect(() => writer.write(any, typed(name, sample)), format(sample)).toThrow(
          expect.objectContaining({ code: 'encode', path: 'value' }),
        )
        expect(writer.write(any, 1)).toEqual(encode(any, 1))
      }
      if (isSlice) expect(() => encode(any, typed(name, 'text'))).toThrow('expected an array')
    })
  })

  test('an integer is taken for any number that holds it', () => {
    expect(there(typed('*big.Int', 5))).toBe(5n)
    expect(there(typed('int64', 5n))).toBe(5)
    expect(there(typed('uint64', 5n))).toBe(5)
  })

  test('is a value with its type once only', () => {
    expect(() => encode(any, typed('int', typed('int', 1)))).toThrow('expected a safe integer, got an object')
  })

  test('is told from what looks like it', () => {
    expect(isTyped(typed('int', 1))).toBe(true)
    expect(isTyped({ type: 'int', value: 1 })).toBe(false)
    expect(isTyped(null)).toBe(false)
    expect(there({ type: 'int', value: 1 })).toEqual({ type: 'int', value: 1 })
    expect(isTyped(there({ type: 'int', value: 1 }))).toBe(false)
  })

  test('can be sent on as it was read', () => {
    const item = typed('main.Holder', { a: typed('main.Dot', { X: 1, Y: 2 }), b: [typed('main.MyInt', 3)], c: 4 })
    const read = there(item) as Typed
    expect(there(read)).toEqual(item)
  })
})

describe('registering', () => {
  const struct = messageOf(structType('Named', () => []))
  test.each([
    [
      'a name twice',
      [
        ['a', Dot],
        ['a', struct],
      ],
      'two types are registered as "a"',
    ],
    ['a message and its name', [struct, ['Named', Dot]], 'two types are registered as "Named"'],
    ['a name that is of every program', [['int', Dot]], 'two types are registered as "int"'],
    ['the name of a slice that is', [['[]string', Dot]], 'two types are registered as "[]string"'],
    ['no name', [['', Dot]], 'without a name'],
    ['a struct without a name', [messageOf(structType('', () => []))], 'without a name'],
    ['what is no struct, without a name', [messageOf(integer)], 'give it as [name, message]'],
    ['a list without a name', [messageOf(listType(() => integer))], 'give it as [name, message]'],
    ['an interface', [['main.Any', any]], 'which no interface holds'],
    ['what may be null', [['*main.Dot', messageOf({ kind: 'nullable', inner: Dot.type })]], 'which no interface holds'],
    [
      'a union',
      [['main.Shape', messageOf({ kind: 'union', id: 1 << 20, name: 'Shape', discriminator: 'kind', members: [] })]],
      'which no interface holds',
    ],
  ] as readonly (readonly [string, readonly Registrable[], string])[])('%s is a RangeError', (_name, types, text) => {
    for (const make of [
      () => new GobWriter({ types }),
      () => bench({}, 'auto', types),
      () => decode(any, unhex('03100000'), { types }),
    ]) {
      expect(make).toThrow(RangeError)
      expect(make).toThrow(text)
    }
  })

  test('one message under two names is two types', () => {
    const both: readonly Registrable[] = [
      ['a', Dot],
      ['b', Dot],
    ]
    const item = [typed('a', { X: 1, Y: 0 }), typed('b', { X: 2, Y: 0 })]
    expect(decode(any, encode(any, item, { types: both }), { types: both })).toEqual(item)
  })

  test('a message goes by the name that the schema has for gob, or for all wires, or by its own', () => {
    const shapes: readonly [Registrable, string][] = [
      [messageOf(structType('A', () => [], { gob: 'main.A', all: 'x' })), 'main.A'],
      [messageOf(structType('B', () => [], { all: 'main.B' })), 'main.B'],
      [messageOf(structType('C', () => [])), 'C'],
    ]
    const types = shapes.map(([message]) => message)
    for (const [, name] of shapes) {
      expect(decode(any, encode(any, typed(name, {}), { types }), { types })).toEqual(typed(name, {}))
    }
  })

  test('what the reader has not registered is told by its name', () => {
    for (const name of ['main.Dot', '__proto__', 'toString', 'a'.repeat(1_024)]) {
      const bytes = encode(messageOf(listType(() => unknown)), [typed(name, 'x')], {
        types: [[name, messageOf(string)]],
      })
      expect(() => decode(messageOf(listType(() => unknown)), bytes)).toThrow(
        expect.objectContaining({
          code: 'decode',
          path: 'value[0]',
          reason: `gob: name not registered for interface: ${JSON.stringify(name)}`,
        }),
      )
    }
  })
})
