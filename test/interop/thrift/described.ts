import type { Type } from '../../../runtime/type.js'
import type { Described, DescribedStruct } from '../../peers/thrift-python.js'

type Of<K extends Type['kind']> = Extract<Type, { kind: K }>
type Describe<K extends Type['kind']> = (type: Of<K>, value: never) => Described

function none({ kind }: Type): never {
  throw new Error(`calculator.thrift has no ${kind}`)
}

const integer = (_: Type, value: number | bigint): Described => String(value)

const byKind: { readonly [K in Type['kind']]: Describe<K> } = {
  bool: (_, value: boolean) => value,
  int: integer,
  int64: integer,
  float: (_, value: number) => double(value),
  string: (_, value: string) => value,
  bytes: (_, value: Uint8Array) => Buffer.from(value).toString('hex'),
  enum: integer,
  list({ element, set }, items: Iterable<unknown>) {
    const all = Array.from(items, (item) => described(element, item))
    return set ? { set: all } : all
  },
  map: (type, entries: ReadonlyMap<unknown, unknown> | object) => ({
    map: (entries instanceof Map ? [...entries] : Object.entries(entries)).map(([key, item]) => [
      described(type.key, key),
      described(type.value, item),
    ]),
  }),
  struct: ({ fields }, value: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      fields.flatMap(({ name, type, id }) => {
        const item = value[name]
        return id === undefined || item === undefined ? [] : [[name, described(type, item)] as const]
      }),
    ),
  union({ discriminator, members }, value: Readonly<Record<string, unknown>>) {
    const tag = value[discriminator]
    const member = members.find((each) => each.tag === tag)
    if (member === undefined) throw new Error(`no member ${String(tag)}`)
    return { [member.tag]: described(member.type, value) }
  },
  uint: none,
  uint64: none,
  complex: none,
  custom: none,
  time: none,
  unknown: none,
  tuple: none,
  nullable: none,
}

/** A value as test/peers/thrift/values.py describes it. A field without a number is not Thrift's. */
export function described(type: Type, value: unknown): Described {
  return (byKind[type.kind] as (type: Type, value: unknown) => Described)(type, value)
}

export function describedStruct(type: Type, value: object): DescribedStruct {
  return described(type, value) as DescribedStruct
}

function double(value: number): Described {
  if (Number.isNaN(value)) return 'nan'
  const bits = Buffer.alloc(8)
  bits.writeDoubleBE(value)
  return bits.toString('hex')
}

/** With the items of sets and the entries of maps, which come in any order, in one order. */
export function ordered(value: Described): Described {
  if (typeof value !== 'object') return value
  if (isList(value)) return value.map(ordered)
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const inner = ordered(item)
      const isUnordered = (name === 'set' || name === 'map') && isList(inner)
      return [name, isUnordered ? [...inner].sort(byText) : inner]
    }),
  )
}

// Array.isArray does not narrow a readonly array away.
function isList(value: Described): value is readonly Described[] {
  return Array.isArray(value)
}

function byText(one: Described, other: Described): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1
}
