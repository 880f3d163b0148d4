import type { Message } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { EchoMethods, type Everything, type Sparse, type Tree } from '../../../../generated/echo.js'
import { requestHeader } from '../headers.js'
import { bench, hex, methodOf } from './harness.js'

/** Writes one value as the params of a request and answers with the bytes of the body's message, without its definitions. */
function body<T>(message: Message<T>, value: T): string {
  const { codec, writer } = bench()
  const method = methodOf(message)
  codec.writeRequest(requestHeader(0), method, value)
  writer.take()
  // The second request has no definitions: a header of ff82 01 03 T.M 01 01 00, and the body.
  codec.writeRequest(requestHeader(1), method, value)
  const bytes = hex(writer.take())
  const header = '0aff820103542e4d010100'
  expect(bytes.startsWith(header)).toBe(true)
  return bytes.slice(header.length)
}

const params = <K extends keyof typeof EchoMethods>(name: K): Message<never> =>
  EchoMethods[name].params as Message<never>

test.each([
  ['shade', 'dark', '070c00046461726b'],
  ['level', 2, '03040004'],
  // A NaN of Go's has its last bit set as well; any NaN is one.
  ['number', Number.NaN, '050800fef87f'],
] as const)('%s %s', (name, value, wanted) => {
  expect(body(params(name), value as never)).toBe(wanted)
})

describe('a struct', () => {
  test('a field that is zero is left out, save that nested structs, arrays and maps are always there', () => {
    const zero: Everything = {
      bool: false,
      int8: 0,
      int16: 0,
      int32: 0,
      integer: 0,
      int64: 0n,
      uint8: 0,
      uint16: 0,
      uint32: 0,
      uint64: 0n,
      float32: 0,
      number: 0,
      string: '',
      bytes: new Uint8Array(0),
      timestamp: new Date(-62_135_596_800_000),
      exact: { seconds: -62_135_596_800, nanos: 0, offset: 0 },
      duration: 0n,
      list: [],
      fixed: [0, 0, 0],
      tuple: [0, 0],
      map: new Map(),
      record: {},
      point: { x: 0, y: 0 },
      shade: '',
      level: 0,
      sparse: { required: 0, nullable: null, nullablePoint: null },
    }
    // Fields 18 to 22, fixed to point, follow each other; sparse is the last.
    const wanted = ['13 03 00 00 00', '01 02 00 00', '01 00', '01 00', '01 00', '03 00', '00']
      .join('')
      .replaceAll(' ', '')
    expect(body(params('everything'), zero as never)).toBe(`14ff84${wanted}`)
  })

  test('an optional or nullable field is sent when it is given, even if zero, and not otherwise', () => {
    const absent: Sparse = { required: 0, nullable: null, nullablePoint: null }
    expect(body(params('sparse'), absent as never)).toBe('03ff8400')
    const zero: Sparse = { ...absent, optional: 0, nullable: '', flag: false, list: [] }
    expect(body(params('sparse'), zero as never)).toBe('0bff84020001000100030000')
  })
})

describe('a request', () => {
  test('defines its types before the first value that needs them, and once', () => {
    const { codec, writer } = bench()
    const method = methodOf(params('point'))
    codec.writeRequest(requestHeader(0), method, { x: 1, y: 0 })
    expect(hex(writer.take())).toBe(
      [
        '2fff81030101075265717565737401ff82000102010d536572766963654d6574686f64010c000103536571010600000' + '0',
        '08ff820103542e4d00',
        '1fff8303010105506f696e7401ff840001020101580108000101590108000000',
        '07ff8401fef03f00',
      ].join(''),
    )
  })

  test('that fails leaves no byte, and no definition counts as sent', () => {
    const { codec, writer } = bench()
    const method = methodOf(params('tree'))
    const bad = { value: 1, branches: [{ value: 'x', branches: [], named: {} }], named: {} }
    expect(() => codec.writeRequest(requestHeader(0), method, bad)).toThrow(
      'params.branches[0].value: expected a safe integer',
    )
    expect(writer.length).toBe(0)
    const good: Tree = { value: 1, branches: [], named: {} }
    codec.writeRequest(requestHeader(0), method, good)
    const after = hex(writer.take())
    const fresh = bench()
    fresh.codec.writeRequest(requestHeader(0), method, good)
    expect(after).toBe(hex(fresh.writer.take()))
  })

  test.each([
    { name: 'int8', value: 128, message: 'params: expected an int8, got the number 128' },
    { name: 'uint8', value: -1, message: 'params: expected a uint8, got the number -1' },
    { name: 'integer', value: 2 ** 53, message: 'params: expected a safe integer, got the number 9007199254740992' },
    { name: 'int64', value: 5, message: 'params: expected an int64 as a bigint, got the number 5' },
    { name: 'uint64', value: -1n, message: 'params: expected a uint64 as a bigint, got the bigint -1n' },
    { name: 'float32', value: 1e300, message: 'params: expected a float32, got the number 1e+300' },
    { name: 'string', value: null, message: 'params: expected a string, got null' },
    { name: 'bytes', value: [1], message: 'params: expected a Uint8Array, got an array' },
    { name: 'timestamp', value: new Date(Number.NaN), message: 'params: expected a valid Date, got a Date' },
    {
      name: 'exact',
      value: { seconds: 0, nanos: -1, offset: 0 },
      message: 'params: expected nanos from 0 to 999,999,999',
    },
    { name: 'exact', value: { seconds: 0, nanos: 0, offset: -60 }, message: 'params: a zone of minus one minute' },
    { name: 'shade', value: 'purple', message: 'params: expected one of Shade, got the string "purple"' },
    { name: 'list', value: 'abc', message: 'params: expected an array' },
    { name: 'list', value: [1, 'x'], message: 'params[1]: expected a safe integer, got the string "x"' },
    { name: 'matrix', value: [[1], [2, null]], message: 'params[1][1]: expected a number, got null' },
    { name: 'fixed', value: [1, 2], message: 'params: expected an array of 3 items, got 2' },
    { name: 'record', value: new Map([['a', 1]]), message: 'params: expected a map' },
    { name: 'record', value: [1], message: 'params: expected a map' },
    { name: 'map', value: {}, message: 'params: expected a map' },
    { name: 'map', value: new Map([[1, 2]]), message: 'params[1]: expected a string, got the number 2' },
    { name: 'pointMap', value: { 'a b': { x: 1 } }, message: 'params["a b"].y: expected a number, got undefined' },
    { name: 'point', value: undefined, message: 'params: expected an object (Point), got undefined' },
  ] as const)('with $name $value says where and what is wrong', ({ name, value, message }) => {
    const { codec, writer } = bench()
    expect(() => codec.writeRequest(requestHeader(0), methodOf(params(name)), value)).toThrow(message)
    expect(writer.length).toBe(0)
  })

  test('whose value is part of itself is over the nesting limit', () => {
    const { codec } = bench()
    const tree: Tree = { value: 1, branches: [], named: {} }
    tree.branches.push(tree)
    expect(() => codec.writeRequest(requestHeader(0), methodOf(params('tree')), tree)).toThrow(
      'more than 100 values inside each other',
    )
  })
})

describe('what a user may get wrong', () => {
  test.each(['int8', 'int32', 'integer', 'uint8', 'uint32'] as const)('a bigint is no %s', (name) => {
    const { codec } = bench()
    expect(() => codec.writeRequest(requestHeader(0), methodOf(params(name)), 5n)).toThrow(
      /^params: expected .*, got the bigint 5n$/,
    )
  })

  test('a value over the message limit is told before room is made for it, and leaves none behind', () => {
    const { codec, writer } = bench({ message: 1000 })
    for (const [name, value] of [
      ['bytes', new Uint8Array(1 << 26)],
      ['string', 'x'.repeat(1 << 26)],
      ['list', new Array(1 << 22).fill(0)],
    ] as const) {
      expect(() => codec.writeRequest(requestHeader(0), methodOf(params(name)), value)).toThrow('1000 bytes')
      expect(writer.buffer.length).toBeLessThan(1 << 17)
    }
  })
})
