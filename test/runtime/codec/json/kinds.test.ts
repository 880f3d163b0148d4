import type { Message } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { EchoMethods, type Everything, type Sparse } from '../../../../generated/echo.js'
import { failure, read, written } from './harness.js'

const params = <K extends keyof typeof EchoMethods>(name: K): Message<unknown> =>
  EchoMethods[name].params as Message<unknown>

const at = (seconds: number, nanos: number, offset: number): object => ({ seconds, nanos, offset })

describe('each kind, both ways', () => {
  // The texts are what encoding/json of Go 1.19 writes for the same values.
  test.each([
    ['bool', true, 'true'],
    ['bool', false, 'false'],
    ['int8', -128, '-128'],
    ['int8', 127, '127'],
    ['int16', -32768, '-32768'],
    ['int32', -2147483648, '-2147483648'],
    ['int32', 2147483647, '2147483647'],
    ['integer', 0, '0'],
    ['integer', 9, '9'],
    ['integer', 10, '10'],
    ['integer', -99, '-99'],
    ['integer', 4294967296, '4294967296'],
    ['integer', 2 ** 53 - 1, '9007199254740991'],
    ['integer', -(2 ** 53 - 1), '-9007199254740991'],
    ['uint8', 255, '255'],
    ['uint16', 65535, '65535'],
    ['uint32', 4294967295, '4294967295'],
    ['int64', 0n, '0'],
    ['int64', -7n, '-7'],
    ['int64', 9007199254740993n, '9007199254740993'],
    ['int64', -(2n ** 63n), '-9223372036854775808'],
    ['int64', 2n ** 63n - 1n, '9223372036854775807'],
    ['uint64', 2n ** 64n - 1n, '18446744073709551615'],
    ['duration', 1_500_000_000n, '1500000000'],
    ['number', 0, '0'],
    ['number', -0, '-0'],
    ['number', -1.5, '-1.5'],
    ['number', 0.1, '0.1'],
    ['number', 19.99, '19.99'],
    ['number', 7.5, '7.5'],
    ['number', 0.05, '0.05'],
    ['number', 1e20, '100000000000000000000'],
    ['number', 1e21, '1e+21'],
    ['number', 0.000001, '0.000001'],
    ['number', 1e-7, '1e-7'],
    ['number', 5e-324, '5e-324'],
    ['number', 1.7976931348623157e308, '1.7976931348623157e+308'],
    ['number', 1 / 3, '0.3333333333333333'],
    ['float32', Math.fround(0.1), '0.1'],
    ['float32', Math.fround(1 / 3), '0.33333334'],
    ['float32', Math.fround(3.4028235e38), '3.4028235e+38'],
    ['float32', 16777216, '16777216'],
    ['string', '', '""'],
    ['string', 'plain', '"plain"'],
    ['string', '\x00\x01\b\f\n\r\t\x1f\x7f', '"\\u0000\\u0001\\u0008\\u000c\\n\\r\\t\\u001f\x7f"'],
    ['string', '<>&\'"\\/', '"\\u003c\\u003e\\u0026\'\\"\\\\/"'],
    ['string', '\u2028\u2029\u2030', '"\\u2028\\u2029\u2030"'],
    ['string', '\ufeffé漢𝄞\u07ff\u0800\uffff', '"\ufeffé漢𝄞\u07ff\u0800\uffff"'],
    ['string', 'x'.repeat(5000), `"${'x'.repeat(5000)}"`],
    ['string', '𝄞'.repeat(2500), `"${'𝄞'.repeat(2500)}"`],
    ['string', `-${'𝄞'.repeat(2500)}`, `"-${'𝄞'.repeat(2500)}"`],
    ['bytes', new Uint8Array(0), '""'],
    ['bytes', Uint8Array.of(1), '"AQ=="'],
    ['bytes', Uint8Array.of(1, 2), '"AQI="'],
    ['bytes', Uint8Array.of(251, 255, 191), '"+/+/"'],
    ['timestamp', new Date('2024-02-29T12:34:56.789Z'), '"2024-02-29T12:34:56.789Z"'],
    ['timestamp', new Date('2024-02-29T12:34:56.700Z'), '"2024-02-29T12:34:56.7Z"'],
    ['timestamp', new Date('1969-12-31T23:59:59.999Z'), '"1969-12-31T23:59:59.999Z"'],
    ['timestamp', new Date('0001-01-01T00:00:00Z'), '"0001-01-01T00:00:00Z"'],
    ['timestamp', new Date('0000-01-01T00:00:00Z'), '"0000-01-01T00:00:00Z"'],
    ['timestamp', new Date('9999-12-31T23:59:59.999Z'), '"9999-12-31T23:59:59.999Z"'],
    ['exact', at(1_700_000_000, 123_456_789, 7200), '"2023-11-15T00:13:20.123456789+02:00"'],
    ['exact', at(1_700_000_000, 120_000_000, -12_600), '"2023-11-14T18:43:20.12-03:30"'],
    ['exact', at(-1, 1, 0), '"1969-12-31T23:59:59.000000001Z"'],
    ['exact', at(-62_167_219_200 - 3600, 0, 3600), '"0000-01-01T00:00:00+01:00"'],
    ['shade', 'dark', '"dark"'],
    ['shade', '', '""'],
    ['level', 2, '2'],
    ['list', [], '[]'],
    ['list', [1, 2, 3], '[1,2,3]'],
    ['strings', ['a', ''], '["a",""]'],
    ['matrix', [[], [1], [2, 3]], '[[],[1],[2,3]]'],
    ['points', [{ x: 1, y: 2 }], '[{"X":1,"Y":2}]'],
    ['fixed', [1, 2, 3], '[1,2,3]'],
    ['tuple', [1.5, -2], '[1.5,-2]'],
    ['map', new Map(), '{}'],
    [
      'map',
      new Map([
        [-1, 'a'],
        [2147483647, ''],
      ]),
      '{"-1":"a","2147483647":""}',
    ],
    ['bigMap', new Map([[-(2n ** 63n), 2n ** 64n - 1n]]), '{"-9223372036854775808":18446744073709551615}'],
    ['record', { a: 1, '"': 2 }, '{"a":1,"\\"":2}'],
    ['pointMap', { p: { x: 0, y: 0 } }, '{"p":{"X":0,"Y":0}}'],
    ['point', { x: 1.25, y: -3 }, '{"X":1.25,"Y":-3}'],
    ['empty', {}, '{}'],
    [
      'tree',
      { value: 1, left: { value: 2, branches: [], named: {} }, branches: [], named: {} },
      '{"Value":1,"Left":{"Value":2,"Branches":[],"Named":{}},"Branches":[],"Named":{}}',
    ],
  ] as const)('%s %s', (name, value, json) => {
    expect(written(params(name), value)).toBe(json)
    expect(read(params(name), json)).toEqual(value)
  })

  test('every kind as a field', () => {
    const json =
      '{"Bool":true,"Int8":-8,"Int16":-16,"Int32":-32,"Integer":53,"Int64":64,"Uint8":8,"Uint16":16,"Uint32":32,' +
      '"Uint64":65,"Float32":0.5,"Number":1.5,"String":"s","Bytes":"AQ==","Timestamp":"2024-01-02T03:04:05Z",' +
      '"Exact":"2024-01-02T03:04:05.6+01:00","Duration":7,"List":[1],"Fixed":[1,2,3],"Tuple":[1,2],"Map":{"1":"a"},' +
      '"Record":{"a":1},"Point":{"X":1,"Y":2},"Shade":"dark","Level":1,"Sparse":{"Required":1,"Nullable":null,' +
      '"NullablePoint":null}}'
    const value = read(params('everything'), json) as Everything
    expect(value.exact).toEqual({ seconds: 1_704_161_045, nanos: 600_000_000, offset: 3600 })
    expect(value.sparse).toEqual({ required: 1, nullable: null, nullablePoint: null })
    expect(written(params('everything'), value)).toBe(json)
  })

  test('half of a surrogate pair becomes U+FFFD', () => {
    expect(written(params('string'), 'a\ud800b\udc00')).toBe('"a\\ufffdb\\ufffd"')
    expect(written(params('string'), 'a\ud800')).toBe('"a\\ufffd"')
  })

  test('a date keeps whole milliseconds only', () => {
    expect(read(params('timestamp'), '"1969-12-31T23:59:59.999999999Z"')).toEqual(new Date(-1))
  })
})

describe('other ways to say the same', () => {
  test.each([
    ['number', '1e2', 100],
    ['number', '1.5E+3', 1500],
    ['number', '12345678901234567890', 12345678901234567000],
    ['number', '0.1234567890123456789', 0.12345678901234568],
    ['number', '1e-400', 0],
    ['float32', '0.10000000149011612', Math.fround(0.1)],
    ['integer', '-0', 0],
    ['string', '"\\u0041\\/\\b\\f\\n\\r\\t\\"\\\\"', 'A/\b\f\n\r\t"\\'],
    ['string', '"\\ud834\\udd1e\\uD834\\uDD1E"', '𝄞𝄞'],
    ['string', '"\\ud834x\\udd1e\\ud834\\u0041"', '\ufffdx\ufffd\ufffdA'],
    ['string', '"é\\n漢"', 'é\n漢'],
    ['bytes', '"\\u0041Q\\u003d="', Uint8Array.of(1)],
    ['bytes', '"+\\/+\\/"', Uint8Array.of(251, 255, 191)],
    ['bytes', '"AQ\\r\\nID\\n"', Uint8Array.of(1, 2, 3)],
    ['exact', '"2023-11-14T22:13:20.1234567899Z"', at(1_700_000_000, 123_456_789, 0)],
    ['exact', '"2023-11-14T22:13:20+00:00"', at(1_700_000_000, 0, 0)],
    ['exact', '"2023-11-14T22:13:20-00:00"', at(1_700_000_000, 0, 0)],
    ['list', ' [ 1 ,\t2\r\n, 3 ] ', [1, 2, 3]],
    [
      'map',
      '{ "5" : "a" , "5":"b","+6":"c" }',
      new Map([
        [5, 'b'],
        [6, 'c'],
      ]),
    ],
    ['bigMap', '{"\\u0035":1}', new Map([[5n, 1n]])],
  ] as const)('%s %s', (name, json, value) => {
    expect(read(params(name), json)).toEqual(value)
  })

  test('bytes that are no UTF-8 read as U+FFFD', () => {
    expect(read(params('string'), Uint8Array.of(0x22, 0x61, 0xff, 0x62, 0x22))).toBe('a\ufffdb')
    expect(read(params('string'), Uint8Array.of(0x22, 0xc3, 0x5c, 0x6e, 0x22))).toBe('\ufffd\n')
  })
})

describe('a null is the zero value', () => {
  test.each([
    ['bool', false],
    ['integer', 0],
    ['uint8', 0],
    ['int64', 0n],
    ['uint64', 0n],
    ['number', 0],
    ['string', ''],
    ['bytes', new Uint8Array(0)],
    ['timestamp', new Date('0001-01-01T00:00:00Z')],
    ['exact', at(-62_135_596_800, 0, 0)],
    ['shade', ''],
    ['level', 0],
    ['list', []],
    ['fixed', [0, 0, 0]],
    ['tuple', [0, 0]],
    ['map', new Map()],
    ['record', {}],
    ['point', { x: 0, y: 0 }],
    ['tree', { value: 0, left: undefined, branches: [], named: {} }],
  ] as const)('%s', (name, value) => {
    expect(read(params(name), 'null')).toEqual(value)
  })

  test('inside a list, a map and a struct', () => {
    expect(read(params('points'), '[null,{"X":null,"Y":1},null]')).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: 1 },
      { x: 0, y: 0 },
    ])
    expect(read(params('matrix'), '[null,[null,2],null]')).toEqual([[], [0, 2], []])
    expect(read(params('pointMap'), '{"a":null}')).toEqual({ a: { x: 0, y: 0 } })
    const { fixed, tuple, list, point } = read(
      params('everything'),
      '{"Fixed":null,"Tuple":null,"List":null,"Point":null}',
    ) as Everything
    expect({ fixed, tuple, list, point }).toEqual({ fixed: [0, 0, 0], tuple: [0, 0], list: [], point: { x: 0, y: 0 } })
  })
})

describe('what does not fit is refused in the words of Go', () => {
  const value = (found: string, type: string) => `json: cannot unmarshal ${found} into Go value of type ${type}`
  test.each([
    ['bool', '1', value('number', 'bool')],
    ['bool', '"true"', value('string', 'bool')],
    ['int8', '128', value('number 128', 'int8')],
    ['int8', '-129', value('number -129', 'int8')],
    ['int16', '32768', value('number 32768', 'int16')],
    ['int32', '2147483648', value('number 2147483648', 'int32')],
    ['integer', '"5"', value('string', 'int')],
    ['integer', '1.0', value('number 1.0', 'int')],
    ['integer', '1.5', value('number 1.5', 'int')],
    ['integer', '1e2', value('number 1e2', 'int')],
    ['integer', '1e30', value('number 1e30', 'int')],
    ['integer', '9007199254740992', value('number 9007199254740992', 'int')],
    ['integer', 'true', value('bool', 'int')],
    ['integer', '[]', value('array', 'int')],
    ['integer', '{}', value('object', 'int')],
    ['uint8', '-1', value('number -1', 'uint8')],
    ['uint8', '256', value('number 256', 'uint8')],
    ['uint32', '4294967296', value('number 4294967296', 'uint32')],
    ['int64', '9223372036854775808', value('number 9223372036854775808', 'int64')],
    ['int64', '-9223372036854775809', value('number -9223372036854775809', 'int64')],
    ['int64', '1.5', value('number 1.5', 'int64')],
    ['int64', '"5"', value('string', 'int64')],
    ['int64', `1${'0'.repeat(5000)}`, value(`number 1${'0'.repeat(5000)}`, 'int64')],
    ['uint64', '18446744073709551616', value('number 18446744073709551616', 'uint64')],
    ['uint64', '-1', value('number -1', 'uint64')],
    ['number', '"1"', value('string', 'float64')],
    ['number', '1e400', value('number 1e400', 'float64')],
    ['number', 'false', value('bool', 'float64')],
    ['float32', '1e39', value('number 1e39', 'float32')],
    ['string', '5', value('number', 'string')],
    ['string', '{}', value('object', 'string')],
    ['bytes', '5', value('number', '[]uint8')],
    ['bytes', '"A"', 'illegal base64 data at input byte 1'],
    ['bytes', '"AQ=A"', 'illegal base64 data at input byte 2'],
    ['bytes', '"A===" ', 'illegal base64 data at input byte 1'],
    ['bytes', '"AQ-_"', 'illegal base64 data at input byte 2'],
    ['bytes', '"====" ', 'illegal base64 data at input byte 0'],
    ['timestamp', '5', value('number', 'time.Time')],
    ['shade', '"pink"', '"pink" is no member of Shade'],
    ['shade', '1', value('number', 'string')],
    ['level', '7', '7 is no member of Level'],
    ['level', '"Low"', value('string', 'int')],
    ['list', '{}', value('object', '[]int')],
    ['list', '"[]"', value('string', '[]int')],
    ['matrix', '[1]', value('number', '[]float64')],
    ['fixed', '5', value('number', '[3]int')],
    ['fixed', '[1,2]', '1 items of the list are missing'],
    ['fixed', '[1,2,3,4]', 'more items than the list has'],
    ['tuple', '[]', '2 items of the list are missing'],
    ['map', '[]', value('array', 'map[int32]string')],
    ['map', '{"x":"a"}', value('number x', 'int32')],
    ['map', '{"2147483648":"a"}', value('number 2147483648', 'int32')],
    ['map', '{"1.0":"a"}', value('number 1.0', 'int32')],
    ['bigMap', '{"9223372036854775808":1}', value('number 9223372036854775808', 'int64')],
    ['point', '[]', value('array', 'Point')],
    ['point', '{"X":"1"}', 'json: cannot unmarshal string into Go struct field Point.X of type float64'],
    ['points', '[{"Y":true}]', 'json: cannot unmarshal bool into Go struct field Point.Y of type float64'],
    [
      'tree',
      '{"Left":{"Named":{"a":{"Value":1.5}}}}',
      'json: cannot unmarshal number 1.5 into Go struct field Tree.Left.Named.Value of type int',
    ],
    [
      'everything',
      '{"Map":{"a":""}}',
      'json: cannot unmarshal number a into Go struct field Everything.Map of type int32',
    ],
  ] as const)('%s %s', (name, json, reason) => {
    expect(failure(() => read(params(name), json))).toMatchObject({ code: 'decode', reason })
  })

  test.each([
    '2024-01-02',
    '2024-01-02T03:04:05',
    '2024-01-02t03:04:05Z',
    '2024-01-02 03:04:05Z',
    '2024-13-02T03:04:05Z',
    '2024-00-02T03:04:05Z',
    '2024-01-00T03:04:05Z',
    '2023-02-29T03:04:05Z',
    '1900-02-29T03:04:05Z',
    '2024-04-31T03:04:05Z',
    '2024-01-02T24:04:05Z',
    '2024-01-02T03:60:05Z',
    '2024-01-02T03:04:60Z',
    '2024-01-02T03:04:05.Z',
    '2024-01-02T03:04:05,5Z',
    '2024-01-02T03:04:05Zx',
    '2024-01-02T03:04:05+1:00',
    '2024-01-02T03:04:05+01:0',
    '2024-01-02T03:04:05+24:00',
    '2024-01-02T03:04:05+01:60',
    '2024-01-02T03:04:05+0100',
    '+2024-01-02T03:04:05Z',
    '',
  ])('the moment "%s"', (moment) => {
    const { code, reason } = failure(() => read(params('exact'), JSON.stringify(moment)))
    expect(code).toBe('decode')
    expect(reason).toContain(`parsing time "${moment}"`)
  })
})

describe('what its type cannot hold is refused before it is sent', () => {
  test.each([
    ['bool', 1],
    ['int8', 128],
    ['int8', 1.5],
    ['int8', '5'],
    ['int32', 2147483648],
    ['int32', Number.NaN],
    ['integer', 2 ** 53],
    ['integer', 0.5],
    ['integer', 5n],
    ['uint8', -1],
    ['uint8', 256],
    ['uint32', -1],
    ['uint32', undefined],
    ['int64', 5],
    ['int64', 2n ** 63n],
    ['uint64', -1n],
    ['uint64', 2n ** 64n],
    ['number', Number.NaN],
    ['number', Number.POSITIVE_INFINITY],
    ['number', '1'],
    ['number', null],
    ['float32', 1e39],
    ['string', 5],
    ['string', null],
    ['bytes', [1, 2]],
    ['bytes', 'AQ=='],
    ['timestamp', new Date(Number.NaN)],
    ['timestamp', new Date('-000001-12-31T23:59:59Z')],
    ['timestamp', new Date('+010000-01-01T00:00:00Z')],
    ['timestamp', '2024-01-02T03:04:05Z'],
    ['exact', null],
    ['exact', at(0, -1, 0)],
    ['exact', at(0, 1e9, 0)],
    ['exact', at(0.5, 0, 0)],
    ['exact', at(0, 0.5, 0)],
    ['exact', at(0, 0, 90)],
    ['exact', at(0, 0, 86_400)],
    ['exact', at(253_402_300_799, 0, 60)],
    ['exact', at(Number.NaN, 0, 0)],
    ['shade', 'pink'],
    ['shade', 1],
    ['level', 7],
    ['list', 'ab'],
    ['list', { length: 1 }],
    ['list', [1, 'x']],
    ['fixed', [1, 2]],
    ['fixed', [1, 2, 3, 4]],
    ['tuple', [1]],
    ['map', { 1: 'a' }],
    ['map', new Map([['1', 'a']])],
    ['record', null],
    ['point', null],
    ['point', 'x'],
  ] as const)('%s %s', (name, value) => {
    expect(failure(() => written(params(name), value as unknown)).code).toBe('encode')
  })

  test('the error says where', () => {
    const tree = { value: 1, branches: [{ value: 0.5, branches: [], named: {} }], named: {} }
    expect(failure(() => written(params('tree'), tree)).path).toBe('params.branches[0].value')
    expect(failure(() => read(params('tree'), '{"branches":[{"value":true}]}')).path).toBe('result.branches[0].value')
  })
})

describe('absence', () => {
  const sparse = params('sparse') as Message<Sparse>
  test.each([
    [{ required: 0, nullable: null, nullablePoint: null }, '{"Required":0,"Nullable":null,"NullablePoint":null}'],
    [
      { required: 1, optional: 0, nullable: '', flag: false, nullablePoint: { x: 0, y: 0 }, list: [] },
      '{"Required":1,"Optional":0,"Nullable":"","Flag":false,"NullablePoint":{"X":0,"Y":0},"List":[]}',
    ],
  ])('%j', (value, json) => {
    expect(written(sparse, value)).toBe(json)
    expect(read(sparse, json)).toEqual(value)
  })

  test('what is missing or null is the zero value, or undefined where it is optional', () => {
    const zero = { required: 0, nullable: null, nullablePoint: null }
    expect(read(sparse, '{}')).toEqual(zero)
    const nulls = '{"Required":null,"Optional":null,"Nullable":null,"Flag":null,"Point":null,"List":null,"Moment":null}'
    expect(read(sparse, nulls)).toEqual(zero)
  })
})
