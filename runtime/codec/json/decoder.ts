import { type Decoder, END } from '../../decoder.js'
import { RpcError } from '../../error.js'
import { goTypeName, intName } from '../../go-type.js'
import type { Limits } from '../../limits.js'
import { dateOf } from '../../moment.js'
import type {
  CustomType,
  EnumType,
  ListType,
  MapType,
  StructType,
  Timestamp,
  TupleType,
  Type,
  UnionType,
} from '../../type.js'
import { zeroDate, zeroTimestamp } from '../../value.js'
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  LOWER_F,
  LOWER_N,
  LOWER_T,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './ascii.js'
import { readBase64 } from './base64.js'
import { type Cursor, skipSpace, skipValue } from './cursor.js'
import { noComplex, readCustom } from './custom.js'
import { describe, mismatch, placeOf } from './mismatch.js'
import { readDouble, readInteger } from './number.js'
import { readOtherBigint, readOtherInteger } from './other-integer.js'
import { readTime } from './rfc3339.js'
import { type Shape, shapeOf } from './shape.js'
import { passString, readString, unescaped } from './text.js'
import { findMember } from './union.js'
import { readUnknown } from './unknown.js'

/**
 * Reads values from JSON text which is known to be valid, so that only types are
 * checked here. As Go has it, a null is the zero value of whatever is asked for,
 * and so is a field that is missing.
 *
 * A list, map or struct is entered with the position still at its bracket: every
 * item then has one byte in front, the bracket or a comma.
 */
export class JsonDecoder implements Decoder, Cursor {
  buffer: Uint8Array = new Uint8Array(0)
  position = 0
  readonly #nesting: number
  #depth = 0
  /** For each level that is open, from 1: its shape if it is a struct. */
  readonly #shapes: (Shape | undefined)[] = [undefined]
  /** Of a struct, the field at hand; of a null that is read as something empty, where it stands; else -1. */
  readonly #marks: number[] = [-1]
  /** Whether a map's key comes next: numbers are quoted there. */
  atKey = false

  constructor(limits: Limits) {
    this.#nesting = limits.nesting
  }

  /** Begins at the value at `position`. */
  open(buffer: Uint8Array, position: number): void {
    this.buffer = buffer
    this.position = skipSpace(buffer, position)
    this.#depth = 0
    this.atKey = false
  }

  /** The first byte of the value that comes next. */
  peek(): number {
    return this.buffer[this.position] as number
  }

  /** Passes over one value, whatever it is. */
  skip(): void {
    this.position = skipValue(this.buffer, this.position, this.#nesting - this.#depth)
  }

  /** Gives up on the innermost of what is open and goes back to where it began. */
  leave(position: number): void {
    this.position = position
    this.#depth--
  }

  /** Passes over the null that stands for a zero value, and answers with 0; throws when something else stands here. */
  zero(type: string): number {
    if (!this.null()) throw this.mismatch(type)
    return 0
  }

  /** The error for a value that is not of this type, by Go's name for it. */
  mismatch(type: string, found: string = describe(this.buffer, this.position, type)): RpcError {
    return mismatch(found, placeOf(this.#shapes, this.#marks, this.#depth), type)
  }

  bool(): boolean {
    const c = this.peek()
    if (c === LOWER_T || c === LOWER_F) this.position += c === LOWER_T ? 4 : 5
    else this.zero('bool')
    return c === LOWER_T
  }

  int(bits: 8 | 16 | 32 | 53): number {
    const start = this.position
    const value = readInteger(this)
    if (bits === 53 ? !Number.isNaN(value) : (value << (32 - bits)) >> (32 - bits) === value) return value
    const least = bits === 53 ? Number.MIN_SAFE_INTEGER : -(2 ** (bits - 1))
    this.position = start
    return readOtherInteger(this, intName(bits), least, bits === 53 ? -least : -least - 1)
  }

  uint(bits: 8 | 16 | 32): number {
    const start = this.position
    const value = readInteger(this)
    if ((value << (32 - bits)) >>> (32 - bits) === value) return value
    this.position = start
    return readOtherInteger(this, `uint${bits}`, 0, 2 ** bits - 1)
  }

  int64(): bigint {
    const value = readInteger(this)
    return Number.isNaN(value) ? readOtherBigint(this, 'int64', BigInt.asIntN) : BigInt(value)
  }

  uint64(): bigint {
    const value = this.peek() === MINUS ? Number.NaN : readInteger(this)
    return Number.isNaN(value) ? readOtherBigint(this, 'uint64', BigInt.asUintN) : BigInt(value)
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
    return this.#isString('[]uint8') ? readBase64(unescaped(passString(this))) : new Uint8Array(0)
  }

  custom<T>({ hook }: CustomType<T>): T {
    return readCustom(this, hook)
  }

  date(): Date {
    return this.#isString('time.Time') ? dateOf(readTime(passString(this))) : zeroDate()
  }

  timestamp(): Timestamp {
    return this.#isString('time.Time') ? readTime(passString(this)) : zeroTimestamp()
  }

  enum<T extends string | number>(type: EnumType<T>): T {
    const value = (type.base === 'string' ? this.string() : this.int(53)) as T
    if (type.values.has(value)) return value
    throw new RpcError('decode', `${JSON.stringify(value)} is no member of ${type.name}`)
  }

  unknown(): unknown {
    return readUnknown(this)
  }

  null(): boolean {
    if (this.peek() !== LOWER_N) return false
    this.position += 4
    return true
  }

  beginStruct(type: StructType): void {
    this.#enter(OPEN_BRACE, type, shapeOf(type))
  }

  nextField(): number {
    const shape = this.#shapes[this.#depth] as Shape
    while (this.#next(CLOSE_BRACE)) {
      const field = this.#fieldKey(shape, (this.#marks[this.#depth] as number) + 1)
      if (field >= 0 && (this.peek() !== LOWER_N || shape.nullable[field])) {
        this.#marks[this.#depth] = field
        return field
      }
      this.skip()
    }
    return END
  }

  missing(type: StructType, field: number): never {
    throw new RpcError('decode', `${type.name}.${shapeOf(type).names[field]} is missing`)
  }

  beginList(type: ListType | TupleType): number {
    this.#enter(OPEN_BRACKET, type)
    return (type.kind === 'list' ? type.length : type.elements.length) ?? -1
  }

  nextItem(left: number): boolean {
    const absent = this.#marks[this.#depth] as number
    if (left >= 0 && absent >= 0) {
      // A null stands for as many zero items as the list has: each of them reads it again.
      this.position = absent
      if (left > 0) return true
    }
    const more = this.#next(CLOSE_BRACKET)
    if (left < 0 || more === left > 0) return more
    throw new RpcError('decode', more ? 'more items than the list has' : `${left} items of the list are missing`)
  }

  beginMap(type: MapType): number {
    this.#enter(OPEN_BRACE, type)
    return -1
  }

  nextKey(_left: number): boolean {
    this.atKey = this.#next(CLOSE_BRACE)
    return this.atKey
  }

  nextValue(): void {
    this.atKey = false
    this.position = skipSpace(this.buffer, skipSpace(this.buffer, this.position) + 1)
  }

  beginUnion(type: UnionType): number {
    if (this.peek() !== OPEN_BRACE) throw this.mismatch(type.name)
    return findMember(this, type)
  }

  endUnion(): void {}

  /** Begins what the bracket here opens, or the null that stands for it. */
  #enter(bracket: number, type: Type, shape?: Shape): void {
    const c = this.peek()
    if (c !== bracket && c !== LOWER_N) throw this.mismatch(goTypeName(type))
    if (this.#depth === this.#nesting)
      throw new RpcError('limit', `more than ${this.#nesting} values inside each other`)
    this.#depth++
    this.#shapes[this.#depth] = shape
    this.#marks[this.#depth] = c === LOWER_N ? this.position : -1
  }

  /** Whether one more item stands in what is open, and then goes to it; else leaves. */
  #next(closing: number): boolean {
    const { buffer } = this
    let p = skipSpace(buffer, this.position)
    if (buffer[p] === LOWER_N) p += 3
    else {
      if (buffer[p] !== closing) p = skipSpace(buffer, p + 1)
      if (buffer[p] !== closing) {
        this.position = p
        return true
      }
    }
    this.position = p + 1
    this.#depth--
    return false
  }

  /** Passes over a key and its colon. The field that is expected is compared with byte by byte, any other looked up by its name. */
  #fieldKey(shape: Shape, expected: number): number {
    const { buffer } = this
    const key = shape.bytes[expected] as Uint8Array
    const start = this.position
    let i = 0
    while (i < key.length && buffer[start + i] === key[i]) i++
    if (i === key.length) {
      this.position = skipSpace(buffer, start + i)
      return expected
    }
    const name = readString(this)
    this.nextValue()
    return shape.find(name)
  }

  /** Whether a string stands here. */
  #isString(type: string): boolean {
    if (this.peek() === QUOTE) return true
    this.zero(type)
    return false
  }
}
