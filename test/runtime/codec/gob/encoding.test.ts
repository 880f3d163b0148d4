import type { Message } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { EchoMethods, type Everything, type Sparse, type Tree } from '../../../../generated/echo.js'
import { bench, hex, methodOf, unhex } from './harness.js'

/** Writes one value as the params of a request and answers with the bytes of the body's message, without its definitions. */
function body<T>(message: Message<T>, value: T): string {
  const { codec, writer } = bench()
  const method = methodOf(message)
  codec.writeRequest({ seq: 0 }, method, value)
  writer.take()
  // The second request has no definitions: a header of ff82 01 03 T.M 01 01 00, and the body.
  codec.writeRequest({ seq: 1 }, method, value)
  const bytes = hex(writer.take())
  const header = '0aff820103542e4d010100'
  expect(bytes.startsWith(header)).toBe(true)
  return bytes.slice(header.length)
}

const params = <K extends keyof typeof EchoMethods>(name: K): Message<never> =>
  EchoMethods[name].params as Message<never>

describe('bodies that are no struct: the length, the id, a zero, the value', () => {
  // From encoding/gob/doc.go and codec_test.go, and what Go 1.19 sends for the same values.
  test.each([
    ['bool', true, '03020001'],
    ['bool', false, '03020000'],
    ['integer', 0, '03040000'],
    ['integer', 3, '03040006'],
    ['integer', 63, '0304007e'],
    ['integer', 64, '040400ff80'],
    ['integer', -1, '03040001'],
    ['integer', -64, '0304007f'],
    ['integer', -65, '040400ff81'],
    ['integer', -129, '050400fe0101'],
    ['integer', 2 ** 53 - 1, '0a0400f93ffffffffffffe'],
    ['integer', -(2 ** 53 - 1), '0a0400f93ffffffffffffd'],
    ['int64', -(2n ** 63n), '0b0400f8ffffffffffffffff'],
    ['int64', 2n ** 63n - 1n, '0b0400f8fffffffffffffffe'],
    ['uint32', 127, '0306007f'],
    ['uint32', 128, '040600ff80'],
    ['uint32', 256, '050600fe0100'],
    ['uint64', 2n ** 64n - 1n, '0b0600f8ffffffffffffffff'],
    ['number', 0, '03080000'],
    ['number', 1, '050800fef03f'],
    ['number', 17, '050800fe3140'],
    ['number', -0, '040800ff80'],
    // A NaN of Go's has its last bit set as well; any NaN is one.
    ['number', Number.NaN, '050800fef87f'],
    ['number', Number.POSITIVE_INFINITY, '050800fef07f'],
    ['number', Number.NEGATIVE_INFINITY, '050800fef0ff'],
    ['float32', 0.1, '080800fba09999b93f'],
    ['string', '', '030c0000'],
    ['string', 'hello', '080c000568656c6c6f'],
    ['bytes', unhex('6869'), '050a00026869'],
    ['bytes', unhex(''), '030a0000'],
    ['shade', 'dark', '070c00046461726b'],
    ['level', 2, '03040004'],
    ['duration', 1_500_000_000n, '070400fcb2d05e00'],
  ] as const)('%s %s', (name, value, wanted) => {
    expect(body(params(name), value as never)).toBe(wanted)
  })
})

describe('lists, maps and structs', () => {
  test.each([
    { name: 'list', value: [1, 2, -3], wanted: '07ff840003020405' },
    { name: 'list', value: [], wanted: '04ff840000' },
    { name: 'fixed', value: [0, 0, 0], wanted: '07ff840003000000' },
    { name: 'map', value: new Map([[1, 'a']]), wanted: '07ff840001020161' },
    { name: 'map', value: new Map(), wanted: '04ff840000' },
    { name: 'record', value: { a: 0 }, wanted: '07ff840001016100' },
    { name: 'point', value: { x: 0, y: 0 }, wanted: '03ff8400' },
    { name: 'point', value: { x: 0, y: 17 }, wanted: '07ff8402fe314000' },
    { name: 'empty', value: {}, wanted: '03ff8400' },
    {
      name: 'timestamp',
      value: new Date(Date.UTC(1, 0, 1) - Date.UTC(1, 0, 1) - 62_135_596_800_000),
      wanted: `13ff84000f01${'00'.repeat(12)}ffff`,
    },
  ] as const)('$name $value', ({ name, value, wanted }) => {
    expect(body(params(name), value as never)).toBe(wanted)
  })

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
    codec.writeRequest({ seq: 0 }, method, { x: 1, y: 0 })
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
    expect(() => codec.writeRequest({ seq: 0 }, method, bad)).toThrow(
      'params.branches[0].value: expected a safe integer',
    )
    expect(writer.length).toBe(0)
    const good: Tree = { value: 1, branches: [], named: {} }
    codec.writeRequest({ seq: 0 }, method, good)
    const after = hex(writer.take())
    const fresh = bench()
    fresh.codec.writeRequest({ seq: 0 }, method, good)
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
    { name: 'map', value: {}, message: 'params: expected a map' },
    { name: 'map', value: new Map([[1, 2]]), message: 'params[1]: expected a string, got the number 2' },
    { name: 'pointMap', value: { 'a b': { x: 1 } }, message: 'params["a b"].y: expected a number, got undefined' },
    { name: 'point', value: undefined, message: 'params: expected an object (Point), got undefined' },
  ] as const)('with $name $value says where and what is wrong', ({ name, value, message }) => {
    const { codec, writer } = bench()
    expect(() => codec.writeRequest({ seq: 0 }, methodOf(params(name)), value)).toThrow(message)
    expect(writer.length).toBe(0)
  })

  test('whose value is part of itself is over the nesting limit', () => {
    const { codec } = bench()
    const tree: Tree = { value: 1, branches: [], named: {} }
    tree.branches.push(tree)
    expect(() => codec.writeRequest({ seq: 0 }, methodOf(params('tree')), tree)).toThrow(
      'more than 100 values inside each other',
    )
  })
})
