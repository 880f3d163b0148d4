import { decode, encode } from '@rpcgen/runtime/gob'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { structType } from '../../../../../../runtime/build-type.js'
import {
  bool,
  bytes,
  complex64,
  complex128,
  float64,
  int64,
  integer,
  type StructType,
  string,
  uint64,
} from '../../../../../../runtime/type.js'
import { readText } from '../../../../../codegen/read/temp.js'
import { type GoOracle, goOracle } from '../../../../../peers/go-oracle.js'
import { messageOf } from '../../../message-of.js'
import { echo } from '../shared/echo.js'
import { list, map, struct } from '../shared/types.js'
import { vectorOf } from '../shared/vector.js'

let oracle: GoOracle
beforeAll(async () => {
  oracle = await goOracle()
})
afterAll(() => oracle.close())

/** Streams with fields that one side lacks are what some of these tests are about. */
const lenient = { onMismatch: () => {} }

test('TestEndToEnd: containers of every kind come back from Go, an empty map as an empty map', async () => {
  const type = struct({
    A: integer,
    B: integer,
    C: integer,
    M: map(string, float64),
    M2: map(integer, struct({ X: float64, Z: [integer] })),
    Mstring: map(string, string),
    Mintptr: map(integer, integer),
    Mcomp: map(complex128, complex128),
    Marr: map(list(string, 2), list(float64, 2)),
    EmptyMap: map(string, integer),
    N: [list(float64, 3)],
    Strs: [list(string, 2)],
    Int64s: [list(int64)],
    RI: complex64,
    S: string,
    Y: bytes,
    T: [struct({ T: string })],
  })
  const go =
    'struct{A:int;B:int;C:int;M:map[string]*float64;M2:map[int]struct{X:float64;Z:*int};Mstring:map[string]string;' +
    'Mintptr:map[int]*int;Mcomp:map[complex128]complex128;Marr:map[[2]string][2]*float64;EmptyMap:map[string]int;' +
    'N:*[3]float64;Strs:*[2]string;Int64s:*[]int64;RI:complex64;S:string;Y:[]byte;T:*struct{T:string}}'
  const { PI: pi, E: e } = Math
  const value = {
    A: 17,
    B: 18,
    C: -5,
    // In the order of their texts, in which Go's maps are printed.
    M: new Map(Object.entries({ e, pi })),
    M2: new Map([
      [10, { X: e, Z: 5 }],
      [4, { X: pi, Z: 42 }],
    ]),
    Mstring: new Map(Object.entries({ e: '2.71', pi: '3.14' })),
    Mintptr: new Map([
      [42, 5],
      [5, 42],
    ]),
    // Go's test puts one number in twice, and Go's map has it once.
    Mcomp: new Map([
      [
        { real: 1, imag: 1 },
        { real: 1, imag: 1 },
      ],
    ]),
    Marr: new Map([
      [
        ['string1', 'string2'],
        [pi, e],
      ],
      [
        ['string2', 'string1'],
        [e, 2],
      ],
    ]),
    EmptyMap: new Map(),
    N: [1.5, 2.5, 3.5],
    Strs: ['string1', 'string2'],
    Int64s: [77n, 89n, 123_412_342_134n],
    RI: { real: 17, imag: -23 },
    S: 'some text',
    Y: new Uint8Array(Buffer.from('some bytes')),
    T: { T: 'inner' },
  }
  expect(await echo(oracle, { go, type, value })).toEqual(value)
})

test('TestNesting: a struct that points to another of its type', async () => {
  const type: StructType = structType('RT', () => [
    { name: 'A', type: string },
    { name: 'Next', type, optional: true },
  ])
  const value = { A: 'level1', Next: { A: 'level2' } }
  expect(decode(messageOf(type), await vectorOf([{ go: 'RT', type, value }]))).toEqual(value)
})

test('TestAutoIndirection: however many pointers there are on either side, the bytes are the same', async () => {
  const value = { A: 17, B: 177, C: 1777, D: 17777 }
  const forms = [
    { go: 'struct{A:int;B:int;C:int;D:int}', type: struct({ A: integer, B: integer, C: integer, D: integer }) },
    {
      go: 'struct{A:int;B:*int;C:**int;D:***int}',
      type: struct({ A: integer, B: [integer], C: [integer], D: [integer] }),
    },
    {
      go: 'struct{A:***int;B:**int;C:*int;D:int}',
      type: struct({ A: [integer], B: [integer], C: [integer], D: integer }),
    },
  ]
  for (const sent of forms) {
    const stream = await vectorOf([{ ...sent, value }])
    for (const { type } of forms) expect(decode(messageOf(type), stream)).toEqual(value)
  }
})

const reordered = struct({ C: float64, B: string, A: integer, NotSet: string })

test('TestReorderedFields: fields are matched by name', async () => {
  const go = 'struct{A:int;B:string;C:float64}'
  const type = struct({ A: integer, B: string, C: float64 })
  const value = { A: 17, B: 'hello', C: Math.PI }
  const stream = await vectorOf([{ go, type, value }])
  expect(decode(messageOf(reordered), stream)).toEqual({ ...value, NotSet: '' })
})

test('TestIgnoredFields: fields of every kind that the receiver lacks are passed over', async () => {
  const go =
    'struct{A:int64;B:string;Ignore_d:[]int;Ignore_e:[3]float64;Ignore_f:bool;Ignore_g:string;Ignore_h:[]byte;' +
    'Ignore_i:*struct{C:float64;B:string;A:int;NotSet:string};Ignore_m:map[string]int;C:float64}'
  const type = struct({
    A: int64,
    B: string,
    Ignore_d: list(integer),
    Ignore_e: list(float64, 3),
    Ignore_f: bool,
    Ignore_g: string,
    Ignore_h: bytes,
    Ignore_i: [reordered],
    Ignore_m: map(string, integer),
    C: float64,
  })
  const value = {
    A: 17n,
    B: 'hello',
    Ignore_d: [1, 2, 3],
    Ignore_e: [1, 2, 3],
    Ignore_f: true,
    Ignore_g: 'unread',
    Ignore_h: new Uint8Array(Buffer.from('unread, too')),
    Ignore_i: { C: 3.1, B: 'hi', A: 7, NotSet: 'hello' },
    Ignore_m: new Map(Object.entries({ one: 1, two: 2 })),
    C: Math.PI,
  }
  expect(await echo(oracle, { go, type, value })).toEqual(value)
  const stream = encode(messageOf(type), value)
  expect(decode(messageOf(reordered), stream, lenient)).toEqual({ A: 17, B: 'hello', C: Math.PI, NotSet: '' })
})

test('TestBadRecursiveType: the compiler refuses a type that is nothing but pointers to itself', async () => {
  const pointer = "Type.Cyclic({ Rec: Type.Union([Type.Ref('Rec'), Type.Null()]) }, 'Rec')"
  const { diagnostics } = await readText(`export const Holder = Type.Object({ rec: ${pointer} })`)
  expect(diagnostics.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    'error: "Rec" stands for itself, with no message on the way',
  ])
})

test('TestIndirectSliceMapArray: containers behind pointers are containers, in both directions', async () => {
  const indirect = {
    go: 'struct{A:***[3]int;S:***[]int;M:****map[string]int}',
    type: struct({ A: [list(integer, 3)], S: [list(integer)], M: [map(string, integer)] }),
  }
  const direct = {
    go: 'struct{A:[3]int;S:[]int;M:map[string]int}',
    type: struct({ A: list(integer, 3), S: list(integer), M: map(string, integer) }),
  }
  const sent = { A: [1, 2, 3], S: [4, 5, 6], M: new Map(Object.entries({ one: 1, three: 3, two: 2 })) }
  const back = { A: [11, 22, 33], S: [44, 55, 66], M: new Map(Object.entries({ five: 5, four: 4, six: 6 })) }
  expect(await echo(oracle, { ...indirect, value: sent })).toEqual(sent)
  expect(await echo(oracle, { go: direct.go, type: indirect.type, value: sent })).toEqual(sent)
  expect(await echo(oracle, { ...direct, value: back })).toEqual(back)
  expect(await echo(oracle, { go: indirect.go, type: direct.type, value: back })).toEqual(back)
  expect(decode(messageOf(direct.type), encode(messageOf(indirect.type), sent))).toEqual(sent)
  expect(decode(messageOf(indirect.type), encode(messageOf(direct.type), back))).toEqual(back)
})

test('TestUnexportedFields: what the type does not have is neither written nor read', async () => {
  const type = struct({ A: integer, B: string, D: uint64 }, 'U')
  const value = { A: 17, B: 'hello', D: 23n }
  const stream = await vectorOf([{ go: 'U', type, value }])
  expect(encode(messageOf(type), { ...value, c: Math.PI })).toEqual(new Uint8Array(stream))
  expect(decode(messageOf(type), stream)).toEqual(value)
})
