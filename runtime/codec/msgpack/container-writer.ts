import type { ByteWriter } from '../../bytes.js'
import type { Slot } from '../../encoder.js'
import { RpcError } from '../../error.js'
import { expected } from '../../expected.js'
import { tooLong } from '../../too-long.js'
import type { ListType, MapType, StructType, TupleType, UnionType } from '../../type.js'
import { fixedLength } from '../../type.js'
import type { Dialect } from './dialect.js'
import { ARRAY16, FIXARRAY, FIXMAP, MAP16, NIL } from './format.js'
import { HEAD_BYTES, writeArrayHead, writeMapHead } from './head.js'
import { writeShort } from './number.js'
import { shapeOf } from './shape.js'

/** Those of a struct that is written as an array: its fields have none. */
const NO_KEYS: readonly Uint8Array[] = []

/** A container of fewer entries has its count in its first byte. */
const SMALL = 16

/**
 * Writes what goes around values. How many fields a struct has is known when it
 * ends, since optional ones may be left out: room for the count is kept in front,
 * as much as all of them may need.
 */
export class ContainerWriter {
  protected readonly writer: ByteWriter
  readonly dialect: Dialect
  readonly #limit: number
  readonly #nesting: number
  /** Where the message began, as a length of the writer. */
  #start = 0
  /** Whether the struct that comes next is an array of its fields. */
  #positional = false
  /** Of the innermost struct: its keys, where it begins as a length of the writer, and how many fields it has by now. */
  #keys: readonly Uint8Array[] = NO_KEYS
  #head = 0
  #count = 0
  /** The same of what is around. */
  readonly #outerKeys: (readonly Uint8Array[])[] = []
  readonly #outerHeads: number[] = []
  readonly #outerCounts: number[] = []
  #depth = 0

  /** `limit` is the most bytes that a message may have, `nesting` how many values may stand inside each other. */
  constructor(writer: ByteWriter, dialect: Dialect, limit: number, nesting: number) {
    this.writer = writer
    this.dialect = dialect
    this.#limit = limit
    this.#nesting = nesting
  }

  /** Begins a value of the message that began at `start`, a length of the writer. A struct is an array when it is `positional`. */
  open(start: number, positional: boolean = false): void {
    this.#start = start
    this.#positional = positional
    this.#depth = 0
    this.#keys = NO_KEYS
    this.#count = 0
  }

  /** Throws `limit` when the message has too many bytes by now. */
  check(more: number = 0): void {
    if (this.writer.length - this.#start + more > this.#limit) throw tooLong(this.#limit)
  }

  beginStruct(slot: Slot, type: StructType, value: object): void {
    if (typeof value !== 'object' || value === null) throw expected(`an object (${type.name})`, value)
    const positional = this.#positional
    const { keys } = shapeOf(this.dialect, type)
    const at = this.#enter(slot)
    // There is one key more than there are fields.
    const isSmall = keys.length <= SMALL
    this.writer.buffer[at] = positional ? (isSmall ? FIXARRAY : ARRAY16) : isSmall ? FIXMAP : MAP16
    this.writer.position = at + (isSmall ? 1 : 3)
    this.#head = at - this.writer.start
    this.#keys = positional ? NO_KEYS : keys
  }

  endStruct(): void {
    const { buffer, start } = this.writer
    const at = start + this.#head
    const first = buffer[at] as number
    if (first === MAP16 || first === ARRAY16) writeShort(buffer, at, first, this.#count, 2)
    else buffer[at] = first | this.#count
    this.#leave()
  }

  beginList(slot: Slot, type: ListType | TupleType, count: number): void {
    const length = fixedLength(type)
    if (count < 0) throw new RpcError('encode', 'expected an array')
    if (length !== undefined && count !== length)
      throw new RpcError('encode', `expected an array of ${length} items, got ${count}`)
    this.check(count)
    const at = this.#enter(slot)
    this.writer.position = writeArrayHead(this.writer.buffer, at, count)
  }

  endList(): void {
    this.#leave()
  }

  beginMap(slot: Slot, _type: MapType, count: number): void {
    if (count < 0) throw new RpcError('encode', 'expected a map')
    this.check(count * 2)
    const at = this.#enter(slot)
    this.writer.position = writeMapHead(this.writer.buffer, at, count)
  }

  endMap(): void {
    this.#leave()
  }

  /** The union is its member's map, which brings nothing in front. */
  beginUnion(slot: Slot, type: UnionType, member: number): void {
    if (member < 0) throw new RpcError('encode', `expected a member of ${type.name}`)
    this.writer.position = this.lead(slot, 0)
    this.#positional = false
  }

  endUnion(): void {}

  /** Goes into a container; answers with where it begins. */
  #enter(slot: Slot): number {
    if (this.#depth === this.#nesting) {
      throw new RpcError('limit', `more than ${this.#nesting} values inside each other; is the value part of itself?`)
    }
    const at = this.lead(slot, HEAD_BYTES)
    this.#positional = false
    const depth = this.#depth++
    this.#outerKeys[depth] = this.#keys
    this.#outerHeads[depth] = this.#head
    this.#outerCounts[depth] = this.#count
    this.#count = 0
    return at
  }

  #leave(): void {
    const depth = --this.#depth
    this.#keys = this.#outerKeys[depth] as readonly Uint8Array[]
    this.#head = this.#outerHeads[depth] as number
    this.#count = this.#outerCounts[depth] as number
  }

  /** Writes what stands before a value, with room for `room` bytes of it, and answers with where it begins. */
  protected lead(slot: Slot, room: number): number {
    const writer = this.writer
    if (slot < 0) {
      this.#reserve(room)
      return writer.position
    }
    const key = this.#keys[slot]
    if (key === undefined) return this.#leadItem(slot, room)
    this.#count++
    this.#reserve(room + key.length)
    const { buffer } = writer
    let p = writer.position
    for (let i = 0; i < key.length; i++) buffer[p++] = key[i] as number
    return p
  }

  /** A field that is told by its place: nil stands for those that were left out before it. */
  #leadItem(slot: Slot, room: number): number {
    this.#reserve(room + slot - this.#count)
    while (this.#count < slot) {
      this.writer.buffer[this.writer.position++] = NIL
      this.#count++
    }
    this.#count++
    return this.writer.position
  }

  /** As the writer's own. Throws `limit` instead of growing for a message that is too long by now. */
  #reserve(count: number): void {
    const writer = this.writer
    if (writer.position + count <= writer.buffer.length) return
    this.check()
    writer.reserve(count)
  }
}
