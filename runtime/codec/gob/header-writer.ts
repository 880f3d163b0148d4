import type { ByteWriter } from '../../bytes.js'
import type { Seq } from '../../codec.js'
import { KEY, VALUE } from '../../encoder.js'
import type { AnyMethod } from '../../message.js'
import type { Metadata } from '../../metadata.js'
import { nanosecondsOf } from '../../nanoseconds.js'
import type { StructType } from '../../type.js'
import { utf8Length, writeUtf8 } from '../../utf8.js'
import type { BodyWriter } from './body-writer.js'
import type { Definitions } from './definitions.js'
import type { GobEncoder } from './encoder.js'
import { extendedRequest, extendedResponse, metadataType, plainRequest } from './header.js'
import { writeBigUint, writeInt, writeUint } from './number.js'
import type { Pieces } from './pieces.js'
import { encodedName, encodeName, methodName } from './shape.js'

/** What of a response's header is not in every one of them; empty for what it lacks. */
export interface Outcome {
  readonly error: string
  readonly code: string
  readonly details: Uint8Array
}

/** Writes headers field by field, since each call needs one: zero values are left out, as in any struct. */
export class HeaderWriter {
  readonly #writer: ByteWriter
  readonly #definitions: Definitions
  readonly #encoder: GobEncoder
  readonly #pieces: Pieces

  constructor(writer: ByteWriter, { definitions, encoder, pieces }: BodyWriter) {
    this.#writer = writer
    this.#definitions = definitions
    this.#encoder = encoder
    this.#pieces = pieces
  }

  request(method: AnyMethod, seq: number): void {
    this.#begin(plainRequest, encodedName(method), seq)
    this.#end()
  }

  /** With the milliseconds that are left, unless there is no end to them that a double tells to the nanosecond. */
  extendedRequest(method: AnyMethod, seq: number, timeout: number, metadata: Metadata | undefined): void {
    const name = encodedName(method)
    this.#begin(extendedRequest, name, seq)
    let last = lastOf(name, seq)
    const left = nanosecondsOf(timeout)
    if (left !== undefined) {
      last = this.#field(2, last)
      writeInt(this.#writer, left)
    }
    if (metadata !== undefined) this.#metadata(metadata, last)
    this.#end()
  }

  /** `text` is the name that the request had, which may be that of no method. */
  response(text: string, method: AnyMethod | undefined, seq: Seq, outcome: Outcome | undefined): void {
    const name = method !== undefined && methodName(method) === text ? encodedName(method) : encodeName(text)
    this.#begin(extendedResponse, name, seq)
    if (outcome !== undefined) this.#outcome(outcome, lastOf(name, seq))
    this.#end()
  }

  #begin(type: StructType, name: Uint8Array, seq: Seq): void {
    const writer = this.#writer
    this.#pieces.begin()
    writeInt(writer, this.#definitions.announce(type))
    if (name.length > 0) {
      this.#field(0, -1)
      this.#bytes(name)
    }
    if (seq > 0) {
      this.#field(1, lastOf(name, 0))
      if (typeof seq === 'number') writeUint(writer, seq)
      else writeBigUint(writer, seq)
    }
  }

  #bytes(bytes: Uint8Array): void {
    const writer = this.#writer
    writer.reserve(bytes.length)
    const { buffer, position } = writer
    for (let i = 0; i < bytes.length; i++) buffer[position + i] = bytes[i] as number
    writer.position = position + bytes.length
  }

  #end(): void {
    writeUint(this.#writer, 0)
    this.#pieces.end()
  }

  #outcome({ error, code, details }: Outcome, before: number): void {
    let last = this.#field(2, before)
    this.#string(error)
    if (code !== '') {
      last = this.#field(3, last)
      this.#string(code)
    }
    if (details.length > 0) {
      this.#field(4, last)
      this.#encoder.begin()
      this.#encoder.bytes(VALUE, details)
    }
  }

  #metadata(metadata: Metadata, last: number): void {
    const keys = Object.keys(metadata)
    if (keys.length === 0) return
    const encoder = this.#encoder
    this.#field(3, last)
    encoder.begin()
    encoder.beginMap(VALUE, metadataType, keys.length)
    for (const key of keys) {
      encoder.string(KEY, key)
      encoder.string(VALUE, metadata[key] as string)
    }
    encoder.endMap()
  }

  /** A field's number is its distance from the one before. */
  #field(field: number, last: number): number {
    writeUint(this.#writer, field - last)
    return field
  }

  #string(text: string): void {
    const size = utf8Length(text)
    writeUint(this.#writer, size)
    writeUtf8(this.#writer, text, size)
  }
}

/** The number of the last field that the name and the seq take, of which either may be left out; -1 for none. */
function lastOf(name: Uint8Array, seq: Seq): number {
  if (seq > 0) return 1
  return name.length === 0 ? -1 : 0
}
