import { type ByteWriter, ROOM } from '../../bytes.js'
import type { Slot } from '../../encoder.js'
import { RpcError } from '../../error.js'
import { expected } from '../../expected.js'
import type { Limits } from '../../limits.js'
import type { ListType, MapType, StructType, TupleType } from '../../type.js'
import { fixedLength } from '../../type.js'
import { putUint } from './number.js'
import { structShape } from './shape.js'

/**
 * Writes what goes around values: the numbers of fields, the ends of structs, and
 * counts. It is called several times for each struct, so that its parts are few
 * and short: the engine builds those into their callers.
 */
export class ContainerWriter {
  protected readonly writer: ByteWriter
  readonly #limit: number
  readonly #nesting: number
  /** The innermost struct, undefined outside all structs, and the field of it that was written last. */
  #type: StructType | undefined
  #last = -1
  /** The same of what is around, by depth. */
  readonly #types: (StructType | undefined)[] = []
  readonly #lasts: number[] = []
  #depth = 0

  constructor(writer: ByteWriter, { message, nesting }: Limits) {
    this.writer = writer
    this.#limit = message
    this.#nesting = nesting
  }

  /** Starts a new body, whatever became of the one before. */
  begin(): void {
    this.#type = undefined
    this.#last = -1
    this.#depth = 0
  }

  beginStruct(slot: Slot, type: StructType, value: object): void {
    if (typeof value !== 'object' || value === null) throw expected(`an object (${type.name})`, value)
    const depth = this.enter()
    this.writer.position = this.lead(slot)
    this.#types[depth] = this.#type
    this.#lasts[depth] = this.#last
    this.#type = type
    this.#last = -1
  }

  endStruct(): void {
    const depth = this.#depth--
    this.#type = this.#types[depth]
    this.#last = this.#lasts[depth] as number
    const { writer } = this
    if (writer.position > writer.edge) writer.reserve(ROOM)
    writer.buffer[writer.position++] = 0
  }

  beginList(slot: Slot, type: ListType | TupleType, count: number): void {
    if (count < 0) throw new RpcError('encode', 'expected an array')
    const length = fixedLength(type)
    if (length !== undefined && length !== count) {
      throw new RpcError('encode', `expected an array of ${length} items, got ${count}`)
    }
    this.check(count)
    this.enter()
    if (count === 0 && length === undefined && this.omits(slot)) return
    this.#count(slot, count)
  }

  endList(): void {
    this.leave()
  }

  beginMap(slot: Slot, _type: MapType, count: number): void {
    if (count < 0) throw new RpcError('encode', 'expected a map')
    this.check(count)
    this.enter()
    this.#count(slot, count)
  }

  endMap(): void {
    this.leave()
  }

  /** Puts the number of the field, and makes room for a short value behind it; answers with where that goes. */
  protected lead(slot: Slot): number {
    const { writer } = this
    if (writer.position > writer.edge) writer.reserve(ROOM)
    const at = writer.position
    if (slot < 0) return at
    // Fields are numbered by their distance.
    const delta = slot - this.#last
    this.#last = slot
    if (delta >= 128) return putUint(writer.view, at, delta)
    writer.buffer[at] = delta
    return at + 1
  }

  /** Whether a zero value is left out in this slot. */
  protected omits(slot: Slot): boolean {
    const type = this.#type
    return slot >= 0 && (type === undefined || structShape(type).explicit[slot] !== true)
  }

  /** Each unit, byte or item takes a byte at least, so what is too long is told before room is made for it. */
  protected check(count: number): void {
    if (count <= this.#limit) return
    throw new RpcError('limit', `more than the ${this.#limit} bytes that a message may have`)
  }

  /** Answers with the depth. */
  protected enter(): number {
    if (this.#depth < this.#nesting) return ++this.#depth
    throw new RpcError('limit', `more than ${this.#nesting} values inside each other; is the value part of itself?`)
  }

  protected leave(): void {
    this.#depth--
  }

  #count(slot: Slot, count: number): void {
    const at = this.lead(slot)
    this.writer.position = putUint(this.writer.view, at, count)
  }
}
