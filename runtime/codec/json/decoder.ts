import { type Decoder, END } from '../../decoder.js'
import { RpcError } from '../../error.js'
import { goTypeName } from '../../go-type.js'
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
import { CLOSE_BRACE, CLOSE_BRACKET, LOWER_F, LOWER_N, LOWER_T, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './ascii.js'
import { readBase64 } from './base64.js'
import { type Cursor, skipSpace, skipValue } from './cursor.js'
import { noComplex, readCustom } from './custom.js'
import type { Dialect } from './dialect.js'
import { passKey } from './field-key.js'
import { readBigint, readInt, readUint } from './integer.js'
import { describe, mismatch, placeOf, plainName, wrongCount } from './mismatch.js'
import { readDouble } from './number.js'
import { readTime } from './rfc3339.js'
import { firstMissing, noneSeen, type Seen, withSeen } from './seen.js'
import type { Shape, Shapes } from './shape.js'
import { passString, readString, unescaped } from './text.js'
import { findMember } from './union.js'
import { readUnknown } from './unknown.js'

/**
 * Reads values from JSON text which is known to be valid, so that only types are
 * checked here. As Go has it, a null is the zero value of whatever is asked for,
 * and so is a field that is missing; a strict dialect refuses both.
 *
 * A list, map or struct is entered with the position still at its bracket: every
 * item then has one byte in front, the bracket or a comma.
 */
export class JsonDecoder implements Decoder, Cursor {
  buffer: Uint8Array = new Uint8Array(0)
  position = 0
  readonly #nesting: number
  /** Whether a null, or what is missing, is no zero value. */
  readonly strict: boolean
  readonly #made: Shapes
  #ordered = false
  #depth = 0
  /** For each level that is open, from 1: its shape if it is a struct. */
  readonly #shapes: (Shape | undefined)[] = [undefined]
  /** Of a struct, the field at hand; of a null that is read as something empty, where it stands; else -1. */
  readonly #marks: number[] = [-1]
  /** In a strict dialect, which fields of a struct were there. */
  readonly #seen: Seen[] = [0]
  /** Whether a map's key comes next: numbers are quoted there. */
  atKey = false

  constructor(limits: Limits, { strict }: Dialect, shapes: Shapes) {
    this.#nesting = limits.nesting
    this.strict = strict
    this.#made = shapes
  }

  /** Begins at the value at `position`, which is an array of a struct's fields where it is `ordered`. */
  open(buffer: Uint8Array, position: number, ordered = false): void {
    this.buffer = buffer
    this.position = skipSpace(buffer, position)
    this.#depth = 0
    this.#ordered = ordered
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
    if (this.strict || !this.null()) throw this.mismatch(type)
    return 0
  }

  /** The error for a value that is not of this type, by Go's name for it. */
  mismatch(type: string, found: string = describe(this.buffer, this.position, type)): RpcError {
    if (this.strict) return new RpcError('decode', `expected ${plainName(type)}, got ${found}`)
    return mismatch(found, placeOf(this.#shapes, this.#marks, this.#depth), type)
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
    const shape = this.#made.of(type)
    this.#enter(this.#ordered && this.#depth === 0 ? OPEN_BRACKET : OPEN_BRACE, type, shape)
    if (this.strict) this.#seen[this.#depth] = noneSeen(shape)
  }

  nextField(): number {
    const shape = this.#shapes[this.#depth] as Shape
    if (this.strict) return this.#nextStrictly(shape)
    while (this.#next(CLOSE_BRACE)) {
      const field = passKey(this, shape, (this.#marks[this.#depth] as number) + 1)
      if (field >= 0 && (this.peek() !== LOWER_N || shape.nullable[field])) {
        this.#marks[this.#depth] = field
        return field
      }
      this.skip()
    }
    return END
  }

  /** A field that must be there and is not comes last, and reads as what stands there instead: nothing. */
  #nextStrictly(shape: Shape): number {
    const level = this.#depth
    const seen = this.#seen[level] as Seen
    const closing = this.#ordered && level === 1 ? CLOSE_BRACKET : CLOSE_BRACE
    while (this.#next(closing)) {
      const expected = (this.#marks[level] as number) + 1
      const field = closing === CLOSE_BRACE ? passKey(this, shape, expected) : expected
      // Neither a key that is none of the fields nor an item behind the last is anybody's.
      if (field >= 0 && field < shape.names.length) {
        this.#marks[level] = field
        if (this.peek() !== LOWER_N || !shape.type.fields[field]?.optional) {
          this.#seen[level] = withSeen(seen, field)
          return field
        }
      }
      this.skip()
    }
    const missing = firstMissing(shape, seen)
    if (missing < 0) return END
    this.position--
    return missing
  }

  missing(type: StructType, field: number): never {
    throw new RpcError('decode', `${type.name}.${this.#made.of(type).names[field]} is missing`)
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
    throw wrongCount(more, left)
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
    return findMember(this, type, this.#made.ofUnion(type))
  }

  endUnion(): void {}

  /** Begins what the bracket here opens, or the null that stands for it. */
  #enter(bracket: number, type: Type, shape?: Shape): void {
    const c = this.peek()
    if (c !== bracket && (c !== LOWER_N || this.strict)) throw this.mismatch(goTypeName(type))
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

  /** Whether a string stands here. */
  #isString(type: string): boolean {
    if (this.peek() === QUOTE) return true
    this.zero(type)
    return false
  }
}
