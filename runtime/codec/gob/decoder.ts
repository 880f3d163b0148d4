import type { Decoder } from '../../decoder.js'
import { END } from '../../decoder.js'
import { RpcError } from '../../error.js'
import type { EnumType, ListType, MapType, StructType, Timestamp, TupleType, Type } from '../../type.js'
import { corrupt, type Input } from './input.js'
import { floatOf } from './number.js'
import type { PeerTypes } from './peer-types.js'
import { compatible, type Plan, type Planner } from './plan.js'
import { goName, structShape } from './shape.js'
import { skip } from './skip.js'
import { dateOf, readTime } from './time.js'

const NO_PLAN: Plan = { id: 0, type: { kind: 'struct', id: -1, name: '', fields: [] }, ours: [], remote: [] }

/**
 * Reads values as encoding/gob/decode.go does. Whether the peer's types fit ours
 * is looked at once, when a body begins or a struct of the peer's is met first,
 * so nothing is left to compare while values are read.
 */
export class GobDecoder implements Decoder {
  readonly #input: Input
  readonly #peer: PeerTypes
  readonly #planner: Planner
  readonly #nesting: number
  /** The peer's type of the value that is read next. */
  #remote = 0
  /** The struct being read, and the peer's field of it that was read last. */
  #plan = NO_PLAN
  #field = -1
  #depth = 0
  /** By depth: for a struct, the plan and the field to go back to; for a list or a map, the peer's types of what is in it. */
  readonly #plans: Plan[] = []
  readonly #fields: number[] = []
  readonly #keys: number[] = []
  readonly #elements: number[] = []

  constructor(input: Input, peer: PeerTypes, planner: Planner, nesting: number) {
    this.#input = input
    this.#peer = peer
    this.#planner = planner
    this.#nesting = nesting
  }

  /** Starts a body of the peer's type `id`. Throws `decode` with Go's texts when that cannot be read as `type`. */
  begin(type: Type, id: number): void {
    this.#depth = 0
    this.#plan = NO_PLAN
    this.#field = -1
    this.#remote = id
    if (type.kind === 'struct') {
      this.#planner.checkBody(type, id)
      return
    }
    if (!compatible(type, id, this.#peer)) {
      throw corrupt(`decoding into local type *${goName(type)}, received remote type ${this.#peer.nameOf(id)}`)
    }
    // A body that is no struct stands as the only field of one (encoding/gob/decode.go, decodeSingle).
    if (this.#input.uint() !== 0) throw corrupt('decode: corrupted data: non-zero delta for singleton')
  }

  bool(): boolean {
    return this.#input.uint64() !== 0 || this.#input.high !== 0
  }

  int(bits: 8 | 16 | 32 | 53): number {
    const value = this.#input.int()
    if (bits === 53) {
      if (!Number.isSafeInteger(value)) throw this.#outOfRange()
    } else {
      const bound = 2 ** (bits - 1)
      if (!(value >= -bound && value < bound)) throw this.#outOfRange()
    }
    return value
  }

  uint(bits: 8 | 16 | 32): number {
    const value = this.#input.uint()
    if (!(value < 2 ** bits)) throw this.#outOfRange()
    return value
  }

  int64(): bigint {
    return this.#input.bigInt()
  }

  uint64(): bigint {
    return this.#input.bigUint()
  }

  float(bits: 32 | 64): number {
    const low = this.#input.uint64()
    const value = floatOf(this.#input.high, low)
    if (bits === 64) return value
    const rounded = Math.fround(value)
    if (!Number.isFinite(rounded) && Number.isFinite(value)) throw this.#outOfRange()
    return rounded
  }

  string(): string {
    return this.#input.string()
  }

  bytes(): Uint8Array {
    const input = this.#input
    const length = input.length('byte slice')
    const start = input.position
    input.position = start + length
    // A copy, and a plain one: the chunk may be a Buffer of Node's, whose `slice` is a view.
    return new Uint8Array(input.buffer.subarray(start, start + length))
  }

  date(): Date {
    return dateOf(this.timestamp())
  }

  timestamp(): Timestamp {
    const input = this.#input
    const length = input.length('time')
    const start = input.position
    input.position = start + length
    return readTime(input.buffer, start, start + length)
  }

  enum<T extends string | number>(type: EnumType<T>): T {
    const value = type.base === 'int' ? this.int(53) : this.string()
    if (!type.values.has(value as T)) throw new RpcError('decode', `${JSON.stringify(value)} is none of ${type.name}`)
    return value as T
  }

  unknown(): never {
    throw new RpcError('decode', 'the gob codec does not read interface values yet')
  }

  /** Gob leaves nulls out, so what stands here is a value. */
  null(): boolean {
    return false
  }

  beginStruct(type: StructType): void {
    const plan = this.#planner.planFor(type, this.#remote)
    const depth = this.#enter()
    this.#plans[depth] = this.#plan
    this.#fields[depth] = this.#field
    this.#plan = plan
    this.#field = -1
  }

  nextField(): number {
    const input = this.#input
    const { ours, remote } = this.#plan
    for (;;) {
      // The end of the message ends the structs in it, too (encoding/gob/decode.go, decodeStruct).
      if (input.position >= input.end) {
        input.check()
        return this.#endStruct()
      }
      const delta = input.uint()
      if (delta === 0) return this.#endStruct()
      const field = this.#field + delta
      if (field >= ours.length) throw corrupt('bad data: field numbers out of bounds')
      this.#field = field
      const index = ours[field] as number
      this.#remote = remote[field] as number
      if (index >= 0) return index
      skip(input, this.#remote, this.#peer, this.#nesting - this.#depth)
    }
  }

  missing(type: StructType, field: number): never {
    throw new RpcError('decode', `a ${type.fields[field]?.type.kind} has no zero value, and the peer sent none`)
  }

  beginList(type: ListType | TupleType): number {
    const wire = this.#peer.get(this.#remote)
    if (wire?.kind !== 'slice' && wire?.kind !== 'array') throw corrupt('bad data: not a list')
    const count = this.#count()
    const length = type.kind === 'list' ? type.length : type.elements.length
    if (length !== undefined && length !== count) throw corrupt('length mismatch in decodeArray')
    this.#elements[this.#enter()] = wire.element
    return count
  }

  nextItem(left: number): boolean {
    if (left <= 0) {
      this.#depth--
      return false
    }
    if (this.#input.left <= 0) throw corrupt('unexpected EOF')
    this.#remote = this.#elements[this.#depth] as number
    return true
  }

  beginMap(_type: MapType): number {
    const wire = this.#peer.get(this.#remote)
    if (wire?.kind !== 'map') throw corrupt('bad data: not a map')
    const count = this.#count()
    const depth = this.#enter()
    this.#keys[depth] = wire.key
    this.#elements[depth] = wire.element
    return count
  }

  nextKey(left: number): boolean {
    if (!this.nextItem(left)) return false
    this.#remote = this.#keys[this.#depth] as number
    return true
  }

  nextValue(): void {
    if (this.#input.left <= 0) throw corrupt('unexpected EOF')
    this.#remote = this.#elements[this.#depth] as number
  }

  beginUnion(): never {
    throw new RpcError('decode', 'the gob codec does not carry unions yet')
  }

  endUnion(): void {}

  /** A number of items, each of which takes a byte at least. */
  #count(): number {
    const count = this.#input.uint()
    if (!(count <= this.#input.left)) throw corrupt('length exceeds input size')
    return count
  }

  #enter(): number {
    if (this.#depth >= this.#nesting) {
      throw new RpcError('limit', `gob: more than ${this.#nesting} values inside each other`)
    }
    return ++this.#depth
  }

  #endStruct(): typeof END {
    const depth = this.#depth--
    this.#plan = this.#plans[depth] as Plan
    this.#field = this.#fields[depth] as number
    return END
  }

  #outOfRange(): RpcError {
    const { type, ours } = this.#plan
    const index = ours[this.#field] ?? -1
    const name = index < 0 ? 'Value' : structShape(type).names[index]
    return corrupt(`value for "${name}" out of range`)
  }
}
