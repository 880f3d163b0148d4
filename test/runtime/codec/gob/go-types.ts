import type { HookForm } from '@rpcgen/runtime'
import type { Registrable } from '@rpcgen/runtime/gob'
import type { FieldSpec } from '../../../../runtime/build-type.js'
import { customType, listType, mapType, structType } from '../../../../runtime/build-type.js'
import { bigIntHook } from '../../../../runtime/hook/big-int.js'
import type { StructType, Type } from '../../../../runtime/type.js'
import {
  bool,
  bytes,
  complex128,
  float32,
  float64,
  int8,
  int64,
  integer,
  string,
  timestamp,
  uint8,
  uint16,
  uint64,
  unknown,
} from '../../../../runtime/type.js'
import { messageOf } from '../message-of.js'

type Shape = Readonly<Record<string, Type | readonly [Type]>>

/** A struct whose fields have Go's names; a field in brackets is a pointer in Go, and optional here. */
function struct(name: string, shape: () => Shape): StructType {
  return structType(name, () =>
    Object.entries(shape()).map(([field, type]): FieldSpec => {
      const [pointed] = Array.isArray(type) ? (type as readonly [Type]) : []
      return pointed === undefined
        ? { name: field, type: type as Type }
        : { name: field, type: pointed, optional: true }
    }),
  )
}

const list = (element: Type, length?: number): Type => listType(() => element, length)
const map = (key: Type, value: Type): Type => mapType(key, () => value)

const dot = struct('Dot', () => ({ X: integer, Y: integer }))
const inner = struct('Inner', () => ({ A: integer, B: string }))
const knot: StructType = struct('Knot', () => ({ Value: integer, Next: [knot], Kids: list(knot) }))
const nested: Type = listType(() => nested)
const named: Type = mapType(string, () => named)
const empty = struct('Empty', () => ({}))
const own: StructType = struct('Own', () => ({ A: [own] }))
const item = struct('Item', () => ({ Name: string }))

/** A type with hooks of which only the bytes are looked at. */
const raw = (name: string, form: HookForm, size: number): Type =>
  customType<Uint8Array>({
    name,
    form,
    encode: (bytes) => bytes,
    decode: (bytes) => bytes,
    zero: () => new Uint8Array(size),
    isZero: (bytes) => bytes.every((byte) => byte === 0),
  })
const celsius = raw('Celsius', 'gob', 2)
const rune = raw('Rune', 'binary', 1)
const rec = struct('Rec', () => ({ ID: integer, Items: list(item) }))

/** What the cases hold in interfaces beside what every program has registered. */
export const registeredTypes: Readonly<Record<string, Type>> = {
  '*main.Rec': rec,
  'main.Dot': dot,
  'main.MyInt': integer,
}

export const registrables: readonly Registrable[] = Object.entries(registeredTypes).map(([name, type]) => [
  name,
  messageOf(type),
])

/** The types of the cases, by Go's names for them. What is not here, our types cannot express. */
export const goTypes: Readonly<Record<string, Type>> = {
  bool,
  int: integer,
  int8,
  int64,
  uint: uint64,
  uint16,
  uint64,
  float32,
  float64,
  string,
  '**int': integer,
  '[]uint8': bytes,
  '[]int': list(integer),
  '[]int8': list(int8),
  '[]bool': list(bool),
  '[]string': list(string),
  '[]float64': list(float64),
  '[][]uint8': list(bytes),
  '[]main.Dot': list(dot),
  '[]main.MyByte': bytes,
  '[]time.Time': list(timestamp),
  '[0]int': list(integer, 0),
  '[1]int': list(integer, 1),
  '[2]int': list(integer, 2),
  '[3]int': list(integer, 3),
  '[2][2]int': list(list(integer, 2), 2),
  '[3]uint8': list(uint8, 3),
  'map[string]int': map(string, integer),
  'map[int]bool': map(integer, bool),
  'map[main.Dot]int': map(dot, integer),
  'map[string][]int': map(string, list(integer)),
  'map[string]*main.Dot': map(string, dot),
  'map[float64]string': map(float64, string),
  'net.IP': bytes,
  'struct { X int; Y int }': struct('', () => ({ X: integer, Y: integer })),
  'time.Duration': int64,
  'time.Time': timestamp,
  '*main.Dot': dot,
  'interface {}': unknown,
  '[]interface {}': list(unknown),
  'map[string]interface {}': map(string, unknown),
  'main.Any': struct('Any', () => ({ V: unknown })),
  'main.Apart': struct('Apart', () => ({ P: integer, Q: integer })),
  'main.Borrower': struct('Borrower', () => ({ Inner: [inner], C: integer })),
  'main.Diary': struct('Diary', () => ({ Day: integer, Start: timestamp, End: [timestamp] })),
  'main.Dot': dot,
  'main.DotX': struct('DotX', () => ({ X: integer, Other: string })),
  'main.Empty': empty,
  'main.Far': struct('Far', () => ({ A: [integer], B: [dot] })),
  'main.Flat': struct('Flat', () => ({ A: integer, B: string, C: integer })),
  'main.Item': item,
  'main.Knot': knot,
  'main.Large': struct('Large', () => ({ N: int64 })),
  'main.Merged': struct('Merged', () => ({
    Map: map(string, integer),
    List: list(integer),
    Dot: dot,
    Ref: [dot],
  })),
  'main.MyInt': integer,
  'main.MyList': list(integer),
  'main.MyMap': map(string, integer),
  'main.MyString': string,
  'main.Named': named,
  'main.Nest': struct('Nest', () => ({
    Name: string,
    Dot: dot,
    Pair: list(integer, 2),
    List: list(integer),
    Map: map(string, integer),
    Deep: struct('struct { Flag bool }', () => ({ Flag: bool })),
    Float: float64,
  })),
  'main.Nested': nested,
  'main.Outer': struct('Outer', () => ({ Inner: inner, C: integer })),
  'main.Own': own,
  'main.Partly': struct('Partly', () => ({ A: integer, E: integer, Last: string })),
  'main.Private': struct('Private', () => ({})),
  'main.Rec': rec,
  'main.Account': struct('Account', () => ({
    Owner: string,
    Balance: [customType(bigIntHook)],
    Debt: [customType(bigIntHook)],
  })),
  'main.Weather': struct('Weather', () => ({
    Low: celsius,
    High: celsius,
    Mean: [celsius],
    Guess: [celsius],
    Mark: rune,
  })),
  'main.Celsius': celsius,
  '*big.Int': customType(bigIntHook),
  complex128,
  'main.Refs': struct('Refs', () => ({ Int: [integer], String: [string], Dot: [dot], Bytes: [bytes] })),
  'main.Shuffled': struct('Shuffled', () => ({
    Extra: string,
    Y: integer,
    More: list(inner),
    X: integer,
    Deep: map(string, inner),
  })),
  'main.Small': struct('Small', () => ({ N: int8 })),
  'main.SmallFloat': struct('SmallFloat', () => ({ F: float32 })),
  'main.Vacant': struct('Vacant', () => ({ Empty: empty, N: integer })),
}
