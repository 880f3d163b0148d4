import { RpcError } from '../../error.js'
import { uuidHook } from '../../hook/uuid.js'
import { isInt, isUint } from '../../integer.js'
import { ObjectBudget } from '../../object-budget.js'
import type { CustomType, EnumType, Timestamp } from '../../type.js'
import { readUtf8 } from '../../utf8.js'
import {
  BOOL,
  BYTE,
  DOUBLE,
  I16,
  I32,
  I64,
  STOP,
  STRING,
  typeNames,
  UUID,
  UUID_BYTES,
  type WireType,
} from './format.js'
import { IMPLIED, mismatch } from './mismatch.js'
import type { Cursor, ValueReader } from './protocol.js'
import { dateOf, timestampFrom } from './time.js'
import { intTypes, uintTypes } from './wire-type.js'

/** Reads values without parts. */
export class ScalarReader implements Cursor {
  buffer: Uint8Array = new Uint8Array(0)
  position = 0
  /** The type of the value that comes next; or STOP, for one that is not there, or what `mismatch` says of others. */
  protected type: number = STOP
  /** A bool that the head of its field has said, as long as the field is at hand. */
  protected inHead: boolean | undefined = undefined
  readonly #values: ValueReader

  protected readonly budget: ObjectBudget

  /** `objects` is the most of them in one value. */
  constructor(values: ValueReader, objects: number) {
    this.#values = values
    this.budget = new ObjectBudget(objects)
  }

  protected mismatch(what: string): RpcError {
    return mismatch(what, this.type)
  }

  bool(): boolean {
    this.#expect(BOOL)
    return this.inHead ?? this.#values.bool(this)
  }

  int(bits: 8 | 16 | 32 | 53): number {
    this.#expect(intTypes[bits])
    return this.#integer(intTypes[bits])
  }

  uint(bits: 8 | 16 | 32): number {
    this.#expect(uintTypes[bits])
    const value = this.#integer(uintTypes[bits])
    if (isUint(value, bits)) return value
    throw new RpcError('decode', `expected a uint${bits}, got the number ${value}`)
  }

  int64(): bigint {
    this.#expect(I64)
    return this.#values.bigI64(this)
  }

  uint64(): bigint {
    const value = this.int64()
    if (value >= 0n) return value
    throw new RpcError('decode', `expected a uint64, got the number ${value}`)
  }

  float(bits: 32 | 64): number {
    this.#expect(DOUBLE)
    const value = this.#values.double(this)
    if (bits === 64 || !Number.isFinite(value) || Number.isFinite(Math.fround(value)))
      return bits === 64 ? value : Math.fround(value)
    throw new RpcError('decode', `expected a float32, got the number ${value}`)
  }

  complex(): never {
    throw new RpcError('decode', 'Thrift carries no complex numbers')
  }

  string(): string {
    this.#expect(STRING)
    const start = this.#pass()
    return readUtf8(this.buffer, start, this.position)
  }

  /** The bytes are a copy. */
  bytes(): Uint8Array {
    this.#expect(STRING)
    this.budget.spend()
    const start = this.#pass()
    return new Uint8Array(this.buffer.subarray(start, this.position))
  }

  custom<T>({ hook }: CustomType<T>): T {
    if ((hook as unknown) !== uuidHook) return hook.decode(this.bytes())
    this.#expect(UUID)
    const start = this.position
    this.position += UUID_BYTES
    // This hook is our own and keeps no bytes, so it may have those of the message.
    return hook.decode(this.buffer.subarray(start, this.position))
  }

  date(): Date {
    this.budget.spend()
    return dateOf(this.int(53))
  }

  timestamp(): Timestamp {
    this.budget.spend()
    return timestampFrom(this.int64())
  }

  enum<T extends string | number>(type: EnumType<T>): T {
    if (this.type === IMPLIED) return [...type.values][0] as T
    const value = (type.base === 'string' ? this.string() : this.int(32)) as T
    if (type.values.has(value)) return value
    throw new RpcError('decode', `${JSON.stringify(value)} is no member of ${type.name}`)
  }

  unknown(): never {
    throw new RpcError('decode', 'Thrift carries no values of unknown type')
  }

  /** A null is not sent: it is what stands where nothing does. */
  null(): boolean {
    return this.type === STOP
  }

  #expect(type: WireType): void {
    if (this.type !== type) throw this.mismatch(typeNames[type])
  }

  #integer(type: WireType): number {
    if (type === BYTE) return this.#values.byte(this)
    if (type === I16) return this.#values.i16(this)
    if (type === I32) return this.#values.i32(this)
    const value = this.#values.i64(this)
    if (isInt(value, 53)) return value
    throw new RpcError('decode', 'expected a safe integer, got one beyond 2^53')
  }

  /** Passes over a string; answers with where its bytes begin. */
  #pass(): number {
    const length = this.#values.length(this)
    const start = this.position
    this.position = start + length
    return start
  }
}
