import type { ByteWriter } from '../../bytes.js'
import type { Encoder, Slot } from '../../encoder.js'
import { RpcError } from '../../error.js'
import { expected } from '../../expected.js'
import { checkInt, checkUint } from '../../integer.js'
import type { Limits } from '../../limits.js'
import type { EnumType, ListType, MapType, StructType, Timestamp, TupleType } from '../../type.js'
import { utf8Length, writeUtf8 } from '../../utf8.js'
import { writeBigInt, writeBigUint, writeFloat, writeInt, writeUint } from './number.js'
import { structShape } from './shape.js'
import { checkTimestamp, isZero, timestampOf, writeTime } from './time.js'

const NO_FIELDS: readonly boolean[] = []

/**
 * Writes values as encoding/gob/encode.go does. In a struct, a value that is zero
 * is left out, unless its field is optional or nullable; in a list, in a map and
 * as a whole body it is written.
 */
export class GobEncoder implements Encoder {
  readonly #writer: ByteWriter
  readonly #limits: Limits
  #depth = 0
  /** The field written last in the innermost struct: fields are numbered by their distance. */
  #last = -1
  /** Which fields of the innermost struct are written even when zero. */
  #explicit = NO_FIELDS
  /** The same two of the structs around it. */
  readonly #lasts: number[] = []
  readonly #explicits: (readonly boolean[])[] = []

  constructor(writer: ByteWriter, limits: Limits) {
    this.#writer = writer
    this.#limits = limits
  }

  /** Starts a new body, whatever became of the one before. */
  begin(): void {
    this.#depth = 0
    this.#last = -1
    this.#explicit = NO_FIELDS
    this.#lasts.length = 0
    this.#explicits.length = 0
  }

  bool(slot: Slot, value: boolean): void {
    if (typeof value !== 'boolean') throw expected('a boolean', value)
    if (!value && this.#omits(slot)) return
    this.#key(slot)
    writeUint(this.#writer, value ? 1 : 0)
  }

  int(slot: Slot, value: number, bits: 8 | 16 | 32 | 53): void {
    checkInt(value, bits)
    if (value === 0 && this.#omits(slot)) return
    this.#key(slot)
    writeInt(this.#writer, value)
  }

  uint(slot: Slot, value: number, bits: 8 | 16 | 32): void {
    checkUint(value, bits)
    if (value === 0 && this.#omits(slot)) return
    this.#key(slot)
    writeUint(this.#writer, value)
  }

  int64(slot: Slot, value: bigint): void {
    if (typeof value !== 'bigint' || BigInt.asIntN(64, value) !== value) throw expected('an int64 as a bigint', value)
    if (value === 0n && this.#omits(slot)) return
    this.#key(slot)
    writeBigInt(this.#writer, value)
  }

  uint64(slot: Slot, value: bigint): void {
    if (typeof value !== 'bigint' || BigInt.asUintN(64, value) !== value) throw expected('a uint64 as a bigint', value)
    if (value === 0n && this.#omits(slot)) return
    this.#key(slot)
    writeBigUint(this.#writer, value)
  }

  float(slot: Slot, value: number, bits: 32 | 64): void {
    if (typeof value !== 'number') throw expected('a number', value)
    const rounded = bits === 32 ? Math.fround(value) : value
    if (!Number.isFinite(rounded) && Number.isFinite(value)) throw expected('a float32', value)
    // Minus zero counts as zero here, as it does in Go.
    if (value === 0 && this.#omits(slot)) return
    this.#key(slot)
    writeFloat(this.#writer, rounded)
  }

  string(slot: Slot, value: string): void {
    if (typeof value !== 'string') throw expected('a string', value)
    if (value === '' && this.#omits(slot)) return
    this.#key(slot)
    this.#bounded(value.length)
    const size = utf8Length(value)
    writeUint(this.#writer, size)
    writeUtf8(this.#writer, value, size)
  }

  bytes(slot: Slot, value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) throw expected('a Uint8Array', value)
    if (value.length === 0 && this.#omits(slot)) return
    this.#key(slot)
    this.#bounded(value.length)
    const writer = this.#writer
    writeUint(writer, value.length)
    writer.reserve(value.length)
    writer.buffer.set(value, writer.position)
    writer.position += value.length
  }

  date(slot: Slot, value: Date): void {
    this.timestamp(slot, timestampOf(value))
  }

  timestamp(slot: Slot, value: Timestamp): void {
    checkTimestamp(value)
    if (isZero(value) && this.#omits(slot)) return
    this.#key(slot)
    writeTime(this.#writer, value)
  }

  enum(slot: Slot, value: string | number, type: EnumType): void {
    if (!type.values.has(value)) throw expected(`one of ${type.name}`, value)
    if (typeof value === 'number') this.int(slot, value, 53)
    else this.string(slot, value)
  }

  unknown(): void {
    throw new RpcError('encode', 'the gob codec does not carry unknown values yet')
  }

  null(slot: Slot): void {
    if (slot < 0) throw new RpcError('encode', 'gob carries null in a field of a struct only')
  }

  beginStruct(slot: Slot, type: StructType, value: object): void {
    if (typeof value !== 'object' || value === null) throw expected(`an object (${type.name})`, value)
    this.#enter()
    this.#key(slot)
    this.#lasts.push(this.#last)
    this.#explicits.push(this.#explicit)
    this.#last = -1
    this.#explicit = structShape(type).explicit
  }

  endStruct(): void {
    this.#depth--
    this.#last = this.#lasts.pop() ?? -1
    this.#explicit = this.#explicits.pop() ?? NO_FIELDS
    writeUint(this.#writer, 0)
  }

  beginList(slot: Slot, type: ListType | TupleType, count: number): void {
    if (count < 0) throw new RpcError('encode', 'expected an array')
    const length = type.kind === 'list' ? type.length : type.elements.length
    if (length !== undefined && length !== count) {
      throw new RpcError('encode', `expected an array of ${length} items, got ${count}`)
    }
    this.#bounded(count)
    this.#enter()
    if (count === 0 && length === undefined && this.#omits(slot)) return
    this.#key(slot)
    writeUint(this.#writer, count)
  }

  endList(): void {
    this.#depth--
  }

  beginMap(slot: Slot, _type: MapType, count: number): void {
    if (count < 0) throw new RpcError('encode', 'expected a map')
    this.#bounded(count)
    this.#enter()
    this.#key(slot)
    writeUint(this.#writer, count)
  }

  endMap(): void {
    this.#depth--
  }

  beginUnion(): void {
    throw new RpcError('encode', 'the gob codec does not carry unions yet')
  }

  endUnion(): void {}

  /** Whether a zero value is left out in this slot. */
  #omits(slot: Slot): boolean {
    return slot >= 0 && this.#explicit[slot] !== true
  }

  #key(slot: Slot): void {
    if (slot < 0) return
    writeUint(this.#writer, slot - this.#last)
    this.#last = slot
  }

  /** Each unit, byte or item takes a byte at least, so what is too long is told before room is made for it. */
  #bounded(count: number): void {
    const { message } = this.#limits
    if (count > message) throw new RpcError('limit', `more than the ${message} bytes that a message may have`)
  }

  #enter(): void {
    const { nesting } = this.#limits
    if (++this.#depth > nesting) {
      throw new RpcError('limit', `more than ${nesting} values inside each other; is the value part of itself?`)
    }
  }
}
