import { type Decoder, END } from '../../decoder.js'
import { RpcError } from '../../error.js'
import { readTime } from '../../go-time.js'
import { isInt } from '../../integer.js'
import { dateOf } from '../../moment.js'
import { ObjectBudget } from '../../object-budget.js'
import type {
  Complex,
  CustomType,
  EnumType,
  MapType,
  StructType,
  Timestamp,
  UnionMember,
  UnionType,
} from '../../type.js'
import { fixedLength, type ListType, type TupleType, type Type } from '../../type.js'
import { corrupt, type Input } from './input.js'
import { concreteType, interfaceName, passDefinition } from './interface.js'
import { tooDeep } from './limits.js'
import type { PeerTypes } from './peer-types.js'
import { noPlan, outOfRange, type Plan, Planner } from './plan.js'
import type { ReadOptions } from './read-options.js'
import { notRegistered, type Registered } from './registry.js'
import { memberNamed, notNull } from './shape.js'
import { Skimmer } from './skimmer.js'
import { INTERFACE } from './wire-type.js'

const MAX_FLOAT32 = 2 ** 128 - 2 ** 104

/**
 * Reads values as encoding/gob/decode.go does. Whether the peer's types fit ours
 * is looked at once, when a body begins or a struct of the peer's is met first,
 * so nothing is left to compare while values are read.
 */
export class GobDecoder implements Decoder {
  readonly #input: Input
  readonly #peer: PeerTypes
  readonly #planner: Planner
  readonly #registry: ReadonlyMap<string, Registered>
  readonly #nesting: number
  readonly #budget: ObjectBudget
  readonly #emptyEntries: number
  readonly #skimmer: Skimmer
  /** Keys and values of maps that took no byte. */
  #empty = 0
  /** The peer's type of the value that is read next. */
  #remote = 0
  /** The struct being read, and the peer's field of it that was read last. */
  #plan = noPlan
  #field = -1
  #depth = 0
  /** By depth: for a struct, the plan and the field to go back to; for a list or a map, the peer's types of what is in it. */
  readonly #plans: Plan[] = []
  readonly #fields: number[] = []
  readonly #keys: number[] = []
  readonly #elements: number[] = []

  constructor(input: Input, peer: PeerTypes, { registry, limits, gobLimits, onMismatch }: ReadOptions) {
    this.#input = input
    this.#peer = peer
    this.#planner = new Planner(peer, onMismatch)
    this.#registry = registry
    this.#nesting = limits.nesting
    this.#budget = new ObjectBudget(limits.objects)
    this.#emptyEntries = gobLimits.emptyEntries
    this.#skimmer = new Skimmer(input, peer, passDefinition(peer), limits.nesting, gobLimits.emptyEntries)
  }

  /** Starts a body of the peer's type `id`. Throws `decode` with Go's texts when that cannot be read as `type`. */
  begin(type: Type, id: number): void {
    this.#budget.open()
    this.#depth = 0
    this.#plan = noPlan
    this.#field = -1
    this.#empty = 0
    this.#open(type, id)
  }

  /** Looks at the types of a body, or of what an interface holds, and steps in front of its value. */
  #open(type: Type, id: number): void {
    this.#remote = id
    this.#planner.checkBody(type, id)
    // A body that is no struct stands as the only field of one (encoding/gob/decode.go, decodeSingle).
    if (notNull(type).kind !== 'struct' && this.#input.uint() !== 0) {
      throw corrupt('decode: corrupted data: non-zero delta for singleton')
    }
  }

  bool(): boolean {
    return this.#input.uint64() !== 0 || this.#input.high !== 0
  }

  int(bits: 8 | 16 | 32 | 53): number {
    const value = this.#input.int()
    if (!isInt(value, bits)) throw this.#outOfRange()
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
    const value = this.#input.float()
    if (bits === 64) return value
    // What would round down to the largest is over it all the same (encoding/gob/decode.go, float32FromBits).
    if (Math.abs(value) > MAX_FLOAT32 && Number.isFinite(value)) throw this.#outOfRange()
    return Math.fround(value)
  }

  complex(bits: 64 | 128): Complex {
    const half = bits === 64 ? 32 : 64
    return { real: this.float(half), imag: this.float(half) }
  }

  string(): string {
    return this.#input.string()
  }

  bytes(): Uint8Array {
    this.#budget.spend()
    // A copy, and a plain one: the chunk may be a Buffer of Node's, whose `slice` is a view.
    return new Uint8Array(this.#input.bytes('byte slice'))
  }

  custom<T>({ hook }: CustomType<T>): T {
    return hook.decode(this.bytes())
  }

  date(): Date {
    return dateOf(this.timestamp())
  }

  timestamp(): Timestamp {
    this.#budget.spend()
    const bytes = this.#input.bytes('time')
    return readTime(bytes, 0, bytes.length)
  }

  enum<T extends string | number>(type: EnumType<T>): T {
    const value = type.base === 'int' ? this.int(53) : this.string()
    if (!type.values.has(value as T)) throw new RpcError('decode', `${JSON.stringify(value)} is none of ${type.name}`)
    return value as T
  }

  unknown(): unknown {
    const name = interfaceName(this.#input)
    if (name === '') return null
    const registered = this.#registry.get(name)
    if (registered === undefined) throw notRegistered(name)
    this.#enter()
    this.#open(registered.type, concreteType(this.#input, this.#peer))
    const value = registered.read(this)
    this.#depth--
    return value
  }

  /** Gob leaves nulls out, so what stands here is a value, unless it is an interface that holds none. */
  null(): boolean {
    const input = this.#input
    if (this.#remote !== INTERFACE || input.left <= 0 || input.buffer[input.position] !== 0) return false
    input.position++
    return true
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
      input.steps++
      const field = this.#field + delta
      if (field >= ours.length) throw corrupt('bad data: field numbers out of bounds')
      this.#field = field
      const index = ours[field] as number
      this.#remote = remote[field] as number
      if (index >= 0) return index
      this.#skimmer.skip(this.#remote, this.#depth)
    }
  }

  /** A literal has one value, which the name of a union's member tells where the peer's type has no field for it. */
  missing<T>(type: StructType, field: number): T {
    const missed = type.fields[field]?.type
    if (missed?.kind === 'enum' && missed.values.size === 1) return [...missed.values][0] as T
    throw new RpcError('decode', `a ${missed?.kind} has no zero value, and the peer sent none`)
  }

  beginList(type: ListType | TupleType): number {
    const wire = this.#peer.get(this.#remote)
    if (wire?.kind !== 'slice' && wire?.kind !== 'array') throw corrupt('bad data: not a list')
    const count = this.#count(0)
    const length = fixedLength(type)
    if (length !== undefined && length !== count) throw corrupt('length mismatch in decodeArray')
    this.#elements[this.#enter()] = wire.element
    return count
  }

  nextItem(left: number): boolean {
    if (left <= 0) return this.#leave()
    const input = this.#input
    input.steps++
    if (input.left <= 0) throw corrupt('unexpected EOF')
    this.#remote = this.#elements[this.#depth] as number
    return true
  }

  beginMap(_type: MapType): number {
    const wire = this.#peer.get(this.#remote)
    if (wire?.kind !== 'map') throw corrupt('bad data: not a map')
    const count = this.#count(this.#emptyEntries)
    const depth = this.#enter()
    this.#keys[depth] = wire.key
    this.#elements[depth] = wire.element
    return count
  }

  nextKey(left: number): boolean {
    if (left <= 0) return this.#leave()
    this.#nextInMap(this.#keys)
    return true
  }

  nextValue(): void {
    this.#nextInMap(this.#elements)
  }

  #nextInMap(types: readonly number[]): void {
    const input = this.#input
    input.steps++
    if (input.left <= 0 && ++this.#empty > 2 * this.#emptyEntries) throw corrupt('unexpected EOF')
    this.#remote = types[this.#depth] as number
  }

  beginUnion(type: UnionType): number {
    const index = memberNamed(type, interfaceName(this.#input))
    this.#enter()
    this.#open((type.members[index] as UnionMember).type, concreteType(this.#input, this.#peer))
    return index
  }

  endUnion(): void {
    this.#depth--
  }

  /** A number of items, each of which takes a byte at least, save as many as `empty`. */
  #count(empty: number): number {
    const count = this.#input.uint()
    if (!(count <= this.#input.rest + empty)) throw corrupt('length exceeds input size')
    return count
  }

  #enter(): number {
    if (this.#depth >= this.#nesting) throw tooDeep(this.#nesting)
    this.#budget.spend()
    return ++this.#depth
  }

  #leave(): false {
    this.#depth--
    return false
  }

  #endStruct(): typeof END {
    const depth = this.#depth--
    this.#plan = this.#plans[depth] as Plan
    this.#field = this.#fields[depth] as number
    return END
  }

  #outOfRange(): RpcError {
    return outOfRange(this.#plan, this.#field)
  }
}
