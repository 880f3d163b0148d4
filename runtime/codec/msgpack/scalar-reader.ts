import { RpcError } from '../../error.js'
import { readTime } from '../../go-time.js'
import { intName } from '../../integer.js'
import { dateOf } from '../../moment.js'
import { ObjectBudget } from '../../object-budget.js'
import type { CustomType, EnumType, Timestamp } from '../../type.js'
import { readUtf8 } from '../../utf8.js'
import { zeroDate, zeroTimestamp } from '../../value.js'
import type { Dialect } from './dialect.js'
import {
  ARRAY_KIND,
  BINARY_KIND,
  EXTENSION_KIND,
  FALSE,
  FIXED_BYTES,
  FIXSTR,
  FLOAT_KIND,
  KINDS,
  LENGTH_BYTES,
  MAP_KIND,
  NIL,
  readLength,
  STRING_KIND,
  TRUE,
} from './format.js'
import { isLarge, mismatch } from './mismatch.js'
import { readBigint, readFloat, readInteger } from './number.js'
import { readMoment, TIMESTAMP } from './time.js'

/** Reads values that have no values inside. Those that it reads are known to be whole and valid, so that only types are checked. */
export class ScalarReader {
  buffer: Uint8Array = new Uint8Array(0)
  position = 0
  readonly dialect: Dialect

  readonly budget: ObjectBudget

  /** `objects` is the most of them in one value. */
  constructor(dialect: Dialect, objects: number) {
    this.dialect = dialect
    this.budget = new ObjectBudget(objects)
  }

  /** What begins here: one of the kinds in format.ts. */
  kind(): number {
    return KINDS[this.buffer[this.position] as number] as number
  }

  /** The error for a value that is not what was asked for. */
  mismatch(what: string): RpcError {
    return mismatch(what, this.buffer, this.position)
  }

  /** Passes over one value, whatever it is. */
  skip(): void {
    const { buffer } = this
    let p = this.position
    for (let owed = 1; owed > 0; owed--) {
      const first = buffer[p] as number
      const kind = KINDS[first]
      const bytes = LENGTH_BYTES[first] as number
      if (kind === ARRAY_KIND || kind === MAP_KIND) {
        const count = bytes === 0 ? first & 0x0f : readLength(buffer, p + 1, bytes)
        owed += kind === MAP_KIND ? count * 2 : count
        p += 1 + bytes
      } else p += 1 + bytes + (FIXED_BYTES[first] as number) + readLength(buffer, p + 1, bytes)
    }
    this.position = p
  }

  bool(): boolean {
    const first = this.buffer[this.position]
    if (first !== TRUE && first !== FALSE) return this.#zero(false, 'a boolean')
    this.position++
    return first === TRUE
  }

  int(bits: 8 | 16 | 32 | 53): number {
    const value = readInteger(this.buffer, this.position)
    const fits = bits === 53 ? !Number.isNaN(value) : (value << (32 - bits)) >> (32 - bits) === value
    if (!fits) return this.#zero(0, intName(bits))
    this.#passFixed()
    return value
  }

  uint(bits: 8 | 16 | 32): number {
    const value = readInteger(this.buffer, this.position)
    if ((value << (32 - bits)) >>> (32 - bits) !== value) return this.#zero(0, `a uint${bits}`)
    this.#passFixed()
    return value
  }

  int64(): bigint {
    const integer = this.#integer('an int64')
    if (BigInt.asIntN(64, integer) !== integer) throw this.mismatch('an int64')
    this.#passFixed()
    return integer
  }

  uint64(): bigint {
    const integer = this.#integer('a uint64')
    if (integer < 0n) throw this.mismatch('a uint64')
    this.#passFixed()
    return integer
  }

  float(bits: 32 | 64): number {
    if (this.kind() !== FLOAT_KIND) return this.#exactFloat(bits)
    const value = readFloat(this.buffer, this.position)
    const rounded = bits === 32 ? Math.fround(value) : value
    if (!Number.isFinite(rounded) && Number.isFinite(value)) throw this.mismatch('a float32')
    this.#passFixed()
    return rounded
  }

  complex(): never {
    throw new RpcError('decode', 'MessagePack carries no complex numbers')
  }

  string(): string {
    const { buffer, position } = this
    const first = buffer[position] as number
    const length = first - FIXSTR
    if (length >= 0 && length < 32) {
      this.position = position + 1 + length
      return readUtf8(buffer, position + 1, this.position)
    }
    const kind = KINDS[first]
    if (kind !== STRING_KIND && kind !== BINARY_KIND) return this.#zero('', 'a string')
    const start = this.#passData()
    return readUtf8(buffer, start, this.position)
  }

  /** Peers of before 2013 have one form for both, so each is taken for the other. The bytes are a copy. */
  bytes(): Uint8Array {
    this.budget.spend()
    const kind = this.kind()
    if (kind !== STRING_KIND && kind !== BINARY_KIND) return this.#zero(new Uint8Array(0), 'bytes')
    const start = this.#passData()
    return new Uint8Array(this.buffer.subarray(start, this.position))
  }

  custom<T>({ hook }: CustomType<T>): T {
    if (this.dialect.zeros && this.null()) return hook.zero()
    return hook.decode(this.bytes())
  }

  date(): Date {
    this.budget.spend()
    return this.dialect.zeros && this.null() ? zeroDate() : dateOf(this.#moment())
  }

  timestamp(): Timestamp {
    this.budget.spend()
    return this.dialect.zeros && this.null() ? zeroTimestamp() : this.#moment()
  }

  enum<T extends string | number>(type: EnumType<T>): T {
    const value = (type.base === 'string' ? this.string() : this.int(53)) as T
    if (type.values.has(value)) return value
    throw new RpcError('decode', `${JSON.stringify(value)} is no member of ${type.name}`)
  }

  null(): boolean {
    if (this.buffer[this.position] !== NIL) return false
    this.position++
    return true
  }

  /** Passes over the nil that stands for a zero value, and answers with that; throws when something else stands here. */
  #zero<T>(zero: T, what: string): T {
    if (!this.dialect.zeros || !this.null()) throw this.mismatch(what)
    return zero
  }

  /** Passes over a value without a length. */
  #passFixed(): void {
    this.position += 1 + (FIXED_BYTES[this.buffer[this.position] as number] as number)
  }

  /** Passes over a string, bytes or an extension; answers with where its data begin. */
  #passData(): number {
    const { buffer, position } = this
    const first = buffer[position] as number
    const bytes = LENGTH_BYTES[first] as number
    const start = position + 1 + bytes
    this.position = start + (FIXED_BYTES[first] as number) + readLength(buffer, position + 1, bytes)
    return start
  }

  /** The integer here, which is not yet passed; 0 for a nil that says so, which stands for one. */
  #integer(what: string): bigint {
    const { buffer, position } = this
    const small = readInteger(buffer, position)
    if (!Number.isNaN(small)) return BigInt(small)
    if (isLarge(buffer, position)) return readBigint(buffer, position)
    if (this.dialect.zeros && buffer[position] === NIL) return 0n
    throw this.mismatch(what)
  }

  /** An integer in the place of a float, if the float holds it. */
  #exactFloat(bits: 32 | 64): number {
    const { buffer, position } = this
    const what = `a float${bits}`
    const small = readInteger(buffer, position)
    if (Number.isNaN(small) && !isLarge(buffer, position)) return this.#zero(0, what)
    const value = Number.isNaN(small) ? Number(readBigint(buffer, position)) : small
    const isExact = Number.isNaN(small) ? BigInt(value) === readBigint(buffer, position) : true
    if (!isExact || (bits === 32 && Math.fround(value) !== value)) throw this.mismatch(what)
    this.#passFixed()
    return value
  }

  /** The extension, or the bytes that Go makes of a time. */
  #moment(): Timestamp {
    const kind = this.kind()
    const { buffer } = this
    if (kind === EXTENSION_KIND) {
      const { position } = this
      const start = this.#passData() + 1
      if (((buffer[start - 1] as number) << 24) >> 24 === TIMESTAMP) return readMoment(buffer, start, this.position)
      throw mismatch('a timestamp', buffer, position)
    }
    if (kind !== STRING_KIND && kind !== BINARY_KIND) throw this.mismatch('a timestamp')
    const start = this.#passData()
    return readTime(buffer, start, this.position)
  }
}
