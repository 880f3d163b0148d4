import { type Decoder, END } from '../decoder.js'
import { RpcError } from '../error.js'
import { expected } from '../expected.js'
import { wireName } from '../go.js'
import { intName, isInt, isUint } from '../integer.js'
import type {
  Complex,
  CustomType,
  EnumType,
  ListType,
  MapType,
  StructType,
  Timestamp,
  TupleType,
  Type,
  UnionType,
} from '../type.js'
import { fixedLength } from '../type.js'

/** A container that is being read: what is in it, and how far it is read. A struct has its type's keys, a map its entries. */
type Open =
  | { readonly kind: 'struct'; readonly from: object; readonly type: StructType; next: number }
  | { readonly kind: 'list'; readonly items: readonly unknown[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [unknown, unknown])[]; next: number }
  | { readonly kind: 'union' }

type OpenOf<K extends Open['kind']> = Extract<Open, { kind: K }>

const DIGITS = /^-?\d{1,20}$/

/** Reads a tree that anybody may have made. */
export class TreeDecoder implements Decoder {
  readonly #codec: string
  readonly #nesting: number
  readonly #open: Open[] = []
  /** What is read next. */
  #value: unknown

  constructor(tree: unknown, codec: string, nesting: number) {
    this.#value = tree
    this.#codec = codec
    this.#nesting = nesting
  }

  bool(): boolean {
    const value = this.#value
    if (typeof value !== 'boolean') throw mismatch('a boolean', value)
    return value
  }

  int(bits: 8 | 16 | 32 | 53): number {
    const value = this.#value
    if (!isInt(value, bits)) throw mismatch(intName(bits), value)
    return value
  }

  uint(bits: 8 | 16 | 32): number {
    const value = this.#value
    if (!isUint(value, bits)) throw mismatch(`a uint${bits}`, value)
    return value
  }

  int64(): bigint {
    const integer = integerOf(this.#value)
    if (integer === undefined || BigInt.asIntN(64, integer) !== integer) throw mismatch('an int64', this.#value)
    return integer
  }

  uint64(): bigint {
    const integer = integerOf(this.#value)
    if (integer === undefined || BigInt.asUintN(64, integer) !== integer) throw mismatch('a uint64', this.#value)
    return integer
  }

  float(bits: 32 | 64): number {
    const value = this.#value
    if (typeof value !== 'number') throw mismatch('a number', value)
    const rounded = bits === 32 ? Math.fround(value) : value
    if (!Number.isFinite(rounded) && Number.isFinite(value)) throw mismatch('a float32', value)
    return rounded
  }

  complex(bits: 64 | 128): Complex {
    const value = this.#object('a complex number')
    const part = (name: 'real' | 'imag'): number => {
      this.#value = own(value, name)
      return this.float(bits === 64 ? 32 : 64)
    }
    return { real: part('real'), imag: part('imag') }
  }

  string(): string {
    const value = this.#value
    if (typeof value !== 'string') throw mismatch('a string', value)
    return value
  }

  bytes(): Uint8Array {
    const value = this.#value
    if (!(value instanceof Uint8Array)) throw mismatch('a Uint8Array', value)
    return value
  }

  custom<T>({ hook }: CustomType<T>): T {
    return hook.decode(this.bytes())
  }

  date(): Date {
    const value = this.#value
    const date = typeof value === 'string' ? new Date(value) : value
    if (!(date instanceof Date) || Number.isNaN(date.getTime())) throw mismatch('a Date', value)
    return date
  }

  timestamp(): Timestamp {
    const value = this.#object('a timestamp')
    const part = (name: keyof Timestamp, bits: 32 | 53): number => {
      this.#value = own(value, name)
      return this.int(bits)
    }
    return { seconds: part('seconds', 53), nanos: part('nanos', 32), offset: part('offset', 32) }
  }

  enum<T extends string | number>({ name, values }: EnumType<T>): T {
    const value = this.#value as T
    if (!values.has(value)) throw mismatch(`one of ${name}`, value)
    return value
  }

  unknown(): unknown {
    return this.#value
  }

  null(): boolean {
    return this.#value === null
  }

  beginStruct(type: StructType): void {
    this.#enter({ kind: 'struct', from: this.#object(`an object (${type.name})`), type, next: 0 })
  }

  nextField(): number {
    const open = this.#open.at(-1) as OpenOf<'struct'>
    const { from, type } = open
    for (;;) {
      const index = open.next++
      const field = type.fields[index]
      if (field === undefined) {
        this.#open.pop()
        return END
      }
      const value = own(from, this.#keyOf(type, index))
      if (value !== undefined) {
        this.#value = value
        return index
      }
      if (!field.optional) throw new RpcError('decode', `the field ${field.name} is missing`)
    }
  }

  /** Never called: a field that is missing has failed in {@link nextField}. */
  missing<T>(type: StructType, field: number): T {
    throw new RpcError('decode', `the field ${type.fields[field]?.name} is missing`)
  }

  beginList(type: ListType | TupleType): number {
    const items = this.#value
    if (!Array.isArray(items)) throw mismatch('an array', items)
    const length = fixedLength(type)
    if (length !== undefined && length !== items.length) {
      throw new RpcError('decode', `expected an array of ${length} items, got ${items.length}`)
    }
    this.#enter({ kind: 'list', items })
    return items.length
  }

  nextItem(left: number): boolean {
    if (left <= 0) {
      this.#open.pop()
      return false
    }
    const { items } = this.#open.at(-1) as OpenOf<'list'>
    this.#value = items[items.length - left]
    return true
  }

  beginMap({ key }: MapType): number {
    const value = this.#object('a map')
    const entries =
      value instanceof Map ? [...value] : Object.entries(value).map(([name, item]) => [keyOf(key, name), item] as const)
    this.#enter({ kind: 'map', entries, next: 0 })
    return entries.length
  }

  nextKey(left: number): boolean {
    if (left <= 0) {
      this.#open.pop()
      return false
    }
    const { entries, next } = this.#open.at(-1) as OpenOf<'map'>
    this.#value = entries[next]?.[0]
    return true
  }

  nextValue(): void {
    const open = this.#open.at(-1) as OpenOf<'map'>
    this.#value = open.entries[open.next++]?.[1]
  }

  beginUnion({ name, discriminator, members }: UnionType): number {
    const value = this.#object(`an object (${name})`)
    const member = members.findIndex(({ tag, type }) => {
      const index = type.fields.findIndex((field) => field.name === discriminator)
      return own(value, index < 0 ? discriminator : this.#keyOf(type, index)) === tag
    })
    if (member < 0) throw new RpcError('decode', `the ${discriminator} tells no member of ${name}`)
    this.#enter({ kind: 'union' })
    return member
  }

  endUnion(): void {
    this.#open.pop()
  }

  #keyOf({ fields }: StructType, index: number): string {
    const field = fields[index]
    return field === undefined ? '' : wireName(field.wire, this.#codec, field.name)
  }

  #object(what: string): object {
    const value = this.#value
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw mismatch(what, value)
    return value
  }

  #enter(open: Open): void {
    if (this.#open.length >= this.#nesting) {
      throw new RpcError('limit', `more than ${this.#nesting} values inside each other`)
    }
    this.#open.push(open)
  }
}

function mismatch(what: string, value: unknown): RpcError {
  return expected(what, value, 'decode')
}

/** What the object has by itself: a peer must not reach what it inherits. */
function own(from: object, key: string): unknown {
  return Object.hasOwn(from, key) ? Reflect.get(from, key) : undefined
}

/** Most formats lack integers of 64 bits, so what stands in for them is taken. */
function integerOf(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined
  return typeof value === 'string' && DIGITS.test(value) ? BigInt(value) : undefined
}

/** The key of an object as its type has it: numbers and booleans are texts there. */
function keyOf(type: Type, name: string): unknown {
  const { kind } = type
  if (kind === 'bool') return name === 'true' ? true : name === 'false' ? false : name
  const number = Number(name)
  const isNumber = kind === 'int' || kind === 'uint' || kind === 'float' || (kind === 'enum' && type.base === 'int')
  return isNumber && String(number) === name ? number : name
}
