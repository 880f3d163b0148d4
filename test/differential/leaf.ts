import { customType, enumType } from '../../runtime/build-type.js'
import { bigIntHook } from '../../runtime/hook/big-int.js'
import type { Type } from '../../runtime/type.js'
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
} from '../../runtime/type.js'
import { goTypes } from '../runtime/codec/gob/go-types.js'
import { celsius, digits, rune, text } from './hooks.js'

/** A type without parts that could be made at random. */
export interface Leaf {
  readonly type: Type
  /** As the oracle knows it. */
  readonly go: string
  /** A type with a name of its own that gob takes for the same. */
  readonly named?: string
  /** Whether Go compares its values, so that it can be the key of a map. */
  readonly comparable: boolean
}

const key = (type: Type, go: string, named?: string): Leaf => leaf(type, go, true, named)
const noKey = (type: Type, go: string, named?: string): Leaf => leaf(type, go, false, named)

function leaf(type: Type, go: string, comparable: boolean, named?: string): Leaf {
  return named === undefined ? { type, go, comparable } : { type, go, comparable, named }
}

/** A type whose hooks want a pointer can be sent from everywhere as one, and is, even if zero. */
export const leaves = {
  bool: key(bool, 'bool'),
  int8: key(int8, 'int8'),
  int16: key(int16, 'int16'),
  int32: key(int32, 'int32'),
  integer: key(integer, 'int', 'MyInt'),
  int64: key(int64, 'int64', 'time.Duration'),
  uint8: key(uint8, 'uint8', 'MyByte'),
  uint16: key(uint16, 'uint16'),
  uint32: key(uint32, 'uint32'),
  uint64: key(uint64, 'uint64', 'uint'),
  float32: key(float32, 'float32'),
  float64: key(float64, 'float64'),
  complex64: key(complex64, 'complex64'),
  complex128: key(complex128, 'complex128'),
  string: key(string, 'string', 'Availability'),
  shade: key(enumType('Shade', ['', 'dark', 'light', 'é']), 'Shade'),
  level: key(enumType('Level', [0, 1, -5, 2 ** 40]), 'Level'),
  bytes: noKey(bytes, '[]uint8'),
  text: noKey(customType(text), 'MyString'),
  digits: noKey(customType(digits), 'net.IP'),
  timestamp: key(timestamp, 'time.Time'),
  date: key(date, 'time.Time'),
  bigInt: noKey(customType(bigIntHook), '*big.Int'),
  celsius: noKey(customType(celsius), 'Celsius'),
  rune: noKey(customType(rune), '*Rune'),
  knot: noKey(goType('main.Knot'), 'Knot'),
  own: noKey(goType('main.Own'), 'Own'),
} as const satisfies Readonly<Record<string, Leaf>>

export type LeafName = keyof typeof leaves

export const leafNames = Object.keys(leaves) as readonly LeafName[]

function goType(name: string): Type {
  const type = goTypes[name]
  if (type === undefined) throw new Error(`no type is called ${name}`)
  return type
}
