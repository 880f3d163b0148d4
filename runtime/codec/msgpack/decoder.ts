import { type Decoder, END } from '../../decoder.js'
import { RpcError } from '../../error.js'
import type { Limits } from '../../limits.js'
import type { ListType, MapType, StructType, TupleType, UnionType } from '../../type.js'
import { fixedLength } from '../../type.js'
import type { Dialect } from './dialect.js'
import {
  ARRAY_KIND,
  BINARY_KIND,
  KINDS,
  LENGTH_BYTES,
  MAP_KIND,
  NEVER_USED,
  NIL,
  readLength,
  STRING_KIND,
} from './format.js'
import { MISSING, TWICE, twice } from './mismatch.js'
import { ScalarReader } from './scalar-reader.js'
import { MASKED, type Shape, shapeOf } from './shape.js'
import { findMember } from './union.js'
import { readUnknown } from './unknown.js'

/** Reads values of MessagePack that are known to be whole and valid, so that only types are checked here. */
export class MsgpackDecoder extends ScalarReader implements Decoder {
  readonly #nesting: number
  #depth = 0
  /** Whether the struct that comes next is an array of its fields. */
  #positional = false
  /** For each level that is open, from 1: of a struct its shape, whether it is an array, how many fields are left, and the one at hand. */
  readonly #shapes: (Shape | undefined)[] = [undefined]
  readonly #arrays: boolean[] = [false]
  readonly #left: number[] = [0]
  readonly #fields: number[] = [-1]
  /** Which of its fields were there: a bit for each of the first, the others in a set. */
  readonly #seen: number[] = [0]
  readonly #seenBeyond: (Set<number> | undefined)[] = [undefined]
  /** Of each map that is open, the keys that were there; and where the one at hand stands. */
  readonly #mapKeys: (Set<unknown> | undefined)[] = [undefined]
  #keyAt = 0

  constructor(dialect: Dialect, { nesting, objects }: Limits) {
    super(dialect, objects)
    this.#nesting = nesting
  }

  /** Begins at the value at `position`. A struct is an array when it is `positional`. */
  open(buffer: Uint8Array, position: number, positional: boolean = false): void {
    this.buffer = buffer
    this.position = position
    this.#depth = 0
    this.budget.open()
    this.#positional = positional
  }

  /** Gives up on the innermost of what is open and goes back to where it began. */
  leave(position: number): void {
    this.position = position
    this.budget.regain()
    this.#depth--
  }

  unknown(): unknown {
    if (this.buffer[this.position] === NEVER_USED) throw this.mismatch('a value')
    return readUnknown(this)
  }

  beginStruct(type: StructType): void {
    const positional = this.#positional
    const count = this.#enter(positional ? ARRAY_KIND : MAP_KIND, `a map (${type.name})`)
    const depth = this.#depth
    this.#shapes[depth] = shapeOf(this.dialect, type)
    this.#arrays[depth] = positional
    this.#left[depth] = count
    this.#fields[depth] = -1
    this.#seen[depth] = 0
    if (type.fields.length > MASKED) this.#seenBeyond[depth] = new Set()
  }

  nextField(): number {
    const depth = this.#depth
    const shape = this.#shapes[depth] as Shape
    const { buffer } = this
    for (let left = this.#left[depth] as number; left > 0; ) {
      this.#left[depth] = --left
      const before = this.#fields[depth] as number
      const field = this.#arrays[depth] ? this.#place(shape, before) : this.#key(shape, before)
      if (field >= 0) {
        this.#fields[depth] = field
        if (!this.dialect.zeros && this.#wasSeen(field)) return this.#instead(TWICE, field)
        if (buffer[this.position] !== NIL || shape.nullable[field] || !this.#isAbsent(shape, field)) return field
      }
      this.skip()
    }
    const missing = this.dialect.zeros ? END : this.#missing(shape)
    if (missing !== END) return this.#instead(MISSING, missing)
    this.#depth--
    return END
  }

  missing(type: StructType, field: number): never {
    throw new RpcError('decode', `missing, and ${type.fields[field]?.name} has no zero value`)
  }

  beginList(type: ListType | TupleType): number {
    const count = this.#enter(ARRAY_KIND, 'an array')
    const length = fixedLength(type)
    if (length !== undefined && length !== count)
      throw new RpcError('decode', `expected an array of ${length} items, got ${count}`)
    return count
  }

  nextItem(left: number): boolean {
    if (left > 0) return true
    this.#depth--
    return false
  }

  beginMap(_type: MapType): number {
    const count = this.#enter(MAP_KIND, 'a map')
    this.#mapKeys[this.#depth] = undefined
    return count
  }

  nextKey(left: number): boolean {
    this.#keyAt = this.position
    return this.nextItem(left)
  }

  nextValue(): void {
    if (this.dialect.zeros) return
    this.#mapKeys[this.#depth] ??= new Set()
    const keys = this.#mapKeys[this.#depth] as Set<unknown>
    const { size } = keys
    const { position } = this
    this.position = this.#keyAt
    // Old peers have one form for texts and bytes, and a text may come as either.
    const kind = this.kind()
    const key = kind === STRING_KIND || kind === BINARY_KIND ? this.string() : this.unknown()
    this.position = position
    if (keys.add(key).size === size) throw twice()
  }

  beginUnion(type: UnionType): number {
    if (this.kind() !== MAP_KIND) throw this.mismatch(`a map (${type.name})`)
    this.#positional = false
    return findMember(this, type)
  }

  endUnion(): void {}

  /** Goes into what begins here, or into the nil that stands for an empty one; answers with the number of its entries. */
  #enter(kind: number, what: string): number {
    const { buffer, position } = this
    const first = buffer[position] as number
    const isNil = first === NIL && this.dialect.zeros
    if (KINDS[first] !== kind && !isNil) throw this.mismatch(kind === ARRAY_KIND ? 'an array' : what)
    if (this.#depth === this.#nesting)
      throw new RpcError('limit', `more than ${this.#nesting} values inside each other`)
    this.budget.spend()
    this.#depth++
    this.#positional = false
    const bytes = LENGTH_BYTES[first] as number
    this.position = position + 1 + bytes
    if (isNil) return 0
    return bytes === 0 ? first & 0x0f : readLength(buffer, position + 1, bytes)
  }

  /** Passes over a key. The field that is expected is compared with byte by byte, any other looked up by its name. */
  #key(shape: Shape, before: number): number {
    const { buffer, position } = this
    const expected = shape.after[before + 1] as number
    const key = shape.keys[expected] as Uint8Array
    let i = 0
    while (i < key.length && buffer[position + i] === key[i]) i++
    if (i === key.length) {
      this.position = position + i
      return expected
    }
    const kind = this.kind()
    if (kind !== STRING_KIND && kind !== BINARY_KIND) {
      this.skip()
      return -1
    }
    const found = shape.indexes.get(this.string())
    if (found === undefined) return -1
    shape.after[before + 1] = found
    return found
  }

  /** Whether this field of the innermost struct was there before; from now on it was. */
  #wasSeen(field: number): boolean {
    const depth = this.#depth
    const seen = this.#seen[depth] as number
    if (field < MASKED) {
      this.#seen[depth] = seen | (1 << field)
      return (seen & (1 << field)) !== 0
    }
    const beyond = this.#seenBeyond[depth] as Set<number>
    const { size } = beyond
    return beyond.add(field).size === size
  }

  /** Goes before what stands in the place of a field that cannot be read. */
  #instead(place: Uint8Array, field: number): number {
    this.buffer = place
    this.position = 0
    return field
  }

  /** The field that follows in an array, or -1 for what is behind the last. */
  #place({ names }: Shape, before: number): number {
    return before + 1 < names.length ? before + 1 : -1
  }

  /** Whether the nil of a field that has none says that it is absent. */
  #isAbsent({ optional }: Shape, field: number): boolean {
    return this.dialect.zeros || (optional[field] as boolean)
  }

  /** The first required field of the innermost struct that was not there, or END. */
  #missing({ required, optional }: Shape): number {
    const absent = required & ~(this.#seen[this.#depth] as number)
    if (absent !== 0) return 31 - Math.clz32(absent & -absent)
    for (let field = MASKED; field < optional.length; field++) {
      if (!optional[field] && !this.#seenBeyond[this.#depth]?.has(field)) return field
    }
    return END
  }
}
