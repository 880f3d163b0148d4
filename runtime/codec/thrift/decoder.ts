import { type Decoder, END } from '../../decoder.js'
import { RpcError } from '../../error.js'
import type { Limits } from '../../limits.js'
import type { ListType, MapType, StructType, TupleType, UnionType } from '../../type.js'
import { fixedLength } from '../../type.js'
import { LIST, MAP, SET, STOP, STRUCT, typeNames, type WireType } from './format.js'
import { AGAIN, IMPLIED, keyTwice } from './mismatch.js'
import { Part, type Protocol } from './protocol.js'
import { ScalarReader } from './scalar-reader.js'
import { Scanner } from './scanner.js'
import { membersOf, noShape, type Shape, shapeOf } from './shape.js'

/** Makes a text of bytes, whatever they are, and other texts of other bytes. */
const oneByteEach = new TextDecoder('latin1')

/** Reads values that are known to be whole and valid, so that only types are checked here. */
export class ThriftDecoder extends ScalarReader implements Decoder {
  readonly #protocol: Protocol
  readonly #nesting: number
  readonly #part = new Part()
  readonly #skimmer: Scanner
  #depth = 0
  /** For each level that is open, from 1: of a struct its shape, and the number of the field at hand; of a collection its types. */
  readonly #shapes: Shape[] = [noShape]
  readonly #ids: number[] = [0]
  readonly #keys: number[] = [0]
  readonly #values: number[] = [0]
  /** The keys of each map that is open, and where the one at hand stands. */
  readonly #read: (Set<string> | undefined)[] = [undefined]
  #keyAt = 0
  /** Which of a struct's fields were there: those that are marked with its own count of structs. */
  readonly #marks: number[][] = [[]]
  readonly #structs: number[] = [0]
  #count = 0

  constructor(protocol: Protocol, { message, nesting, objects }: Limits) {
    super(protocol.reader, objects)
    this.#protocol = protocol
    this.#nesting = nesting
    this.#skimmer = new Scanner(protocol, message)
  }

  /** Begins at a value of this type. */
  open(buffer: Uint8Array, position: number, type: number): void {
    this.buffer = buffer
    this.position = position
    this.type = type
    this.inHead = undefined
    this.#depth = 0
    this.budget.open()
  }

  /**
   * Begins inside of the struct at `position`, at the value of its field of this
   * number, or, if there is none, at nothing.
   */
  openField(buffer: Uint8Array, position: number, id: number): void {
    this.open(buffer, position, STRUCT)
    this.#part.id = 0
    while (this.readField() !== STOP && this.#part.id !== id) this.skip()
  }

  /** Passes over the head of a field, and answers with the number of the field, or `undefined` after the last. */
  firstField(): number | undefined {
    this.#part.id = 0
    return this.readField() === STOP ? undefined : this.#part.id
  }

  beginStruct(type: StructType): void {
    this.#enter(STRUCT, `a struct (${type.name})`)
    const shape = shapeOf(type)
    if (shape.refusal !== undefined) throw new RpcError('decode', shape.refusal)
    const depth = this.#depth
    this.#shapes[depth] = shape
    this.#ids[depth] = 0
    this.#structs[depth] = ++this.#count
    this.#marks[depth] ??= []
  }

  nextField(): number {
    const depth = this.#depth
    const shape = this.#shapes[depth] as Shape
    const marks = this.#marks[depth] as number[]
    const own = this.#structs[depth] as number
    this.#part.id = this.#ids[depth] as number
    while (this.readField() !== STOP) {
      const field = shape.indexes.get(this.#part.id)
      if (field !== undefined) {
        this.#ids[depth] = this.#part.id
        if (marks[field] === own) this.type = AGAIN
        marks[field] = own
        return field
      }
      this.skip()
    }
    const { required } = shape
    for (let field = 0; field < required.length; field++) {
      if (!required[field] || marks[field] === own) continue
      marks[field] = own
      if (shape.implied[field]) this.type = IMPLIED
      // The end is found again after it.
      this.position--
      return field
    }
    this.#depth--
    return END
  }

  missing(type: StructType, field: number): never {
    throw new RpcError('decode', `missing, and ${type.fields[field]?.name} has no zero value`)
  }

  beginList(type: ListType | TupleType): number {
    const isSet = type.kind === 'list' && type.set
    this.#enter(isSet ? SET : LIST, typeNames[isSet ? SET : LIST])
    this.position = this.#protocol.heads.list(this.#part, this.buffer, this.position, this.buffer.length)
    const { count } = this.#part
    const length = fixedLength(type)
    if (length !== undefined && length !== count)
      throw new RpcError('decode', `expected a list of ${length} items, got ${count}`)
    this.#values[this.#depth] = this.#part.type
    return count
  }

  nextItem(left: number): boolean {
    if (left > 0) {
      this.type = this.#values[this.#depth] as number
      return true
    }
    this.#depth--
    return false
  }

  beginMap(_type: MapType): number {
    this.#enter(MAP, typeNames[MAP])
    this.position = this.#protocol.heads.map(this.#part, this.buffer, this.position, this.buffer.length)
    this.#keys[this.#depth] = this.#part.keyType
    this.#values[this.#depth] = this.#part.type
    this.#read[this.#depth] = undefined
    return this.#part.count
  }

  nextKey(left: number): boolean {
    if (!this.nextItem(left)) return false
    this.type = this.#keys[this.#depth] as number
    this.#keyAt = this.position
    return true
  }

  nextValue(): void {
    const { buffer, position } = this
    this.#read[this.#depth] ??= new Set()
    const keys = this.#read[this.#depth] as Set<string>
    const { size } = keys
    // A key has one form in bytes, but for integers of the compact protocol that are longer than they need to be.
    if (keys.add(oneByteEach.decode(buffer.subarray(this.#keyAt, position))).size === size) throw keyTwice()
    this.type = this.#values[this.#depth] as number
  }

  beginUnion(type: UnionType): number {
    this.#enter(STRUCT, `a union (${type.name})`)
    this.#part.id = 0
    if (this.readField() === STOP) throw new RpcError('decode', `missing, expected a member of ${type.name}`)
    const { id } = this.#part
    const member = membersOf(type).findIndex(({ indexes }) => indexes.has(id))
    if (member < 0) throw new RpcError('decode', `${type.name} has no member with the number ${id}`)
    return member
  }

  endUnion(): void {
    this.#depth--
    if (this.readField() !== STOP) throw new RpcError('decode', 'a union of more than one member')
  }

  /** Passes over the head of a field, and answers with the type of its value, which comes next. */
  private readField(): number {
    const part = this.#part
    part.bool = undefined
    this.position = this.#protocol.heads.field(part, this.buffer, this.position, this.buffer.length)
    this.type = part.type
    this.inHead = part.bool
    return part.type
  }

  /** Passes over the value that comes next. */
  private skip(): void {
    if (this.inHead !== undefined) return
    this.#skimmer.begin(this.type as WireType)
    this.#skimmer.isWhole(this.buffer, this.position, this.buffer.length)
    this.position += this.#skimmer.length
  }

  /** Goes into what begins here. */
  #enter(type: number, what: string): void {
    if (this.type !== type) throw this.mismatch(what)
    if (this.#depth === this.#nesting)
      throw new RpcError('limit', `more than ${this.#nesting} values inside each other`)
    this.budget.spend()
    this.#depth++
  }
}
