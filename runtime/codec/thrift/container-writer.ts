import type { ByteWriter } from '../../bytes.js'
import { type Slot, VALUE } from '../../encoder.js'
import { RpcError } from '../../error.js'
import { expected } from '../../expected.js'
import { tooLong } from '../../too-long.js'
import type { ListType, MapType, StructType, TupleType, UnionType } from '../../type.js'
import { fixedLength } from '../../type.js'
import { LIST, MAP, SET, STOP, STRUCT, type WireType } from './format.js'
import { type Protocol, ROOM, type ValueWriter } from './protocol.js'
import { entriesOf, itemsOf, membersOf, noShape, type Shape, shapeOf } from './shape.js'

/** Writes what goes around values. */
export class ContainerWriter {
  protected readonly writer: ByteWriter
  protected readonly values: ValueWriter
  readonly #limit: number
  readonly #nesting: number
  /** Where the message began, as a length of the writer. */
  #start = 0
  /** Of the innermost struct: its shape, and the number of the field written last. */
  #shape: Shape = noShape
  #last = 0
  /** The same of what is around. */
  readonly #outerShapes: Shape[] = []
  readonly #outerLasts: number[] = []
  #depth = 0

  /** `limit` is the most bytes that a message may have, `nesting` how many values may stand inside each other. */
  constructor(writer: ByteWriter, protocol: Protocol, limit: number, nesting: number) {
    this.writer = writer
    this.values = protocol.writer
    this.#limit = limit
    this.#nesting = nesting
  }

  /** Begins a value of the message that began at `start`, a length of the writer: in the one field of `wrapper`, if there is one. */
  open(start: number, wrapper: Shape = noShape): void {
    if (wrapper.refusal !== undefined) throw new RpcError('encode', wrapper.refusal)
    this.#start = start
    this.#depth = 0
    this.#shape = wrapper
    this.#last = 0
  }

  /** Throws `limit` when the message has too many bytes by now. */
  check(more: number = 0): void {
    if (this.writer.length - this.#start + more > this.#limit) throw tooLong(this.#limit)
  }

  /** Ends a struct of which only fields were written. */
  stop(): void {
    this.writer.reserve(1)
    this.writer.buffer[this.writer.position++] = STOP
  }

  /** Nothing is sent for a null: the field is absent. */
  null(slot: Slot): void {
    if (slot >= 0 || this.#shape.wraps) return
    throw new RpcError('encode', 'Thrift has null in the place of a field only')
  }

  beginStruct(slot: Slot, type: StructType, value: object): void {
    if (typeof value !== 'object' || value === null) throw expected(`an object (${type.name})`, value)
    const shape = shapeOf(type)
    if (shape.refusal !== undefined) throw new RpcError('encode', shape.refusal)
    this.writer.position = this.lead(slot, STRUCT, 0)
    this.#enter(shape)
  }

  endStruct(): void {
    this.stop()
    this.#leave()
  }

  beginList(slot: Slot, type: ListType | TupleType, count: number): void {
    const isSet = type.kind === 'list' && type.set
    const length = fixedLength(type)
    if (count < 0) throw new RpcError('encode', isSet ? 'expected a Set' : 'expected an array')
    if (length !== undefined && count !== length)
      throw new RpcError('encode', `expected an array of ${length} items, got ${count}`)
    const items = itemsOf(type)
    if (typeof items === 'string') throw new RpcError('encode', items)
    this.check(count)
    const at = this.lead(slot, isSet ? SET : LIST, 0)
    this.#enter(noShape)
    this.writer.position = this.values.list(this.writer.buffer, at, items, count)
  }

  endList(): void {
    this.#leave()
  }

  beginMap(slot: Slot, type: MapType, count: number): void {
    if (count < 0) throw new RpcError('encode', 'expected a map')
    const types = entriesOf(type)
    if (typeof types === 'string') throw new RpcError('encode', types)
    this.check(count * 2)
    const at = this.lead(slot, MAP, 0)
    this.#enter(noShape)
    this.writer.position = this.values.map(this.writer.buffer, at, types.key, types.value, count)
  }

  endMap(): void {
    this.#leave()
  }

  /** A struct with the one field that is the member's. */
  beginUnion(slot: Slot, type: UnionType, member: number): void {
    const shape = membersOf(type)[member]
    if (shape === undefined) throw new RpcError('encode', `expected a member of ${type.name}`)
    if (shape.refusal !== undefined) throw new RpcError('encode', shape.refusal)
    this.writer.position = this.lead(slot, STRUCT, 0)
    this.#enter(shape)
  }

  endUnion(): void {
    this.endStruct()
  }

  /** Whether the field is told by the struct that it is in, and not sent. */
  protected isImplied(slot: Slot): boolean {
    return slot >= 0 && this.#shape.implied[slot] === true
  }

  /** Writes what stands before a value, with room for `more` bytes beside {@link ROOM}, and answers with where it begins. */
  protected lead(slot: Slot, type: WireType, more: number): number {
    this.reserve(ROOM + more)
    const { buffer, position } = this.writer
    const field = this.#fieldOf(slot)
    if (field < 0) return position
    const id = this.#shape.ids[field] as number
    const at = this.values.field(buffer, position, type, id, this.#last)
    this.#last = id
    return at
  }

  /** Writes a bool, which may be part of what stands before it. */
  protected putBool(slot: Slot, value: boolean): void {
    this.reserve(ROOM)
    const { buffer, position } = this.writer
    const field = this.#fieldOf(slot)
    if (field < 0) {
      this.writer.position = this.values.bool(buffer, position, value)
      return
    }
    const id = this.#shape.ids[field] as number
    this.writer.position = this.values.boolField(buffer, position, value, id, this.#last)
    this.#last = id
  }

  /** The index of the field that a value goes to, or -1 for an item, a key or a root. */
  #fieldOf(slot: Slot): number {
    return slot === VALUE && this.#shape.wraps ? 0 : slot
  }

  /** As the writer's own. Throws `limit` instead of growing for a message that is too long by now. */
  protected reserve(count: number): void {
    const { writer } = this
    if (writer.position + count <= writer.buffer.length) return
    this.check()
    writer.reserve(count)
  }

  #enter(shape: Shape): void {
    if (this.#depth === this.#nesting) {
      throw new RpcError('limit', `more than ${this.#nesting} values inside each other; is the value part of itself?`)
    }
    const depth = this.#depth++
    this.#outerShapes[depth] = this.#shape
    this.#outerLasts[depth] = this.#last
    this.#shape = shape
    this.#last = 0
  }

  #leave(): void {
    const depth = --this.#depth
    this.#shape = this.#outerShapes[depth] as Shape
    this.#last = this.#outerLasts[depth] as number
  }
}
