import { type Encoder, KEY, type Slot } from '../encoder.js'
import { RpcError } from '../error.js'
import { expected } from '../expected.js'
import { wireName } from '../go.js'
import { checkInt, checkInt64, checkUint, checkUint64 } from '../integer.js'
import { timestampOf } from '../moment.js'
import type {
  Complex,
  CustomType,
  EnumType,
  ListType,
  MapType,
  StructType,
  Timestamp,
  TupleType,
  UnionType,
} from '../type.js'
import { fixedLength } from '../type.js'
import { setKey } from '../value.js'

/** Puts a value where it belongs in what is being made. */
type Put = (slot: Slot, value: unknown) => void

/** Makes a tree of what is written. */
export class TreeEncoder implements Encoder {
  /** What was written last to no container. */
  root: unknown
  readonly #codec: string
  readonly #nesting: number
  #put: Put = (_, value) => {
    this.root = value
  }
  /** Those of the containers around. */
  readonly #outer: Put[] = []

  constructor(codec: string, nesting: number) {
    this.#codec = codec
    this.#nesting = nesting
  }

  bool(slot: Slot, value: boolean): void {
    if (typeof value !== 'boolean') throw expected('a boolean', value)
    this.#put(slot, value)
  }

  int(slot: Slot, value: number, bits: 8 | 16 | 32 | 53): void {
    checkInt(value, bits)
    this.#put(slot, value)
  }

  uint(slot: Slot, value: number, bits: 8 | 16 | 32): void {
    checkUint(value, bits)
    this.#put(slot, value)
  }

  int64(slot: Slot, value: bigint): void {
    checkInt64(value)
    this.#put(slot, value)
  }

  uint64(slot: Slot, value: bigint): void {
    checkUint64(value)
    this.#put(slot, value)
  }

  float(slot: Slot, value: number, bits: 32 | 64): void {
    if (typeof value !== 'number') throw expected('a number', value)
    const rounded = bits === 32 ? Math.fround(value) : value
    if (!Number.isFinite(rounded) && Number.isFinite(value)) throw expected('a float32', value)
    this.#put(slot, rounded)
  }

  complex(slot: Slot, value: Complex): void {
    if (typeof value?.real !== 'number' || typeof value.imag !== 'number') throw expected('a complex number', value)
    this.#put(slot, { real: value.real, imag: value.imag })
  }

  string(slot: Slot, value: string): void {
    if (typeof value !== 'string') throw expected('a string', value)
    this.#put(slot, value)
  }

  bytes(slot: Slot, value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) throw expected('a Uint8Array', value)
    this.#put(slot, value)
  }

  custom<T>(slot: Slot, value: T, { hook }: CustomType<T>): void {
    this.#put(slot, hook.encode(value))
  }

  date(slot: Slot, value: Date): void {
    timestampOf(value)
    this.#put(slot, value)
  }

  timestamp(slot: Slot, value: Timestamp): void {
    if (typeof value !== 'object' || value === null) throw expected('a timestamp', value)
    const { seconds, nanos, offset } = value
    checkInt(seconds, 53)
    checkInt(nanos, 32)
    checkInt(offset, 32)
    this.#put(slot, { seconds, nanos, offset })
  }

  enum(slot: Slot, value: string | number, { name, values }: EnumType): void {
    if (!values.has(value)) throw expected(`one of ${name}`, value)
    this.#put(slot, value)
  }

  unknown(slot: Slot, value: unknown): void {
    this.#put(slot, value)
  }

  null(slot: Slot): void {
    this.#put(slot, null)
  }

  beginStruct(slot: Slot, { name, fields }: StructType, value: object): void {
    if (typeof value !== 'object' || value === null) throw expected(`an object (${name})`, value)
    const made: Record<string, unknown> = {}
    this.#enter(slot, made, (index, item) => {
      const field = fields[index]
      if (field !== undefined) setKey(made, wireName(field.wire, this.#codec, field.name), item)
    })
  }

  endStruct(): void {
    this.#leave()
  }

  beginList(slot: Slot, type: ListType | TupleType, count: number): void {
    if (count < 0) throw new RpcError('encode', 'expected an array')
    const length = fixedLength(type)
    if (length !== undefined && length !== count) {
      throw new RpcError('encode', `expected an array of ${length} items, got ${count}`)
    }
    const made: unknown[] = []
    this.#enter(slot, made, (_, item) => made.push(item))
  }

  endList(): void {
    this.#leave()
  }

  beginMap(slot: Slot, { key: { kind } }: MapType, count: number): void {
    if (count < 0) throw new RpcError('encode', 'expected a map')
    let key: unknown
    const record: Record<string, unknown> = {}
    const map = new Map<unknown, unknown>()
    const made = kind === 'string' ? record : map
    this.#enter(slot, made, (at, item) => {
      if (at === KEY) key = item
      else if (made === map) map.set(key, item)
      else setKey(record, key as string, item)
    })
  }

  endMap(): void {
    this.#leave()
  }

  beginUnion(slot: Slot, { name, members }: UnionType, member: number): void {
    if (members[member] === undefined) throw new RpcError('encode', `expected a member of ${name}`)
    const put = this.#put
    this.#open((_, item) => put(slot, item))
  }

  endUnion(): void {
    this.#leave()
  }

  #enter(slot: Slot, made: object, put: Put): void {
    this.#put(slot, made)
    this.#open(put)
  }

  #open(put: Put): void {
    if (this.#outer.length >= this.#nesting) {
      throw new RpcError('limit', `more than ${this.#nesting} values inside each other; is the value part of itself?`)
    }
    this.#outer.push(this.#put)
    this.#put = put
  }

  #leave(): void {
    this.#put = this.#outer.pop() as Put
  }
}
