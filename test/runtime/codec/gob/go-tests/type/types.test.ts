import { decode, encode, GobReader, GobWriter, type Registrable, typed } from '@rpcgen/runtime/gob'
import { basicNames, type GobItem, type GobType, inspectGob } from '@rpcgen/runtime/gob/inspect'
import { expect, test } from 'vitest'
import { enumType, listType, mapType, structType } from '../../../../../../runtime/build-type.js'
import {
  bool,
  bytes,
  float64,
  int8,
  int32,
  int64,
  integer,
  type StructType,
  string,
  type Type,
  uint8,
  uint64,
  unknown,
} from '../../../../../../runtime/type.js'
import { messageOf } from '../../../message-of.js'
import { expectBytes } from '../encoder/as-go.js'
import { struct } from '../encoder/struct.js'

type Definition = Extract<GobItem, { kind: 'definition' }>

/** What one writer sends for values of these types, each in turn. */
function sent(...values: readonly (readonly [Type, unknown])[]): readonly GobItem[] {
  const writer = new GobWriter()
  return inspectGob(Buffer.concat(values.map(([type, value]) => writer.write(messageOf(type), value))))
}

function definitionsIn(items: readonly GobItem[]): readonly Definition[] {
  return items.filter((item) => item.kind === 'definition')
}

/** The ids of the types of the values. */
function idsIn(items: readonly GobItem[]): readonly number[] {
  return items.flatMap((item) => (item.kind === 'value' ? [item.id] : []))
}

test('TestBasic: the basic types have the ids and the names of Go', () => {
  const names = [...basicNames].sort(([a], [b]) => a - b).slice(0, 6)
  expect(names).toEqual([
    [1, 'bool'],
    [2, 'int'],
    [3, 'uint'],
    [4, 'float'],
    // Go's own name is "bytes".
    [5, '[]byte'],
    [6, 'string'],
  ])
})

test('TestReregistration: a basic type has its id and no definition, whatever it is called and however often it is sent', () => {
  const shade = enumType('Shade', ['light', 'dark'])
  const level = enumType('Level', [0, 1])
  const signed = sent([integer, 1], [int8, 1], [int32, 1], [int64, 1n], [level, 1], [integer, 1])
  expect(idsIn(signed)).toEqual([2, 2, 2, 2, 2, 2])
  const others = sent([uint8, 1], [uint64, 1n], [uint8, 1], [string, 'hello'], [shade, 'dark'], [string, 'hello'])
  expect(idsIn(others)).toEqual([3, 3, 3, 6, 6, 6])
  expect(definitionsIn([...signed, ...others])).toEqual([])
})

/** The name in the definition of a type that has none of its own, which it gets as a field. */
function nameOf(type: Type, value: unknown): string | undefined {
  const items = sent([struct('Holder', () => ({ Field: type })), { Field: value }])
  return definitionsIn(items).find((item) => item.type.kind !== 'struct')?.type.name
}

test('TestArrayType: an array type is defined once, and other lengths and elements are other types', () => {
  const array = (element: Type, length: number): Type => listType(() => element, length)
  const zeros = [0, 0, 0]
  const items = sent(
    [array(integer, 3), zeros],
    [array(integer, 3), zeros],
    [array(integer, 4), [...zeros, 0]],
    [array(bool, 3), [false, false, false]],
  )
  expect(idsIn(items)).toEqual([65, 65, 66, 67])
  expect(definitionsIn(items).map(({ id }) => id)).toEqual([65, 66, 67])
  expect(nameOf(array(bool, 3), [false, false, false])).toBe('[3]bool')
})

test('TestSliceType: a slice type is defined once, and other elements are another type', () => {
  const slice = (element: Type): Type => listType(() => element)
  const items = sent([slice(integer), []], [slice(integer), [1]], [slice(bool), []])
  expect(idsIn(items)).toEqual([65, 65, 66])
  expect(definitionsIn(items).map(({ id }) => id)).toEqual([65, 66])
  expect(nameOf(slice(bool), [true])).toBe('[]bool')
})

test('TestMapType: a map type is defined once, and other values are another type', () => {
  const map = (value: Type): Type => mapType(string, () => value)
  const items = sent([map(integer), new Map()], [map(integer), new Map([['a', 1]])], [map(bool), new Map()])
  expect(idsIn(items)).toEqual([65, 65, 66])
  expect(definitionsIn(items).map(({ id }) => id)).toEqual([65, 66])
  expect(nameOf(map(bool), new Map())).toBe('map[string]bool')
})

/** A type as Go's typeId.string prints it: a struct in full where it comes first, and by its name after that. */
function printed(id: number, types: ReadonlyMap<number, GobType>, seen: Set<number> = new Set()): string {
  const type = types.get(id)
  if (type?.kind !== 'struct') return basicNames.get(id) ?? `type ${id}`
  if (seen.has(id)) return type.name
  seen.add(id)
  return `${type.name} = struct { ${type.fields.map((field) => `${field.name} ${printed(field.id, types, seen)}; `).join('')}}`
}

test('TestStructType: a struct that holds others and itself is defined in full', async () => {
  const bar = struct('Bar', () => ({ X: string }))
  const foo: StructType = struct('Foo', () => ({
    A: integer,
    B: int32,
    C: string,
    D: bytes,
    E: [float64],
    F: [float64],
    G: [bar],
    H: [bar],
    I: [foo],
  }))
  const value = { A: 1, B: 2, C: 'c', D: Uint8Array.of(4), E: 5, F: 6, G: { X: 'g' }, H: { X: 'h' } }
  const stream = await expectBytes({ go: 'Foo', type: foo, value: { ...value, I: value } })
  const definitions = definitionsIn(inspectGob(stream))
  const types = new Map(definitions.map(({ id, type }) => [id, type]))
  expect(printed(definitions[0]?.id ?? 0, types)).toBe(
    'Foo = struct { A int; B int; C string; D []byte; E float; F float; G Bar = struct { X string; }; H Bar; I Foo; }',
  )
})

test('TestRegistration: one type may be registered twice, and two types not under one name', () => {
  const t = structType('T', () => [{ name: 'A', type: integer }])
  const message = messageOf(t)
  for (const types of [
    [message, message],
    [
      ['*main.T', message],
      ['*main.T', message],
    ] satisfies Registrable[],
  ]) {
    expect(() => new GobWriter({ types })).not.toThrow()
    expect(() => new GobReader([], { types })).not.toThrow()
  }
  const other = messageOf(structType('T', () => [{ name: 'B', type: string }]))
  expect(() => new GobWriter({ types: [message, other] })).toThrow(RangeError)
})

test('TestRegistrationNaming: an interface holds a pointer and a value under the names that they are registered by', async () => {
  const types: readonly Registrable[] = [
    ['*gob.N1', messageOf(struct('N1', () => ({})))],
    ['encoding/gob.N2', messageOf(struct('N2', () => ({})))],
  ]
  const value = [typed('*gob.N1', {}), typed('encoding/gob.N2', {})]
  const form = [
    { type: '*main.N1', value: {} },
    { type: 'main.N2', value: {} },
  ]
  const type = listType(() => unknown)
  const stream = await expectBytes({ go: '[]any', type, value, form, types })

  // A message that says itself what Go calls it needs no other name.
  const wired = [
    structType('N1', () => [], { gob: '*gob.N1' }),
    structType('N2', () => [], { all: 'encoding/gob.N2' }),
  ].map(messageOf)
  expect(encode(messageOf(type), value, { types: wired })).toEqual(new Uint8Array(stream))
  expect(decode(messageOf(type), stream, { types: wired })).toEqual(value)
})
