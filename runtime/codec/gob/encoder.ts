import type { ByteWriter } from '../../bytes.js'
import { type Encoder, type Slot, VALUE } from '../../encoder.js'
import { RpcError } from '../../error.js'
import { expected } from '../../expected.js'
import { checkTimestamp, isZero, writeTime } from '../../go-time.js'
import { checkInt, checkInt64, checkUint, checkUint64 } from '../../integer.js'
import type { Limits } from '../../limits.js'
import { timestampOf } from '../../moment.js'
import type { Complex, CustomType, EnumType, MapType, StructType, Timestamp, Type, UnionType } from '../../type.js'
import { fixedLength, type ListType, type TupleType } from '../../type.js'
import { putShortAscii, SHORT_WRITTEN, utf8Length, writeAscii, writeUtf8 } from '../../utf8.js'
import type { Definitions } from './definitions.js'
import { Frame } from './frame.js'
import { MAX_UINT_BYTES, putBigInt, putBigUint, putFloat, putInt, putUint, writeInt, writeUint } from './number.js'
import type { Pieces } from './pieces.js'
import { lookUp, type Registered } from './registry.js'
import { structShape, typeName } from './shape.js'
import { isTyped } from './typed.js'
import { goTypeOf } from './unknown.js'

/** Room for the number of a field, and for a number or a short text with its length behind it. */
const ROOM = 2 * MAX_UINT_BYTES + SHORT_WRITTEN

/**
 * Writes values as encoding/gob/encode.go does. In a struct, a value that is zero
 * is left out, unless its field is optional or nullable; in a list, in a map and
 * as a whole body it is written.
 */
export class GobEncoder implements Encoder {
  readonly #writer: ByteWriter
  readonly #pieces: Pieces
  readonly #definitions: Definitions
  readonly #registry: ReadonlyMap<string, Registered>
  readonly #limits: Limits
  #depth = 0
  readonly #outermost = new Frame(undefined)
  /** The innermost struct. */
  #frame = this.#outermost

  constructor(
    writer: ByteWriter,
    pieces: Pieces,
    definitions: Definitions,
    registry: ReadonlyMap<string, Registered>,
    limits: Limits,
  ) {
    this.#writer = writer
    this.#pieces = pieces
    this.#definitions = definitions
    this.#registry = registry
    this.#limits = limits
  }

  /** Starts a new body, whatever became of the one before. */
  begin(): void {
    this.#depth = 0
    this.#frame = this.#outermost
    this.#frame.last = -1
  }

  bool(slot: Slot, value: boolean): void {
    if (typeof value !== 'boolean') throw expected('a boolean', value)
    if (!value && this.#omits(slot)) return
    putUint(this.#opened(slot), value ? 1 : 0)
  }

  int(slot: Slot, value: number, bits: 8 | 16 | 32 | 53): void {
    checkInt(value, bits)
    if (value === 0 && this.#omits(slot)) return
    putInt(this.#opened(slot), value)
  }

  uint(slot: Slot, value: number, bits: 8 | 16 | 32): void {
    checkUint(value, bits)
    if (value === 0 && this.#omits(slot)) return
    putUint(this.#opened(slot), value)
  }

  int64(slot: Slot, value: bigint): void {
    checkInt64(value)
    if (value === 0n && this.#omits(slot)) return
    putBigInt(this.#opened(slot), value)
  }

  uint64(slot: Slot, value: bigint): void {
    checkUint64(value)
    if (value === 0n && this.#omits(slot)) return
    putBigUint(this.#opened(slot), value)
  }

  float(slot: Slot, value: number, bits: 32 | 64): void {
    if (typeof value !== 'number') throw expected('a number', value)
    const rounded = bits === 32 ? Math.fround(value) : value
    if (rounded !== value && !Number.isFinite(rounded) && Number.isFinite(value)) throw expected('a float32', value)
    // Minus zero counts as zero here, as it does in Go.
    if (value === 0 && this.#omits(slot)) return
    putFloat(this.#opened(slot), rounded)
  }

  complex(slot: Slot, value: Complex, bits: 64 | 128): void {
    if (typeof value !== 'object' || value === null) throw expected('a complex number', value)
    const { real, imag } = value
    if (this.#omits(slot) && real === 0 && imag === 0) return
    this.#key(slot)
    this.float(VALUE, real, bits === 64 ? 32 : 64)
    this.float(VALUE, imag, bits === 64 ? 32 : 64)
  }

  string(slot: Slot, value: string): void {
    if (typeof value !== 'string') throw expected('a string', value)
    if (value === '' && this.#omits(slot)) return
    this.#text(slot, value)
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

  custom<T>(slot: Slot, value: T, { hook }: CustomType<T>): void {
    if (this.#omits(slot) && hook.isZero?.(value) === true) return
    const bytes = hook.encode(value)
    if (hook.form === 'string' || hook.form === 'bytes') {
      this.bytes(slot, bytes)
      return
    }
    this.#key(slot)
    this.bytes(VALUE, bytes)
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

  unknown(slot: Slot, value: unknown): void {
    if (value === null || value === undefined) {
      this.#nil(slot)
      return
    }
    const registered = lookUp(this.#registry, goTypeOf(value))
    this.#beginInterface(slot, registered.name, registered.type)
    registered.write(this, VALUE, isTyped(value) ? value.value : value)
    this.#endInterface()
  }

  null(slot: Slot): void {
    if (slot < 0) throw new RpcError('encode', 'gob carries null in a field of a struct only')
  }

  beginStruct(slot: Slot, type: StructType, value: object): void {
    if (typeof value !== 'object' || value === null) throw expected(`an object (${type.name})`, value)
    this.#enter()
    this.#key(slot)
    this.#frame = this.#frame.enter(type)
  }

  endStruct(): void {
    this.#depth--
    this.#frame = this.#frame.outer
    writeUint(this.#writer, 0)
  }

  beginList(slot: Slot, type: ListType | TupleType, count: number): void {
    if (count < 0) throw new RpcError('encode', 'expected an array')
    const length = fixedLength(type)
    if (length !== undefined && length !== count) {
      throw new RpcError('encode', `expected an array of ${length} items, got ${count}`)
    }
    this.#bounded(count)
    this.#enter()
    if (count === 0 && length === undefined && this.#omits(slot)) return
    putUint(this.#opened(slot), count)
  }

  endList(): void {
    this.#depth--
  }

  beginMap(slot: Slot, _type: MapType, count: number): void {
    if (count < 0) throw new RpcError('encode', 'expected a map')
    this.#bounded(count)
    this.#enter()
    putUint(this.#opened(slot), count)
  }

  endMap(): void {
    this.#depth--
  }

  beginUnion(slot: Slot, type: UnionType, member: number): void {
    const found = type.members[member]
    if (found === undefined) throw new RpcError('encode', `expected a member of ${type.name}`)
    this.#beginInterface(slot, typeName(found.type), found.type)
  }

  endUnion(): void {
    this.#endInterface()
  }

  /** An interface without a value: no name, and nothing behind it. */
  #nil(slot: Slot): void {
    if (this.#omits(slot)) return
    putUint(this.#opened(slot), 0)
  }

  /**
   * The name of a type, its id, and its value with the length in front; where the
   * peer lacks the type, its definition comes between (encoding/gob/encode.go,
   * encodeInterface).
   */
  #beginInterface(slot: Slot, name: string, type: Type): void {
    this.#enter()
    this.#text(slot, name)
    writeInt(this.#writer, this.#definitions.announce(type))
    this.#pieces.begin()
    if (type.kind !== 'struct') writeUint(this.#writer, 0)
  }

  #endInterface(): void {
    this.#pieces.end()
    this.#depth--
  }

  #text(slot: Slot, text: string): void {
    const writer = this.#opened(slot)
    if (text.length <= SHORT_WRITTEN && putShortAscii(writer, text)) return
    this.#bounded(text.length)
    const start = writer.length
    writeUint(writer, text.length)
    if (writeAscii(writer, text)) return
    writer.truncate(start)
    const size = utf8Length(text)
    writeUint(writer, size)
    writeUtf8(writer, text, size)
  }

  /** Whether a zero value is left out in this slot. */
  #omits(slot: Slot): boolean {
    const { type } = this.#frame
    return slot >= 0 && (type === undefined || structShape(type).explicit[slot] !== true)
  }

  #key(slot: Slot): void {
    this.#opened(slot)
  }

  /** Makes room for the number of the field and a short value, and writes the first of them. */
  #opened(slot: Slot): ByteWriter {
    const writer = this.#writer
    writer.reserve(ROOM)
    if (slot >= 0) {
      const frame = this.#frame
      const delta = slot - frame.last
      frame.last = slot
      if (delta < 128) writer.buffer[writer.position++] = delta
      else putUint(writer, delta)
    }
    return writer
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
