import type { Hook } from './hook.js'

/**
 * Types as frozen data. Generated code builds one for every message, list and
 * map of a schema; a codec derives from it, once, what its wire format needs.
 * Struct and enum types carry a small dense `id`, so that a codec can keep what
 * it derived in an array at that index.
 */

/** Wire names that replace the one a codec would derive, by codec name; `all` is for every codec. */
export interface WireNames {
  readonly all?: string
  readonly [codec: string]: string | undefined
}

export interface BoolType {
  readonly kind: 'bool'
}
/** A signed integer held in a number; 53 bits is the safe range of a double. */
export interface IntType {
  readonly kind: 'int'
  readonly bits: 8 | 16 | 32 | 53
}
export interface UintType {
  readonly kind: 'uint'
  readonly bits: 8 | 16 | 32
}
/** A signed 64-bit integer held in a bigint; a duration is one of these, in nanoseconds. */
export interface Int64Type {
  readonly kind: 'int64'
}
export interface Uint64Type {
  readonly kind: 'uint64'
}
export interface FloatType {
  readonly kind: 'float'
  readonly bits: 32 | 64
}
/** A {@link Complex} of two floats of half the bits each. */
export interface ComplexType {
  readonly kind: 'complex'
  readonly bits: 64 | 128
}
export interface StringType {
  readonly kind: 'string'
}
export interface BytesType {
  readonly kind: 'bytes'
}
/** A moment; `exact` ones are a {@link Timestamp}, the others a Date with milliseconds. */
export interface TimeType {
  readonly kind: 'time'
  readonly exact: boolean
}
export interface UnknownType {
  readonly kind: 'unknown'
}

/** A type whose values a hook turns into bytes and back. */
export interface CustomType<T = unknown> {
  readonly kind: 'custom'
  readonly id: number
  readonly hook: Hook<T>
}

export interface EnumType<T extends string | number = string | number> {
  readonly kind: 'enum'
  readonly id: number
  readonly name: string
  readonly base: 'string' | 'int'
  readonly values: ReadonlySet<T>
}

export interface ListType {
  readonly kind: 'list'
  readonly element: Type
  /** The fixed number of items, or undefined. Encoder and decoder enforce it. */
  readonly length: number | undefined
  /** Whether it holds the items of a `Set`, which only a wire with a type of its own for sets tells from a list. */
  readonly set: boolean
}

/** A list of fixed length whose items may differ in type. */
export interface TupleType {
  readonly kind: 'tuple'
  readonly elements: readonly Type[]
}

/** Both `Map` and `Record` values: on a wire they are the same. */
export interface MapType {
  readonly kind: 'map'
  readonly key: Type
  readonly value: Type
}

export interface NullableType {
  readonly kind: 'nullable'
  readonly inner: Type
}

export interface Field {
  readonly name: string
  readonly type: Type
  /** Absent when undefined; present when given, even when it is the type's zero. */
  readonly optional: boolean
  readonly wire: WireNames | undefined
  /** Names the field on wires that number fields; undefined where the schema has none. */
  readonly id: number | undefined
}

export interface StructType {
  readonly kind: 'struct'
  readonly id: number
  readonly name: string
  /** What a wire that names types calls this one, where the schema's author says it: Go's `main.Circle`. */
  readonly wire: WireNames | undefined
  /** In the order of declaration; an index into it is a field's slot. */
  readonly fields: readonly Field[]
}

/** One of several structs, told apart by the literal that each holds in the field `discriminator`. */
export interface UnionType {
  readonly kind: 'union'
  readonly id: number
  readonly name: string
  readonly discriminator: string
  readonly members: readonly UnionMember[]
}

export interface UnionMember {
  readonly tag: string | number
  readonly type: StructType
  /** As a {@link Field}'s: names the member on wires that number them. */
  readonly id?: number
}

/** The number of items that a list of this type always has, or undefined. */
export function fixedLength(type: ListType | TupleType): number | undefined {
  return type.kind === 'list' ? type.length : type.elements.length
}

export type Type =
  | BoolType
  | IntType
  | UintType
  | Int64Type
  | Uint64Type
  | FloatType
  | ComplexType
  | StringType
  | BytesType
  | CustomType
  | TimeType
  | UnknownType
  | EnumType
  | ListType
  | TupleType
  | MapType
  | NullableType
  | StructType
  | UnionType

/** A moment to the nanosecond and the zone it was written in. */
export interface Timestamp {
  /** Whole seconds since 1970-01-01T00:00:00Z, a safe integer; negative before. */
  readonly seconds: number
  /** Nanoseconds after `seconds`: 0 to 999,999,999. */
  readonly nanos: number
  /** The zone, in seconds east of UTC. */
  readonly offset: number
}

/** Named as Go's built-in functions are. */
export interface Complex {
  readonly real: number
  readonly imag: number
}

export const bool: BoolType = { kind: 'bool' }
export const int8: IntType = { kind: 'int', bits: 8 }
export const int16: IntType = { kind: 'int', bits: 16 }
export const int32: IntType = { kind: 'int', bits: 32 }
export const integer: IntType = { kind: 'int', bits: 53 }
export const uint8: UintType = { kind: 'uint', bits: 8 }
export const uint16: UintType = { kind: 'uint', bits: 16 }
export const uint32: UintType = { kind: 'uint', bits: 32 }
export const int64: Int64Type = { kind: 'int64' }
export const uint64: Uint64Type = { kind: 'uint64' }
export const float32: FloatType = { kind: 'float', bits: 32 }
export const float64: FloatType = { kind: 'float', bits: 64 }
export const complex64: ComplexType = { kind: 'complex', bits: 64 }
export const complex128: ComplexType = { kind: 'complex', bits: 128 }
export const string: StringType = { kind: 'string' }
export const bytes: BytesType = { kind: 'bytes' }
export const date: TimeType = { kind: 'time', exact: false }
export const timestamp: TimeType = { kind: 'time', exact: true }
export const unknown: UnknownType = { kind: 'unknown' }
