import type { Hook } from './hook.js'
import { LazyList, LazyMap, LazyNullable, LazyStruct, LazyTuple, LazyUnion } from './lazy-type.js'
import type {
  CustomType,
  EnumType,
  Field,
  ListType,
  MapType,
  NullableType,
  StructType,
  TupleType,
  Type,
  UnionMember,
  UnionType,
  WireNames,
} from './type.js'

/*
 * What generated code builds types with.
 */

let lastId = -1

/** What generated code says of a field: its name, its type, and what differs from the default. */
export interface FieldSpec {
  readonly name: string
  readonly type: Type
  readonly optional?: true
  readonly wire?: WireNames
  readonly id?: number
}

export function customType<T>(hook: Hook<T>): CustomType<T> {
  return { kind: 'custom', id: ++lastId, hook }
}

export function structType(name: string, fields: () => readonly FieldSpec[], wire?: WireNames): StructType {
  return new LazyStruct(++lastId, name, wire, () => fields().map(fieldOf))
}

function fieldOf({ name, type, optional, wire, id }: FieldSpec): Field {
  return { name, type, optional: optional === true, wire, id }
}

export function enumType<T extends string | number>(name: string, values: readonly T[]): EnumType<T> {
  const base = typeof values[0] === 'number' ? 'int' : 'string'
  return { kind: 'enum', id: ++lastId, name, base, values: new Set(values) }
}

export function unionType(name: string, discriminator: string, members: () => readonly UnionMember[]): UnionType {
  return new LazyUnion(++lastId, name, discriminator, members)
}

export function listType(element: () => Type, length?: number): ListType {
  return new LazyList(element, length, false)
}

export function setType(element: () => Type): ListType {
  return new LazyList(element, undefined, true)
}

export function tupleType(elements: () => readonly Type[]): TupleType {
  return new LazyTuple(elements)
}

export function mapType(key: Type, value: () => Type): MapType {
  return new LazyMap(key, value)
}

export function nullableType(inner: () => Type): NullableType {
  return new LazyNullable(inner)
}
