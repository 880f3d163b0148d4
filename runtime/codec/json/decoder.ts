import { type Decoder, END } from '../../decoder.js'
import { RpcError } from '../../error.js'
import { goTypeName } from '../../go-type.js'
import type { Limits } from '../../limits.js'
import type { CustomType, ListType, MapType, StructType, TupleType, Type, UnionType } from '../../type.js'
import { CLOSE_BRACE, CLOSE_BRACKET, LOWER_N, OPEN_BRACE, OPEN_BRACKET } from './ascii.js'
import { skipSpace, skipValue } from './cursor.js'
import { readCustom } from './custom.js'
import type { Dialect } from './dialect.js'
import { passKey } from './field-key.js'
import { describe, mismatch, placeOf, plainName, twice, wrongCount } from './mismatch.js'
import { ScalarReader } from './scalar-reader.js'
import { firstMissing, hasSeen, noneSeen, type Seen, withSeen } from './seen.js'
import type { Shape, Shapes } from './shape.js'
import { readString } from './text.js'
import { findMember } from './union.js'
import { readUnknown } from './unknown.js'

/** What stands in the place of a value whose key was there before: nothing that could be one. */
const TWICE = Uint8Array.of(CLOSE_BRACE)

/**
 * Reads values from JSON text which is known to be valid, so that only types are
 * checked here. As Go has it, a null is the zero value of whatever is asked for,
 * and so is a field that is missing, and of two equal keys the last one counts; a
 * strict dialect refuses all that.
 *
 * A list, map or struct is entered with the position still at its bracket: every
 * item then has one byte in front, the bracket or a comma.
 */
export class JsonDecoder extends ScalarReader implements Decoder {
  readonly #nesting: number
  readonly #made: Shapes
  #ordered = false
  #depth = 0
  /** For each level that is open, from 1: its shape if it is a struct. */
  readonly #shapes: (Shape | undefined)[] = [undefined]
  /** Of a struct, the field at hand; of a null that is read as something empty, where it stands; else -1. */
  readonly #marks: number[] = [-1]
  /** In a strict dialect, which fields of a struct were there. */
  readonly #seen: Seen[] = [0]
  /** In a strict dialect, the keys of each map that is open, and where the one at hand stands. */
  readonly #keys: (Set<string> | undefined)[] = [undefined]
  #keyAt = 0

  constructor(limits: Limits, { strict }: Dialect, shapes: Shapes) {
    super(strict, limits.objects)
    this.#nesting = limits.nesting
    this.#made = shapes
  }

  /** Begins at the value at `position`, which is an array of a struct's fields where it is `ordered`. */
  open(buffer: Uint8Array, position: number, ordered = false): void {
    this.buffer = buffer
    this.position = skipSpace(buffer, position)
    this.#depth = 0
    this.budget.open()
    this.#ordered = ordered
    this.atKey = false
  }

  /** Passes over one value, whatever it is. */
  skip(): void {
    this.position = skipValue(this.buffer, this.position, this.#nesting - this.#depth)
  }

  /** Gives up on the innermost of what is open and goes back to where it began. */
  leave(position: number): void {
    this.position = position
    this.budget.regain()
    this.#depth--
  }

  /** The error for a value that is not of this type, by Go's name for it. */
  mismatch(type: string, found: string = describe(this.buffer, this.position, type)): RpcError {
    if (this.buffer === TWICE) return twice()
    if (this.strict) return new RpcError('decode', `expected ${plainName(type)}, got ${found}`)
    return mismatch(found, placeOf(this.#shapes, this.#marks, this.#depth), type)
  }

  custom<T>({ hook }: CustomType<T>): T {
    return readCustom(this, hook)
  }

  unknown(): unknown {
    return readUnknown(this)
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
    const closing = this.#ordered && level === 1 ? CLOSE_BRACKET : CLOSE_BRACE
    while (this.#next(closing)) {
      const expected = (this.#marks[level] as number) + 1
      const field = closing === CLOSE_BRACE ? passKey(this, shape, expected) : expected
      // Neither a key that is none of the fields nor an item behind the last is anybody's.
      if (field >= 0 && field < shape.names.length) {
        const seen = this.#seen[level] as Seen
        this.#marks[level] = field
        if (hasSeen(seen, field)) return this.#twice(field)
        this.#seen[level] = withSeen(seen, field)
        if (this.peek() !== LOWER_N || !shape.type.fields[field]?.optional) return field
      }
      this.skip()
    }
    const missing = firstMissing(shape, this.#seen[level] as Seen)
    if (missing < 0) return END
    this.position--
    return missing
  }

  #twice(field: number): number {
    this.buffer = TWICE
    this.position = 0
    return field
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
    this.#keys[this.#depth] = undefined
    return -1
  }

  nextKey(_left: number): boolean {
    this.atKey = this.#next(CLOSE_BRACE)
    this.#keyAt = this.position
    return this.atKey
  }

  nextValue(): void {
    this.passColon()
    if (!this.strict) return
    this.#keys[this.#depth] ??= new Set()
    const keys = this.#keys[this.#depth] as Set<string>
    const { size } = keys
    if (keys.add(readString({ buffer: this.buffer, position: this.#keyAt })).size === size) {
      throw twice()
    }
  }

  /** As {@link nextValue}, for those who look at the keys by themselves. */
  passColon(): void {
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
    this.budget.spend()
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
}
