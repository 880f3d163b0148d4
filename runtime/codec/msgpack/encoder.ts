import type { Encoder, Slot } from '../../encoder.js'
import { RpcError } from '../../error.js'
import { expected } from '../../expected.js'
import { checkTimestamp, writeTime } from '../../go-time.js'
import { checkInt, checkInt64, checkUint, checkUint64 } from '../../integer.js'
import { checkMoment, timestampOf } from '../../moment.js'
import type { CustomType, EnumType, Timestamp } from '../../type.js'
import { utf8Length, writeUtf8 } from '../../utf8.js'
import { ContainerWriter } from './container-writer.js'
import type { Ext } from './ext.js'
import { BIN8, FALSE, FIXSTR, NIL, TRUE } from './format.js'
import { HEAD_BYTES, type Head, writeExtensionHead } from './head.js'
import { NUMBER_BYTES, writeBigint, writeFloat, writeInteger } from './number.js'
import { TIME_BYTES, writeMoment } from './time.js'
import { writeUnknown } from './unknown.js'

/** A text of fewer bytes has its length in its first byte. */
const SHORT = 32

/** Writes values as MessagePack. */
export class MsgpackEncoder extends ContainerWriter implements Encoder {
  bool(slot: Slot, value: boolean): void {
    if (typeof value !== 'boolean') throw expected('a boolean', value)
    this.#byte(slot, value ? TRUE : FALSE)
  }

  int(slot: Slot, value: number, bits: 8 | 16 | 32 | 53): void {
    checkInt(value, bits)
    const at = this.lead(slot, NUMBER_BYTES)
    this.writer.position = writeInteger(this.writer.buffer, at, value)
  }

  uint(slot: Slot, value: number, bits: 8 | 16 | 32): void {
    checkUint(value, bits)
    const at = this.lead(slot, NUMBER_BYTES)
    this.writer.position = writeInteger(this.writer.buffer, at, value)
  }

  int64(slot: Slot, value: bigint): void {
    checkInt64(value)
    const at = this.lead(slot, NUMBER_BYTES)
    this.writer.position = writeBigint(this.writer.buffer, at, value)
  }

  uint64(slot: Slot, value: bigint): void {
    checkUint64(value)
    const at = this.lead(slot, NUMBER_BYTES)
    this.writer.position = writeBigint(this.writer.buffer, at, value)
  }

  float(slot: Slot, value: number, bits: 32 | 64): void {
    if (typeof value !== 'number') throw expected('a number', value)
    if (bits === 32 && Number.isFinite(value) && !Number.isFinite(Math.fround(value)))
      throw expected('a float32', value)
    const at = this.lead(slot, NUMBER_BYTES)
    this.writer.position = writeFloat(this.writer.buffer, at, value, bits)
  }

  complex(): never {
    throw new RpcError('encode', 'MessagePack carries no complex numbers')
  }

  string(slot: Slot, value: string): void {
    if (typeof value !== 'string') throw expected('a string', value)
    const { length } = value
    const writer = this.writer
    if (length < SHORT) {
      const at = this.lead(slot, length + 1)
      const { buffer } = writer
      let all = 0
      for (let i = 0; i < length; i++) {
        const code = value.charCodeAt(i)
        buffer[at + 1 + i] = code
        all |= code
      }
      writer.position = at
      if (all < 0x80) {
        buffer[at] = FIXSTR | length
        writer.position = at + 1 + length
        return
      }
    } else writer.position = this.lead(slot, 0)
    const size = utf8Length(value)
    this.check(size)
    writer.reserve(size + HEAD_BYTES)
    writer.position = this.dialect.stringHead(writer.buffer, writer.position, size)
    writeUtf8(writer, value, size)
  }

  bytes(slot: Slot, value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) throw expected('a Uint8Array', value)
    this.#data(slot, value, this.dialect.binaryHead)
  }

  custom<T>(slot: Slot, value: T, { hook }: CustomType<T>): void {
    const bytes = hook.encode(value)
    if (!(bytes instanceof Uint8Array)) throw expected(`bytes from the hook of ${hook.name}`, bytes)
    this.#data(slot, bytes, hook.form === 'string' ? this.dialect.stringHead : this.dialect.binaryHead)
  }

  ext(slot: Slot, { type, data }: Ext): void {
    this.#data(slot, data, (buffer, at, length) => writeExtensionHead(buffer, at, type, length))
  }

  date(slot: Slot, value: Date): void {
    this.#moment(slot, timestampOf(value), this.dialect.goTimes)
  }

  timestamp(slot: Slot, value: Timestamp): void {
    this.#moment(slot, value, this.dialect.goTimes)
  }

  /** A date of no declared type: its extension says what it is. */
  markedDate(slot: Slot, value: Date): void {
    this.#moment(slot, timestampOf(value), false)
  }

  enum(slot: Slot, value: string | number, { base, name, values }: EnumType): void {
    if (!values.has(value)) throw expected(`one of ${name}`, value)
    if (base === 'string') this.string(slot, value as string)
    else this.int(slot, value as number, 53)
  }

  unknown(slot: Slot, value: unknown): void {
    writeUnknown(this, slot, value)
  }

  null(slot: Slot): void {
    this.#byte(slot, NIL)
  }

  #byte(slot: Slot, byte: number): void {
    const at = this.lead(slot, 1)
    this.writer.buffer[at] = byte
    this.writer.position = at + 1
  }

  #data(slot: Slot, data: Uint8Array, head: Head): void {
    this.check(data.length)
    const at = this.lead(slot, data.length + HEAD_BYTES)
    const { buffer } = this.writer
    const start = head(buffer, at, data.length)
    buffer.set(data, start)
    this.writer.position = start + data.length
  }

  #moment(slot: Slot, moment: Timestamp, asGo: boolean): void {
    if (asGo) checkTimestamp(moment)
    else checkMoment(moment)
    const at = this.lead(slot, TIME_BYTES + HEAD_BYTES)
    const { buffer } = this.writer
    if (asGo) {
      // Its bytes come behind their number, which is what follows bin 8, and is part of the first byte in the old form.
      buffer[at] = BIN8
      this.writer.position = this.dialect.raw ? at : at + 1
      writeTime(this.writer, moment)
      if (this.dialect.raw) buffer[at] = FIXSTR | (buffer[at] as number)
    } else this.writer.position = writeMoment(buffer, at, moment)
  }
}
