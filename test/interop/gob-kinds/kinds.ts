import { typed } from '@rpcgen/runtime/gob'
import fc from 'fast-check'
import { customType, enumType, listType, mapType, tupleType } from '../../../runtime/build-type.js'
import type { Type } from '../../../runtime/type.js'
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
  integer,
  string,
  timestamp,
  uint8,
  uint16,
  uint32,
  uint64,
  unknown,
} from '../../../runtime/type.js'
import { goTypes } from '../../runtime/codec/gob/go-types.js'
import { ip, rawString } from './hooks.js'
import { account, bigIntType, celsiusType, drawing, runeType, shape, sparse, tree, weather } from './structs.js'
import { basicValues, valuesOf } from './values.js'

/** A kind of value that Go has: the name of its service on either side, and our type for it. */
export interface Kind {
  readonly name: string
  readonly type: Type
  readonly values: fc.Arbitrary<unknown>
}

const list = (element: Type, length?: number): Type => listType(() => element, length)
const map = (key: Type, value: Type): Type => mapType(key, () => value)

function known(name: string): Type {
  const type = goTypes[name]
  if (type === undefined) throw new Error(`go-types.ts has no ${name}`)
  return type
}

const dot = known('main.Dot')

const types: Readonly<Record<string, Type>> = {
  bool,
  int: integer,
  'int of 64 bits': int64,
  int8,
  int16,
  int32,
  int64,
  uint: uint64,
  uint8,
  uint16,
  uint32,
  uint64,
  uintptr: uint64,
  float32,
  float64,
  complex64,
  complex128,
  string,
  'string of any bytes': customType(rawString.hook),
  '[]uint8': bytes,
  '[3]uint8': list(uint8, 3),

  '[]bool': list(bool),
  '[]int': list(integer),
  '[]float64': list(float64),
  '[]complex128': list(complex128),
  '[]string': list(string),
  '[][]uint8': list(bytes),
  '[][]int': list(list(integer)),
  '[4]int': list(integer, 4),
  '[2][2]float64': tupleType(() => [list(float64, 2), tupleType(() => [float64, float64])]),
  '[]main.Dot': list(dot),
  '[]*main.Dot': list(dot),
  'map[string]int': map(string, integer),
  'map[int]string': map(integer, string),
  'map[string][]float64': map(string, list(float64)),
  'map[bool]string': map(bool, string),
  'map[uint8]map[string]bool': map(uint8, map(string, bool)),
  'map[main.Dot]int': map(dot, integer),
  'map[string]*main.Dot': map(string, dot),

  'main.Empty': known('main.Empty'),
  'main.Flat': known('main.Flat'),
  'struct { X int; Y int }': known('struct { X int; Y int }'),
  'main.Nest': known('main.Nest'),
  'main.Outer': known('main.Outer'),
  'main.Borrower': known('main.Borrower'),
  'main.Refs': known('main.Refs'),
  'main.Far': known('main.Far'),
  'main.Sparse': sparse,
  'main.Own': known('main.Own'),
  'main.Knot': known('main.Knot'),
  'main.Tree': tree,

  'main.MyInt': integer,
  'main.MyString': string,
  'main.MyList': list(integer),
  'main.MyMap': map(string, integer),
  '[]main.MyByte': bytes,
  'main.Shade': enumType('Shade', ['', 'light', 'dark']),
  'main.Level': enumType('Level', [0, 1, 2]),
  'main.Nested': known('main.Nested'),
  'main.Named': known('main.Named'),

  'time.Time': timestamp,
  'time.Time of milliseconds': date,
  '[]time.Time': list(timestamp),
  'time.Duration': int64,
  'main.Diary': known('main.Diary'),
  'net.IP': customType(ip.hook),
  '*big.Int': bigIntType,
  'big.Int': bigIntType,
  'main.Celsius': celsiusType,
  'main.Rune': runeType,
  'main.Weather': weather,
  '[]main.Celsius': list(celsiusType),
  'map[string]main.Rune': map(string, runeType),
  'main.Account': account,

  'interface {}': unknown,
  'interface {} with lists and maps': unknown,
  '[]interface {}': list(unknown),
  'map[string]interface {}': map(string, unknown),
  'interface {} with main.Dot': unknown,
  'interface {} with *main.Rec': unknown,
  'main.Shape': shape,
  '[]main.Shape': list(shape),
  'map[string]main.Shape': map(string, shape),
  'main.Drawing': drawing,
}

/** Types that both sides know without being told. A value is sent as one of them by its name, and read without the name. */
const basicNames = [
  'bool',
  'int',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'uintptr',
  'float32',
  'float64',
  'complex64',
  'complex128',
  'string',
  '[]uint8',
  '[]bool',
  '[]int',
  '[]float64',
  '[]complex128',
  '[]string',
  '*big.Int',
]

function typedValues(name: string, type: Type): fc.Arbitrary<unknown> {
  return valuesOf(type).map((value) => typed(name, value))
}

/** Where the values are not simply those of the type. */
const ownValues: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'interface {}': fc.oneof(basicValues, ...basicNames.map((name) => typedValues(name, types[name] as Type))),
  'interface {} with main.Dot': typedValues('main.Dot', dot),
  'interface {} with *main.Rec': typedValues('*main.Rec', known('main.Rec')),
}

/** One for each service that the Go server has. */
export const kinds: readonly Kind[] = Object.entries(types).map(
  ([name, type]): Kind => ({ name, type, values: ownValues[name] ?? valuesOf(type) }),
)
