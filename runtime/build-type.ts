import type { Hook } from './hook.js'
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

/** A type that may refer to itself gives its parts by a function, which is called once, at first use. */
function lazy<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

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
  const made = lazy(() =>
    fields().map(
      ({ name, type, optional, wire, id }): Field => ({ name, type, optional: optional === true, wire, id }),
    ),
  )
  return {
    kind: 'struct',
    id: ++lastId,
    name,
    wire,
    get fields() {
      return made()
    },
  }
}

export function enumType<T extends string | number>(name: string, values: readonly T[]): EnumType<T> {
  const base = typeof values[0] === 'number' ? 'int' : 'string'
  return { kind: 'enum', id: ++lastId, name, base, values: new Set(values) }
}

export function unionType(name: string, discriminator: string, members: () => readonly UnionMember[]): UnionType {
  const made = lazy(members)
  return {
    kind: 'union',
    id: ++lastId,
    name,
    discriminator,
    get members() {
      return made()
    },
  }
}

export function listType(element: () => Type, length?: number): ListType {
  return makeList(element, length, false)
}

export function setType(element: () => Type): ListType {
  return makeList(element, undefined, true)
}

function makeList(element: () => Type, length: number | undefined, set: boolean): ListType {
  const made = lazy(element)
  return {
    kind: 'list',
    length,
    set,
    get element() {
      return made()
    },
  }
}

export function tupleType(elements: () => readonly Type[]): TupleType {
  const made = lazy(elements)
  return {
    kind: 'tuple',
    get elements() {
      return made()
    },
  }
}

export function mapType(key: Type, value: () => Type): MapType {
  const made = lazy(value)
  return {
    kind: 'map',
    key,
    get value() {
      return made()
    },
  }
}

export function nullableType(inner: () => Type): NullableType {
  const made = lazy(inner)
  return {
    kind: 'nullable',
    get inner() {
      return made()
    },
  }
}
