import type { Encoder, Slot } from '../../encoder.js'
import { RpcError } from '../../error.js'
import { expected } from '../../expected.js'
import { uuidHook } from '../../hook/uuid.js'
import { checkInt, checkInt64, checkUint, checkUint64 } from '../../integer.js'
import type { CustomType, EnumType, Timestamp } from '../../type.js'
import { utf8Length, writeUtf8 } from '../../utf8.js'
import { ContainerWriter } from './container-writer.js'
import { BYTE, DOUBLE, I16, I32, I64, STRING, UUID, UUID_BYTES } from './format.js'
import { millisOf, nanosOf } from './time.js'

/** A text of so many units may be written in one pass where it is ASCII. */
const SHORT = 64

/** An i64 has a sign. */
const BEYOND_I64 = 2n ** 63n

/** Writes values as one of Thrift's protocols has them. */
export class ThriftEncoder extends ContainerWriter implements Encoder {
  bool(slot: Slot, value: boolean): void {
    if (typeof value !== 'boolean') throw expected('a boolean', value)
    this.putBool(slot, value)
  }

  int(slot: Slot, value: number, bits: 8 | 16 | 32 | 53): void {
    checkInt(value, bits)
    if (bits === 53) this.#i64(slot, value)
    else if (bits === 32) this.#i32(slot, value)
    else if (bits === 16) this.#i16(slot, value)
    else {
      const at = this.lead(slot, BYTE, 0)
      this.writer.position = this.values.byte(this.writer.buffer, at, value)
    }
  }

  uint(slot: Slot, value: number, bits: 8 | 16 | 32): void {
    checkUint(value, bits)
    if (bits === 32) this.#i64(slot, value)
    else if (bits === 16) this.#i32(slot, value)
    else this.#i16(slot, value)
  }

  int64(slot: Slot, value: bigint): void {
    checkInt64(value)
    this.#bigI64(slot, value)
  }

  uint64(slot: Slot, value: bigint): void {
    checkUint64(value)
    if (value >= BEYOND_I64) throw expected('at most 9223372036854775807, since Thrift has no unsigned integers', value)
    this.#bigI64(slot, value)
  }

  float(slot: Slot, value: number, bits: 32 | 64): void {
    if (typeof value !== 'number') throw expected('a number', value)
    if (bits === 32 && Number.isFinite(value) && !Number.isFinite(Math.fround(value)))
      throw expected('a float32', value)
    const at = this.lead(slot, DOUBLE, 0)
    this.writer.position = this.values.double(this.writer.buffer, at, bits === 32 ? Math.fround(value) : value)
  }

  complex(): never {
    throw new RpcError('encode', 'Thrift carries no complex numbers')
  }

  string(slot: Slot, value: string): void {
    if (typeof value !== 'string') throw expected('a string', value)
    const { writer } = this
    const size = utf8Length(value)
    if (size > SHORT) this.check(size)
    const at = this.lead(slot, STRING, size)
    writer.position = this.values.length(writer.buffer, at, size)
    writeUtf8(writer, value, size)
  }

  bytes(slot: Slot, value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) throw expected('a Uint8Array', value)
    this.#data(slot, value)
  }

  custom<T>(slot: Slot, value: T, { hook }: CustomType<T>): void {
    const bytes = hook.encode(value)
    if (!(bytes instanceof Uint8Array)) throw expected(`bytes from the hook of ${hook.name}`, bytes)
    if ((hook as unknown) !== uuidHook) {
      this.#data(slot, bytes)
      return
    }
    const at = this.lead(slot, UUID, UUID_BYTES)
    this.writer.buffer.set(bytes, at)
    this.writer.position = at + UUID_BYTES
  }

  date(slot: Slot, value: Date): void {
    this.#i64(slot, millisOf(value))
  }

  timestamp(slot: Slot, value: Timestamp): void {
    this.#bigI64(slot, nanosOf(value))
  }

  enum(slot: Slot, value: string | number, { base, name, values }: EnumType): void {
    if (!values.has(value)) throw expected(`one of ${name}`, value)
    if (this.isImplied(slot)) return
    if (base === 'string') this.string(slot, value as string)
    else this.int(slot, value as number, 32)
  }

  unknown(): never {
    throw new RpcError('encode', 'Thrift carries no values of unknown type')
  }

  #i16(slot: Slot, value: number): void {
    const at = this.lead(slot, I16, 0)
    this.writer.position = this.values.i16(this.writer.buffer, at, value)
  }

  #i32(slot: Slot, value: number): void {
    const at = this.lead(slot, I32, 0)
    this.writer.position = this.values.i32(this.writer.buffer, at, value)
  }

  #i64(slot: Slot, value: number): void {
    const at = this.lead(slot, I64, 0)
    this.writer.position = this.values.i64(this.writer.buffer, at, value)
  }

  #bigI64(slot: Slot, value: bigint): void {
    const at = this.lead(slot, I64, 0)
    this.writer.position = this.values.bigI64(this.writer.buffer, at, value)
  }

  #data(slot: Slot, data: Uint8Array): void {
    const { writer } = this
    this.check(data.length)
    const at = this.lead(slot, STRING, data.length)
    const start = this.values.length(writer.buffer, at, data.length)
    writer.buffer.set(data, start)
    writer.position = start + data.length
  }
}
