import type { ByteWriter } from '../../bytes.js'
import type { Encoder, Slot } from '../../encoder.js'
import { KEY } from '../../encoder.js'
import { RpcError } from '../../error.js'
import { expected } from '../../expected.js'
import { checkInt, checkUint } from '../../integer.js'
import type { Limits } from '../../limits.js'
import type { EnumType, ListType, MapType, StructType, Timestamp, TupleType, UnionType } from '../../type.js'
import {
  ascii,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  writeAscii,
} from './ascii.js'
import { base64Length, writeBase64 } from './base64.js'
import { NUMBER_BYTES, shortestFloat32, writeInteger, writeNumber } from './number.js'
import { isWritable, TIME_BYTES, writeTime } from './rfc3339.js'
import { shapeOf } from './shape.js'
import { BYTES_PER_UNIT, writeText } from './text.js'
import { writeUnknown } from './unknown.js'

/** A longer text is written in pieces of this many units, so that room is made for what it is and not for what it might be. */
const PIECE = 1024

const NO_KEYS: readonly Uint8Array[] = []
const NULL = ascii('null')
const TRUE = ascii('true')
const FALSE = ascii('false')

/**
 * Writes values as JSON text. Whatever comes next, one byte stands before it:
 * the bracket that opens what it is in, a comma, or the colon behind a key. That
 * byte is kept and written with the value, so that none is ever taken back.
 */
export class JsonEncoder implements Encoder {
  readonly #writer: ByteWriter
  readonly #limits: Limits
  #before = 0
  /** The keys of the innermost struct, and those of what it stands in. */
  #keys: readonly Uint8Array[] = NO_KEYS
  readonly #outer: (readonly Uint8Array[])[] = []
  #depth = 0
  /** Where the message began, as a length of the writer. */
  #start = 0

  constructor(writer: ByteWriter, limits: Limits) {
    this.#writer = writer
    this.#limits = limits
  }

  /** Begins a value of a message that began when the writer held `start` bytes; `before` is the byte to write first. */
  open(start: number, before: number): void {
    this.#start = start
    this.#before = before
    this.#depth = 0
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
    if (typeof value !== 'bigint' || BigInt.asIntN(64, value) !== value) throw expected('an int64 as a bigint', value)
    this.#bigint(slot, value)
  }

  uint64(slot: Slot, value: bigint): void {
    if (typeof value !== 'bigint' || BigInt.asUintN(64, value) !== value) throw expected('a uint64 as a bigint', value)
    this.#bigint(slot, value)
  }

  float(slot: Slot, value: number, bits: 32 | 64): void {
    const rounded = bits === 32 ? Math.fround(value) : value
    if (typeof value !== 'number' || !Number.isFinite(rounded)) throw expected(`a finite float${bits}`, value)
    const at = this.#lead(slot, NUMBER_BYTES)
    this.#writer.position = writeNumber(this.#writer.buffer, at, bits === 32 ? shortestFloat32(rounded) : rounded)
  }

  string(slot: Slot, value: string): void {
    if (typeof value !== 'string') throw expected('a string', value)
    if (slot === KEY) this.#key(value)
    else this.#text(this.#lead(slot, textRoom(value)), value)
  }

  bytes(slot: Slot, value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) throw expected('a Uint8Array', value)
    const length = base64Length(value.length)
    if (length > this.#limits.message) throw this.#tooLong()
    const { buffer, at } = this.#opened(slot, length)
    this.#closed(writeBase64(buffer, at, value))
  }

  date(slot: Slot, value: Date): void {
    const time = value instanceof Date ? value.getTime() : Number.NaN
    const seconds = Math.floor(time / 1000)
    this.#time(slot, { seconds, nanos: (time - seconds * 1000) * 1e6, offset: 0 }, value)
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
    this.#begin(slot, OPEN_BRACE)
    this.#keys = shapeOf(type).bytes
  }

  endStruct(): void {
    this.#end(OPEN_BRACE, CLOSE_BRACE)
  }

  beginList(slot: Slot, type: ListType | TupleType, count: number): void {
    const length = type.kind === 'list' ? type.length : type.elements.length
    if (count < 0) throw new RpcError('encode', 'expected an array')
    if (length !== undefined && count !== length)
      throw new RpcError('encode', `expected an array of ${length} items, got ${count}`)
    // Each item takes a byte and what stands before it another.
    if (count * 2 > this.#limits.message) throw this.#tooLong()
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
    if (this.#depth === this.#limits.nesting) {
      throw new RpcError(
        'limit',
        `more than ${this.#limits.nesting} values inside each other; is the value part of itself?`,
      )
    }
    this.#writer.position = this.#lead(slot, 0)
    this.#outer[this.#depth++] = this.#keys
    this.#before = bracket
  }

  #end(opening: number, closing: number): void {
    this.#reserve(2)
    const { buffer } = this.#writer
    if (this.#before === opening) buffer[this.#writer.position++] = opening
    buffer[this.#writer.position++] = closing
    this.#before = COMMA
    this.#keys = this.#outer[--this.#depth] as readonly Uint8Array[]
  }

  /** Writes what stands before a value, with room for `room` bytes of it, and answers with where it begins. */
  #lead(slot: Slot, room: number): number {
    const writer = this.#writer
    const before = this.#before
    this.#before = COMMA
    if (slot >= 0) {
      const key = this.#keys[slot] as Uint8Array
      this.#reserve(room + key.length + 1)
      const { buffer } = writer
      let p = writer.position
      buffer[p++] = before
      for (let i = 0; i < key.length; i++) buffer[p++] = key[i] as number
      return p
    }
    if (slot === KEY) throw new RpcError('encode', 'a key in JSON is a string or an integer')
    this.#reserve(room + 1)
    writer.buffer[writer.position] = before
    return writer.position + 1
  }

  #key(text: string): void {
    this.#reserve(textRoom(text) + 1)
    this.#writer.buffer[this.#writer.position] = this.#before
    this.#before = COLON
    this.#text(this.#writer.position + 1, text)
  }

  #integer(slot: Slot, value: number): void {
    if (slot === KEY) this.#key(String(value))
    else {
      const at = this.#lead(slot, NUMBER_BYTES)
      this.#writer.position = writeInteger(this.#writer.buffer, at, value)
    }
  }

  #bigint(slot: Slot, value: bigint): void {
    const small = Number(value)
    if (Number.isSafeInteger(small)) this.#integer(slot, small)
    else if (slot === KEY) this.#key(String(value))
    else {
      const at = this.#lead(slot, NUMBER_BYTES)
      this.#writer.position = writeAscii(this.#writer.buffer, at, String(value))
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

  /** Opens a string of `length` plain bytes. */
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

  /** Writes a string where there is {@link textRoom} for it. */
  #text(at: number, text: string): void {
    const writer = this.#writer
    writer.buffer[at] = QUOTE
    writer.position = at + 1
    let from = 0
    for (; text.length - from > PIECE; ) {
      // A pair of surrogates stays in one piece.
      const to = from + PIECE + ((text.charCodeAt(from + PIECE) & 0xfc00) === 0xdc00 ? 1 : 0)
      writer.position = writeText(writer.buffer, writer.position, text, from, to)
      from = to
      this.#reserve((PIECE + 1) * BYTES_PER_UNIT + 2)
    }
    this.#closed(writeText(writer.buffer, writer.position, text, from, text.length))
  }

  /** As the writer's own, but what is too long stops growing. */
  #reserve(count: number): void {
    const writer = this.#writer
    if (writer.position + count <= writer.buffer.length) return
    if (writer.length - this.#start > this.#limits.message) throw this.#tooLong()
    writer.reserve(count)
  }

  #tooLong(): RpcError {
    return new RpcError('limit', `a message of more than ${this.#limits.message} bytes`)
  }
}

/** Room for a string that is written in one piece, or for the first piece of a longer one. */
function textRoom(text: string): number {
  return Math.min(text.length, PIECE + 1) * BYTES_PER_UNIT + 2
}
