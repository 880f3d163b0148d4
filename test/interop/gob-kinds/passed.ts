import { isTyped, typed } from '@rpcgen/runtime/gob'
import type { Complex } from '@rpcgen/runtime/stub'
import type { Type } from '../../../runtime/type.js'
import { registeredTypes } from '../../runtime/codec/gob/go-types.js'

type Of<K extends Type['kind']> = Extract<Type, { kind: K }>
type Struct = Readonly<Record<string, unknown>>

/** Which encoder wrote a value: Go's leaves out a pointer to zero too, where ours sends a zero that is given for an optional field. */
export type Writer = 'go' | 'ours'

/**
 * What is left of a value that was written with gob, and read: a struct's field
 * that is zero is left out, so that minus zero comes back as zero, and what was a
 * pointer to zero as none at all (encoding/gob/encode.go).
 */
export function passed(type: Type, value: unknown, writer: Writer): unknown {
  return (parts[type.kind] as Passed<Type>)(type, value as never, writer)
}

type Passed<T extends Type> = (type: T, value: never, writer: Writer) => unknown

const same = (_: Type, value: unknown): unknown => value

const parts: { readonly [K in Type['kind']]: Passed<Of<K>> } = {
  bool: same,
  int: same,
  uint: same,
  int64: same,
  uint64: same,
  float: same,
  complex: same,
  string: same,
  bytes: same,
  custom: same,
  time: same,
  enum: same,
  unknown: (_, value, writer) => held(value, writer),
  nullable: ({ inner }, value, writer) => (value === null ? null : passed(inner, value, writer)),
  list: ({ element }, items: readonly unknown[], writer) => items.map((item) => passed(element, item, writer)),
  tuple: ({ elements }, items: readonly unknown[], writer) =>
    elements.map((element, index) => passed(element, items[index], writer)),
  map: (type, entries: ReadonlyMap<unknown, unknown>, writer) =>
    new Map(
      [...entries].map(([key, item]) => [passed(type.key, key, writer), passed(type.value, item, writer)] as const),
    ),
  union: ({ members, discriminator }, value: Struct, writer) => {
    const member = members.find(({ tag }) => tag === value[discriminator])
    return member === undefined ? value : passed(member.type, value, writer)
  },
  struct: ({ fields }, value: Struct, writer) =>
    Object.fromEntries(
      fields.flatMap(({ name, type, optional }) => {
        const item = value[name]
        if (item === undefined) return []
        const inner = type.kind === 'nullable' ? type.inner : type
        if (item === null || !isZero(inner, item)) return [[name, passed(type, item, writer)]]
        if (!optional && inner === type) return [[name, withoutSign(inner, item)]]
        if (writer === 'ours') return [[name, item]]
        return optional ? [] : [[name, null]]
      }),
    ),
}

function isZero(type: Type, value: unknown): boolean {
  return (zeros[type.kind] as (value: unknown, type: Type) => boolean)(value, type)
}

const never = (): boolean => false
const empty = (value: { readonly length: number }): boolean => value.length === 0

/** Whether gob leaves it out: structs, maps, arrays and what is in hooks it keeps, and times where they are pointed at. */
const zeros: { readonly [K in Type['kind']]: (value: never, type: Of<K>) => boolean } = {
  bool: (value: boolean) => !value,
  int: (value: number) => value === 0,
  uint: (value: number) => value === 0,
  int64: (value: bigint) => value === 0n,
  uint64: (value: bigint) => value === 0n,
  float: (value: number) => value === 0,
  complex: ({ real, imag }: Complex) => real === 0 && imag === 0,
  string: empty,
  bytes: empty,
  custom: (value, { hook }) => (hook.form === 'string' || hook.form === 'bytes') && empty(hook.encode(value)),
  time: never,
  enum: (value: string | number) => value === '' || value === 0,
  unknown: never,
  nullable: never,
  struct: never,
  list: (items: readonly unknown[], { length }) => length === undefined && items.length === 0,
  tuple: never,
  map: never,
  union: never,
}

function withoutSign({ kind }: Type, value: unknown): unknown {
  if (kind === 'float') return 0
  return kind === 'complex' ? { real: 0, imag: 0 } : value
}

/** What an interface holds. Only those types that were registered with the codec are read with their names. */
function held(value: unknown, writer: Writer): unknown {
  if (isTyped(value)) {
    const registered = registeredTypes[value.type]
    if (registered !== undefined) return typed(value.type, passed(registered, value.value, writer))
  }
  return writer === 'go' ? plain(value) : value
}

/** Without its Go type, an integer is a number where that is exact; a `*big.Int` is a bigint always. */
function plain(value: unknown): unknown {
  if (isTyped(value)) return value.type === '*big.Int' ? value.value : plain(value.value)
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
}
