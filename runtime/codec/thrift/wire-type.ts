import { uuidHook } from '../../hook/uuid.js'
import type { Type } from '../../type.js'
import { BOOL, BYTE, DOUBLE, I16, I32, I64, LIST, MAP, SET, STRING, STRUCT, UUID, type WireType } from './format.js'

/** Signed integers by their bits; an unsigned one is the next wider, and one of 53 bits an i64. */
export const intTypes: Readonly<Record<8 | 16 | 32 | 53, WireType>> = { 8: BYTE, 16: I16, 32: I32, 53: I64 }
export const uintTypes: Readonly<Record<8 | 16 | 32, WireType>> = { 8: I16, 16: I32, 32: I64 }

type Derive<Kind extends Type['kind']> = (type: Extract<Type, { kind: Kind }>) => WireType | undefined

const none = (): undefined => undefined

const byKind: { readonly [Kind in Type['kind']]: Derive<Kind> } = {
  bool: () => BOOL,
  int: ({ bits }) => intTypes[bits],
  uint: ({ bits }) => uintTypes[bits],
  int64: () => I64,
  uint64: () => I64,
  float: () => DOUBLE,
  complex: none,
  string: () => STRING,
  bytes: () => STRING,
  custom: ({ hook }) => (hook === uuidHook ? UUID : STRING),
  time: () => I64,
  unknown: none,
  enum: ({ base }) => (base === 'int' ? I32 : STRING),
  list: ({ set }) => (set ? SET : LIST),
  tuple: () => LIST,
  map: () => MAP,
  nullable: ({ inner }) => wireTypeOf(inner),
  struct: () => STRUCT,
  union: () => STRUCT,
}

/** The type that carries values of this one, or undefined where Thrift has none. */
export function wireTypeOf(type: Type): WireType | undefined {
  return (byKind[type.kind] as (type: Type) => WireType | undefined)(type)
}

/** The one type of a list's or a tuple's items. Undefined where Thrift has none, or items of a tuple differ. */
export function itemTypeOf(types: readonly Type[]): WireType | undefined {
  const [first, ...others] = types.map(wireTypeOf)
  return others.every((other) => other === first) ? first : undefined
}
