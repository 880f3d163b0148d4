import { RpcError } from '../../error.js'
import { dateOf } from '../../moment.js'
import { ObjectBudget } from '../../object-budget.js'
import type { EnumType, Timestamp } from '../../type.js'
import { zeroDate, zeroTimestamp } from '../../value.js'
import { LOWER_F, LOWER_N, LOWER_T, QUOTE } from './ascii.js'
import { readBase64 } from './base64.js'
import type { Cursor } from './cursor.js'
import { noComplex } from './custom.js'
import { readBigint, readInt, readUint } from './integer.js'
import { readDouble } from './number.js'
import { readTime } from './rfc3339.js'
import { passString, readString, unescaped } from './text.js'

/** Reads values that have no values inside, from JSON text which is known to be valid. */
export abstract class ScalarReader implements Cursor {
  buffer: Uint8Array = new Uint8Array(0)
  position = 0
  /** Whether a null, or what is missing, is no zero value, and no key may stand in one object twice. */
  readonly strict: boolean
  /** Whether a map's key comes next: numbers are quoted there. */
  atKey = false

  protected readonly budget: ObjectBudget

  /** `objects` is the most of them in one value. */
  constructor(strict: boolean, objects: number) {
    this.strict = strict
    this.budget = new ObjectBudget(objects)
  }

  /** The error for a value that is not of this type, by Go's name for it. */
  abstract mismatch(type: string, found?: string): RpcError

  /** The first byte of the value that comes next. */
  peek(): number {
    return this.buffer[this.position] as number
  }

  /** Passes over the null that stands for a zero value, and answers with 0; throws when something else stands here. */
  zero(type: string): number {
    if (this.strict || !this.null()) throw this.mismatch(type)
    return 0
  }

  null(): boolean {
    if (this.peek() !== LOWER_N) return false
    this.position += 4
    return true
  }

  bool(): boolean {
    const c = this.peek()
    if (c === LOWER_T || c === LOWER_F) this.position += c === LOWER_T ? 4 : 5
    else this.zero('bool')
    return c === LOWER_T
  }

  int(bits: 8 | 16 | 32 | 53): number {
    return readInt(this, bits)
  }

  uint(bits: 8 | 16 | 32): number {
    return readUint(this, bits)
  }

  int64(): bigint {
    return readBigint(this, 'int64', BigInt.asIntN)
  }

  uint64(): bigint {
    return readBigint(this, 'uint64', BigInt.asUintN)
  }

  float(bits: 32 | 64): number {
    const start = this.position
    const value = readDouble(this)
    const rounded = bits === 32 ? Math.fround(value) : value
    if (Number.isFinite(rounded)) return rounded
    this.position = start
    return this.zero(`float${bits}`)
  }

  complex(): never {
    throw noComplex('decode')
  }

  string(): string {
    return this.#isString('string') ? readString(this) : ''
  }

  bytes(): Uint8Array {
    this.budget.spend()
    return this.#isString('[]uint8') ? readBase64(unescaped(passString(this))) : new Uint8Array(0)
  }

  date(): Date {
    this.budget.spend()
    return this.#isString('time.Time') ? dateOf(readTime(passString(this))) : zeroDate()
  }

  timestamp(): Timestamp {
    this.budget.spend()
    return this.#isString('time.Time') ? readTime(passString(this)) : zeroTimestamp()
  }

  enum<T extends string | number>(type: EnumType<T>): T {
    const value = (type.base === 'string' ? this.string() : this.int(53)) as T
    if (type.values.has(value)) return value
    throw new RpcError('decode', `${JSON.stringify(value)} is no member of ${type.name}`)
  }

  /** Whether a string stands here. */
  #isString(type: string): boolean {
    if (this.peek() === QUOTE) return true
    this.zero(type)
    return false
  }
}
