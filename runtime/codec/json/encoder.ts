import type { ByteWriter } from '../../bytes.js'
import { type Encoder, KEY, type Slot, VALUE } from '../../encoder.js'
import { RpcError } from '../../error.js'
import { expected } from '../../expected.js'
import { checkInt, checkInt64, checkUint, checkUint64 } from '../../integer.js'
import { timestampOf } from '../../moment.js'
import type {
  CustomType,
  EnumType,
  ListType,
  MapType,
  StructType,
  Timestamp,
  TupleType,
  UnionType,
} from '../../type.js'
import { fixedLength } from '../../type.js'
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  FALSE,
  NULL,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  TRUE,
  writeAscii,
} from './ascii.js'
import { base64Length, writeBase64 } from './base64.js'
import { noComplex, writeCustom } from './custom.js'
import { checkCount } from './mismatch.js'
import { NUMBER_BYTES, shortestFloat32, writeInteger, writeNumber } from './number.js'
import { isWritable, TIME_BYTES, writeTime } from './rfc3339.js'
import type { Room } from './room.js'
import type { Shapes } from './shape.js'
import { writeString } from './string.js'
import { textRoom } from './text.js'
import { writeUnknown } from './unknown.js'

const NO_KEYS: readonly Uint8Array[] = []
/** Stands for the keys of a struct whose fields are told by their order. */
const ORDERED: readonly Uint8Array[] = []

/**
 * Writes values as JSON text. Whatever comes next, one byte stands before it:
 * the bracket that opens what it is in, a comma, or the colon behind a key. That
 * byte is kept and written with the value, so that none is ever taken back.
 */
export class JsonEncoder implements Encoder {
  readonly #writer: ByteWriter
  readonly #room: Room
  readonly #nesting: number
  readonly #shapes: Shapes
  #before = 0
  /** The keys of the innermost struct, and those of what it stands in. */
  #keys: readonly Uint8Array[] = NO_KEYS
  readonly #outer: (readonly Uint8Array[])[] = []
  #depth = 0
  #ordered = false
  /** The field whose turn it is in such an array. */
  #next = 0

  /** `room` is that of the messages in `writer`; `nesting` is how many values may stand inside each other. */
  constructor(writer: ByteWriter, room: Room, nesting: number, shapes: Shapes) {
    this.#writer = writer
    this.#room = room
    this.#nesting = nesting
    this.#shapes = shapes
  }

  /**
   * Begins a value of the message that the room is open for; `before` is the byte to
   * write first. Where it is `ordered`, it is a struct whose fields go into an array.
   */
  open(before: number, ordered = false): void {
    this.#before = before
    this.#depth = 0
    this.#ordered = ordered
    this.#next = 0
  }

  bool(slot: Slot, value: boolean): void {
    if (typeof value !== 'boolean') throw expected('a boolean', value)
    this.#literal(slot, value ? TRUE : FALSE)
  }

  int(slot: Slot, value: number, bits: 8 | 16 | 32 | 53): void {
    checkInt(value, bits)
    this.#integer(slot, value)
  }

  uint(slot: Slot, value: number, bits: 8 | 16 | 32): void {
    checkUint(value, bits)
    this.#integer(slot, value)
  }

  int64(slot: Slot, value: bigint): void {
    checkInt64(value)
    this.bigint(slot, value)
  }

  uint64(slot: Slot, value: bigint): void {
    checkUint64(value)
    this.bigint(slot, value)
  }

  /** Writes the digits of an integer of any size. */
  bigint(slot: Slot, value: bigint): void {
    const small = Number(value)
    if (Number.isSafeInteger(small)) this.#integer(slot, small)
    else if (slot === KEY) this.#key(String(value))
    else {
      const digits = String(value)
      this.#room.check(digits.length)
      const at = this.#lead(slot, digits.length)
      this.#writer.position = writeAscii(this.#writer.buffer, at, digits)
    }
  }

  float(slot: Slot, value: number, bits: 32 | 64): void {
    const rounded = bits === 32 ? Math.fround(value) : value
    if (typeof value !== 'number' || !Number.isFinite(rounded)) throw expected(`a finite float${bits}`, value)
    const at = this.#lead(slot, NUMBER_BYTES)
    this.#writer.position = writeNumber(this.#writer.buffer, at, bits === 32 ? shortestFloat32(rounded) : rounded)
  }

  complex(): never {
    throw noComplex('encode')
  }

  string(slot: Slot, value: string): void {
    if (typeof value !== 'string') throw expected('a string', value)
    if (slot === KEY) this.#key(value)
    else writeString(this.#writer, this.#room, this.#lead(slot, textRoom(value)), value)
  }

  bytes(slot: Slot, value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) throw expected('a Uint8Array', value)
    const length = base64Length(value.length)
    this.#room.check(length)
    const { buffer, at } = this.#opened(slot, length)
    this.#closed(writeBase64(buffer, at, value))
  }

  custom<T>(slot: Slot, value: T, { hook }: CustomType<T>): void {
    writeCustom(this, slot, value, hook)
  }

  date(slot: Slot, value: Date): void {
    this.#time(slot, timestampOf(value), value)
  }

  timestamp(slot: Slot, value: Timestamp): void {
    if (typeof value !== 'object' || value === null) throw expected('a timestamp', value)
    this.#time(slot, value, value)
  }

  enum(slot: Slot, value: string | number, { base, name, values }: EnumType): void {
    if (!values.has(value)) throw expected(`one of ${name}`, value)
    if (base === 'string') this.string(slot, value as string)
    else this.int(slot, value as number, 53)
  }

  unknown(slot: Slot, value: unknown): void {
    writeUnknown(this, slot, value)
  }

  null(slot: Slot): void {
    this.#literal(slot, NULL)
  }

  beginStruct(slot: Slot, type: StructType, value: object): void {
    if (typeof value !== 'object' || value === null) throw expected(`an object (${type.name})`, value)
    const ordered = this.#ordered && this.#depth === 0
    this.#begin(slot, ordered ? OPEN_BRACKET : OPEN_BRACE)
    this.#keys = ordered ? ORDERED : this.#shapes.of(type).bytes
  }

  endStruct(): void {
    if (this.#keys === ORDERED) this.#end(OPEN_BRACKET, CLOSE_BRACKET)
    else this.#end(OPEN_BRACE, CLOSE_BRACE)
  }

  beginList(slot: Slot, type: ListType | TupleType, count: number): void {
    checkCount(count, fixedLength(type))
    // Each item takes a byte and what stands before it another.
    this.#room.check(count * 2)
    this.#begin(slot, OPEN_BRACKET)
  }

  endList(): void {
    this.#end(OPEN_BRACKET, CLOSE_BRACKET)
  }

  beginMap(slot: Slot, _type: MapType, count: number): void {
    if (count < 0) throw new RpcError('encode', 'expected a map')
    this.#begin(slot, OPEN_BRACE)
  }

  endMap(): void {
    this.#end(OPEN_BRACE, CLOSE_BRACE)
  }

  /** The union is its member's object, which brings the colon behind the key itself. */
  beginUnion(slot: Slot, type: UnionType, member: number): void {
    if (member < 0) throw new RpcError('encode', `expected a member of ${type.name}`)
    if (slot < 0) return
    this.#writer.position = this.#lead(slot, 0) - 1
    this.#before = COLON
  }

  endUnion(): void {}

  #begin(slot: Slot, bracket: number): void {
    if (this.#depth === this.#nesting) {
      throw new RpcError('limit', `more than ${this.#nesting} values inside each other; is the value part of itself?`)
    }
    this.#writer.position = this.#lead(slot, 0)
    this.#outer[this.#depth++] = this.#keys
    this.#before = bracket
  }

  #end(opening: number, closing: number): void {
    this.#room.reserve(2)
    const { buffer } = this.#writer
    if (this.#before === opening) buffer[this.#writer.position++] = opening
    buffer[this.#writer.position++] = closing
    this.#before = COMMA
    this.#keys = this.#outer[--this.#depth] as readonly Uint8Array[]
  }

  /** Writes what stands before a value, with room for `room` bytes of it, and answers with where it begins. */
  #lead(slot: Slot, room: number): number {
    if (this.#keys === ORDERED && slot >= 0) return this.#leadInOrder(slot, room)
    const writer = this.#writer
    const before = this.#before
    this.#before = COMMA
    if (slot >= 0) {
      const key = this.#keys[slot] as Uint8Array
      this.#room.reserve(room + key.length + 1)
      const { buffer } = writer
      let p = writer.position
      buffer[p++] = before
      for (let i = 0; i < key.length; i++) buffer[p++] = key[i] as number
      return p
    }
    if (slot === KEY) throw new RpcError('encode', 'a key in JSON is a string or an integer')
    this.#room.reserve(room + 1)
    writer.buffer[writer.position] = before
    return writer.position + 1
  }

  /** As {@link #lead}, with a null for each field that was left out. */
  #leadInOrder(slot: number, room: number): number {
    for (; this.#next < slot; this.#next++) this.null(VALUE)
    this.#next++
    return this.#lead(VALUE, room)
  }

  #key(text: string): void {
    this.#room.reserve(textRoom(text) + 1)
    this.#writer.buffer[this.#writer.position] = this.#before
    this.#before = COLON
    writeString(this.#writer, this.#room, this.#writer.position + 1, text)
  }

  #integer(slot: Slot, value: number): void {
    if (slot === KEY) this.#key(String(value))
    else {
      const at = this.#lead(slot, NUMBER_BYTES)
      this.#writer.position = writeInteger(this.#writer.buffer, at, value)
    }
  }

  #literal(slot: Slot, word: Uint8Array): void {
    const at = this.#lead(slot, word.length)
    this.#writer.buffer.set(word, at)
    this.#writer.position = at + word.length
  }

  #time(slot: Slot, moment: Timestamp, value: unknown): void {
    if (!isWritable(moment)) throw expected('a moment in the years 0 to 9999 and a zone of whole minutes', value)
    const { buffer, at } = this.#opened(slot, TIME_BYTES)
    this.#closed(writeTime(buffer, at, moment))
  }

  #opened(slot: Slot, length: number): { readonly buffer: Uint8Array; readonly at: number } {
    const at = this.#lead(slot, length + 2)
    const { buffer } = this.#writer
    buffer[at] = QUOTE
    return { buffer, at: at + 1 }
  }

  #closed(end: number): void {
    this.#writer.buffer[end] = QUOTE
    this.#writer.position = end + 1
  }
}
