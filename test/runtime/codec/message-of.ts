import type { Decoder, Encoder, Message, Slot } from '@rpcgen/runtime/stub'
import { END, KEY, lengthOf, message, setKey, sizeOf, VALUE, zeroDate, zeroTimestamp } from '@rpcgen/runtime/stub'
import type { ListType, MapType, StructType, TupleType, Type, UnionMember, UnionType } from '../../../runtime/type.js'

/**
 * A message for any type, which does for it what generated code would: for tests
 * that make their types as they go. Every map is a `Map`.
 */
export function messageOf(type: Type): Message<unknown> {
  return message<unknown>(
    type,
    (e, slot, value) => write(e, slot, type, value),
    (d) => read(d, type),
  )
}

type Of<K extends Type['kind']> = Extract<Type, { kind: K }>

/** One for each kind, so that a kind that is new is missed by the compiler. */
const writers: { readonly [K in Type['kind']]: (e: Encoder, slot: Slot, value: never, type: Of<K>) => void } = {
  bool: (e, slot, v) => e.bool(slot, v),
  int: (e, slot, v, { bits }) => e.int(slot, v, bits),
  uint: (e, slot, v, { bits }) => e.uint(slot, v, bits),
  int64: (e, slot, v) => e.int64(slot, v),
  uint64: (e, slot, v) => e.uint64(slot, v),
  float: (e, slot, v, { bits }) => e.float(slot, v, bits),
  complex: (e, slot, v, { bits }) => e.complex(slot, v, bits),
  string: (e, slot, v) => e.string(slot, v),
  bytes: (e, slot, v) => e.bytes(slot, v),
  custom: (e, slot, v, type) => e.custom(slot, v, type),
  time: (e, slot, v, { exact }) => (exact ? e.timestamp(slot, v) : e.date(slot, v)),
  enum: (e, slot, v, type) => e.enum(slot, v, type),
  unknown: (e, slot, v) => e.unknown(slot, v),
  nullable: (e, slot, v, { inner }) => (v === null ? e.null(slot) : write(e, slot, inner, v)),
  struct: writeStruct,
  list: (e, slot, v, type) => writeItems(e, slot, type.set ? [...(v as Set<unknown>)] : v, type, () => type.element),
  tuple: (e, slot, v, type) => writeItems(e, slot, v, type, (index) => type.elements[index] as Type),
  map: writeMap,
  union: writeUnion,
}

function write(e: Encoder, slot: Slot, type: Type, value: unknown): void {
  const writer = writers[type.kind] as (e: Encoder, slot: Slot, value: unknown, type: Type) => void
  writer(e, slot, value, type)
}

function writeStruct(e: Encoder, slot: Slot, value: Readonly<Record<string, unknown>>, type: StructType): void {
  e.beginStruct(slot, type, value)
  for (const [index, field] of type.fields.entries()) {
    const item = value[field.name]
    if (!field.optional || item !== undefined) write(e, index, field.type, item)
  }
  e.endStruct()
}

function writeItems(
  e: Encoder,
  slot: Slot,
  items: readonly unknown[],
  type: ListType | TupleType,
  typeAt: (index: number) => Type,
): void {
  e.beginList(slot, type, lengthOf(items))
  for (const [index, item] of items.entries()) write(e, VALUE, typeAt(index), item)
  e.endList()
}

function writeMap(e: Encoder, slot: Slot, entries: ReadonlyMap<unknown, unknown>, type: MapType): void {
  e.beginMap(slot, type, sizeOf(entries))
  for (const [key, value] of entries) {
    write(e, KEY, type.key, key)
    write(e, VALUE, type.value, value)
  }
  e.endMap()
}

function writeUnion(e: Encoder, slot: Slot, value: Readonly<Record<string, unknown>>, type: UnionType): void {
  const member = type.members.findIndex(({ tag }) => tag === value[type.discriminator])
  e.beginUnion(slot, type, member)
  write(e, VALUE, (type.members[member] as UnionMember).type, value)
  e.endUnion()
}

function read(d: Decoder, type: Type): unknown {
  switch (type.kind) {
    case 'bool':
      return d.bool()
    case 'int':
      return d.int(type.bits)
    case 'uint':
      return d.uint(type.bits)
    case 'int64':
      return d.int64()
    case 'uint64':
      return d.uint64()
    case 'float':
      return d.float(type.bits)
    case 'complex':
      return d.complex(type.bits)
    case 'string':
      return d.string()
    case 'bytes':
      return d.bytes()
    case 'custom':
      return d.custom(type)
    case 'time':
      return type.exact ? d.timestamp() : d.date()
    case 'enum':
      return d.enum(type)
    case 'unknown':
      return d.unknown()
    case 'nullable':
      return d.null() ? null : read(d, type.inner)
    case 'struct': {
      const value: Record<string, unknown> = {}
      d.beginStruct(type)
      for (let index = d.nextField(); index !== END; index = d.nextField()) {
        const field = type.fields[index] as { name: string; type: Type }
        setKey(value, field.name, read(d, field.type))
      }
      for (const [index, field] of type.fields.entries()) {
        if (field.optional || Object.hasOwn(value, field.name)) continue
        setKey(value, field.name, hasZero(field.type) ? zeroOf(field.type) : d.missing(type, index))
      }
      return value
    }
    case 'list':
    case 'tuple': {
      const items: unknown[] = []
      for (let n = d.beginList(type); d.nextItem(n); n--) {
        items.push(read(d, type.kind === 'list' ? type.element : (type.elements[items.length] as Type)))
      }
      return type.kind === 'list' && type.set ? new Set(items) : items
    }
    case 'map': {
      const entries = new Map<unknown, unknown>()
      for (let n = d.beginMap(type); d.nextKey(n); n--) {
        const key = read(d, type.key)
        d.nextValue()
        entries.set(key, read(d, type.value))
      }
      return entries
    }
    case 'union': {
      const member = d.beginUnion(type)
      const value = read(d, (type.members[member] as UnionMember).type)
      d.endUnion()
      return value
    }
  }
}

/** Whether there is such a value, as hasZero in codegen/ir/zero.ts has it; `open` has the structs around the type. */
function hasZero(type: Type, open: readonly Type[] = []): boolean {
  switch (type.kind) {
    case 'enum':
      return type.values.has('') || type.values.has(0)
    case 'union':
      return false
    case 'list':
      return type.length === undefined || type.length === 0 || hasZero(type.element, open)
    case 'tuple':
      return type.elements.every((element) => hasZero(element, open))
    case 'struct':
      return (
        !open.includes(type) &&
        type.fields.every(({ type: part, optional }) => optional || hasZero(part, [...open, type]))
      )
    default:
      return true
  }
}

/** What stands for a field that a format leaves out when it is zero. */
function zeroOf(type: Type): unknown {
  switch (type.kind) {
    case 'bool':
      return false
    case 'int':
    case 'uint':
    case 'float':
      return 0
    case 'int64':
    case 'uint64':
      return 0n
    case 'complex':
      return { real: 0, imag: 0 }
    case 'string':
      return ''
    case 'bytes':
      return new Uint8Array(0)
    case 'custom':
      return type.hook.zero()
    case 'time':
      return type.exact ? zeroTimestamp() : zeroDate()
    case 'enum':
      return type.base === 'int' ? 0 : ''
    case 'list':
      return type.set ? new Set() : Array.from({ length: type.length ?? 0 }, () => zeroOf(type.element))
    case 'tuple':
      return type.elements.map(zeroOf)
    case 'map':
      return new Map()
    case 'struct': {
      const fields = type.fields.filter(({ optional }) => !optional)
      return Object.fromEntries(fields.map((field) => [field.name, zeroOf(field.type)]))
    }
    default:
      return null
  }
}
