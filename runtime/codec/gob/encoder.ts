import type { ByteWriter } from '../../bytes.js'
import { type Encoder, type Slot, VALUE } from '../../encoder.js'
import { RpcError } from '../../error.js'
import { expected } from '../../expected.js'
import { checkTimestamp, isZero, writeTime } from '../../go-time.js'
import { checkInt, checkInt64, checkUint, checkUint64 } from '../../integer.js'
import type { Limits } from '../../limits.js'
import { timestampOf } from '../../moment.js'
import type { Complex, CustomType, EnumType, Timestamp, Type, UnionType } from '../../type.js'
import { SHORT_WRITTEN, utf8Length, writeAscii, writeUtf8 } from '../../utf8.js'
import { ContainerWriter } from './container-writer.js'
import type { Definitions } from './definitions.js'
import { putBigInt, putBigUint, putFloat, putInt, putUint, writeInt, writeUint } from './number.js'
import type { Pieces } from './pieces.js'
import { lookUp, type Registered } from './registry.js'
import { typeName } from './shape.js'
import { isTyped } from './typed.js'
import { goTypeOf } from './unknown.js'

/**
 * Writes values as encoding/gob/encode.go does. In a struct, a value that is zero
 * is left out, unless its field is optional or nullable; in a list, in a map and
 * as a whole body it is written.
 */
export class GobEncoder extends ContainerWriter implements Encoder {
  readonly #pieces: Pieces
  readonly #definitions: Definitions
  readonly #registry: ReadonlyMap<string, Registered>

  constructor(
    writer: ByteWriter,
    pieces: Pieces,
    definitions: Definitions,
    registry: ReadonlyMap<string, Registered>,
    limits: Limits,
  ) {
    super(writer, limits)
    this.#pieces = pieces
    this.#definitions = definitions
    this.#registry = registry
  }

  bool(slot: Slot, value: boolean): void {
    if (typeof value !== 'boolean') throw expected('a boolean', value)
    if (!value && this.omits(slot)) return
    const at = this.lead(slot)
    this.writer.buffer[at] = value ? 1 : 0
    this.writer.position = at + 1
  }

  int(slot: Slot, value: number, bits: 8 | 16 | 32 | 53): void {
    // Most are small, and of types that hold all that is small: those need no closer look.
    if (typeof value !== 'number' || (value | 0) !== value || bits < 32) checkInt(value, bits)
    if (value === 0 && this.omits(slot)) return
    const at = this.lead(slot)
    this.writer.position = putInt(this.writer.view, at, value)
  }

  uint(slot: Slot, value: number, bits: 8 | 16 | 32): void {
    checkUint(value, bits)
    if (value === 0 && this.omits(slot)) return
    const at = this.lead(slot)
    this.writer.position = putUint(this.writer.view, at, value)
  }

  int64(slot: Slot, value: bigint): void {
    checkInt64(value)
    if (value === 0n && this.omits(slot)) return
    const at = this.lead(slot)
    this.writer.position = putBigInt(this.writer.view, at, value)
  }

  uint64(slot: Slot, value: bigint): void {
    checkUint64(value)
    if (value === 0n && this.omits(slot)) return
    const at = this.lead(slot)
    this.writer.position = putBigUint(this.writer.view, at, value)
  }

  float(slot: Slot, value: number, bits: 32 | 64): void {
    if (typeof value !== 'number') throw expected('a number', value)
    const sent = bits === 32 ? rounded(value) : value
    // Minus zero counts as zero here, as it does in Go.
    if (value === 0 && this.omits(slot)) return
    const at = this.lead(slot)
    const { writer } = this
    const { view } = writer
    view.setFloat64(at + 1, sent, true)
    // Most that are no whole numbers have something in their last byte, so that no zeroes are to be left out.
    if (view.getUint8(at + 1) !== 0) {
      view.setUint8(at, 256 - 8)
      writer.position = at + 9
    } else writer.position = putFloat(view, at, sent)
  }

  complex(slot: Slot, value: Complex, bits: 64 | 128): void {
    if (typeof value !== 'object' || value === null) throw expected('a complex number', value)
    const { real, imag } = value
    if (this.omits(slot) && real === 0 && imag === 0) return
    this.writer.position = this.lead(slot)
    this.float(VALUE, real, bits === 64 ? 32 : 64)
    this.float(VALUE, imag, bits === 64 ? 32 : 64)
  }

  string(slot: Slot, value: string): void {
    if (typeof value !== 'string') throw expected('a string', value)
    const { length } = value
    if (length === 0 && this.omits(slot)) return
    const at = this.lead(slot)
    if (length > SHORT_WRITTEN) {
      this.#text(at, value)
      return
    }
    const { buffer } = this.writer
    let all = 0
    // Two at a time, for fewer turns of the loop.
    for (let i = 1; i < length; i += 2) {
      const first = value.charCodeAt(i - 1)
      const second = value.charCodeAt(i)
      buffer[at + i] = first
      buffer[at + i + 1] = second
      all |= first | second
    }
    if ((length & 1) === 1) {
      const last = value.charCodeAt(length - 1)
      buffer[at + length] = last
      all |= last
    }
    if (all < 0x80) {
      buffer[at] = length
      this.writer.position = at + 1 + length
    } else this.#text(at, value)
  }

  bytes(slot: Slot, value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) throw expected('a Uint8Array', value)
    if (value.length === 0 && this.omits(slot)) return
    this.writer.position = this.lead(slot)
    this.check(value.length)
    const { writer } = this
    writeUint(writer, value.length)
    writer.reserve(value.length)
    writer.buffer.set(value, writer.position)
    writer.position += value.length
  }

  custom<T>(slot: Slot, value: T, { hook }: CustomType<T>): void {
    if (this.omits(slot) && hook.isZero?.(value) === true) return
    const bytes = hook.encode(value)
    if (hook.form === 'string' || hook.form === 'bytes') {
      this.bytes(slot, bytes)
      return
    }
    this.writer.position = this.lead(slot)
    this.bytes(VALUE, bytes)
  }

  date(slot: Slot, value: Date): void {
    this.timestamp(slot, timestampOf(value))
  }

  timestamp(slot: Slot, value: Timestamp): void {
    checkTimestamp(value)
    if (isZero(value) && this.omits(slot)) return
    this.writer.position = this.lead(slot)
    writeTime(this.writer, value)
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
    if (this.omits(slot)) return
    const at = this.lead(slot)
    this.writer.position = putUint(this.writer.view, at, 0)
  }

  /**
   * The name of a type, its id, and its value with the length in front; where the
   * peer lacks the type, its definition comes between (encoding/gob/encode.go,
   * encodeInterface).
   */
  #beginInterface(slot: Slot, name: string, type: Type): void {
    this.enter()
    this.string(slot, name)
    writeInt(this.writer, this.#definitions.announce(type))
    this.#pieces.begin()
    if (type.kind !== 'struct') writeUint(this.writer, 0)
  }

  #endInterface(): void {
    this.#pieces.end()
    this.leave()
  }

  /** Puts a text that is long, or no ASCII. */
  #text(at: number, text: string): void {
    this.check(text.length)
    const { writer } = this
    writer.position = at
    const start = writer.length
    writeUint(writer, text.length)
    if (writeAscii(writer, text)) return
    writer.truncate(start)
    const size = utf8Length(text)
    writeUint(writer, size)
    writeUtf8(writer, text, size)
  }
}

/** The nearest float32. Throws `encode` for a number beyond them all. */
function rounded(value: number): number {
  const nearest = Math.fround(value)
  if (!Number.isFinite(nearest) && Number.isFinite(value)) throw expected('a float32', value)
  return nearest
}
