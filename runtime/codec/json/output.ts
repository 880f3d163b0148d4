import type { CodecIO, Seq } from '../../codec.js'
import { VALUE } from '../../encoder.js'
import { asRpcError, type RpcError } from '../../error.js'
import type { Message } from '../../message.js'
import { traceWrite } from '../../trace.js'
import { writeAscii } from './ascii.js'
import { JsonEncoder } from './encoder.js'
import { NUMBER_BYTES, writeInteger } from './number.js'
import { Room } from './room.js'
import type { Shapes } from './shape.js'

/** A value of a message, with the byte that stands before it. */
export interface Body {
  readonly message: Message<unknown> | undefined
  readonly value: unknown
  /** The head of the path in an error: `params`. */
  readonly root: string
}

/** What messages of any dialect are made of, appended to the writer, and how they are taken back. */
export class Output {
  readonly encoder: JsonEncoder
  readonly #io: CodecIO
  readonly #room: Room

  constructor(io: CodecIO, shapes: Shapes) {
    const { writer, limits } = io
    this.#io = io
    this.#room = new Room(writer, limits.message)
    this.encoder = new JsonEncoder(writer, this.#room, limits.nesting, shapes)
  }

  /** Begins a message, and answers with where: as a length of the writer. */
  open(): number {
    return this.#room.open()
  }

  /** Throws `limit` when a message that began at `start` is too long by now, but for so many bytes. */
  check(start: number, free = 0): void {
    this.#room.check(this.#io.writer.length - start - free)
  }

  bytes(bytes: Uint8Array): void {
    const { writer } = this.#io
    writer.reserve(bytes.length)
    const { buffer, position } = writer
    for (let i = 0; i < bytes.length; i++) buffer[position + i] = bytes[i] as number
    writer.position += bytes.length
  }

  number(value: Seq): void {
    const { writer } = this.#io
    writer.reserve(NUMBER_BYTES)
    const { buffer, position } = writer
    writer.position =
      typeof value === 'number' ? writeInteger(buffer, position, value) : writeAscii(buffer, position, String(value))
  }

  /** An id as it came: a number, or any JSON. */
  id(id: number | Uint8Array): void {
    if (typeof id === 'number') this.number(id)
    else this.bytes(id)
  }

  /** A value, with the byte `before` in front, a struct as an array where it is `ordered`; `none` for that of a method without one. */
  value(before: number, { message, value }: Body, none: Uint8Array, ordered = false): void {
    if (message === undefined) this.bytes(none)
    else {
      this.encoder.open(before, ordered)
      message.write(this.encoder, VALUE, value)
    }
  }

  /** Removes what was appended of a message since `start`, and tells where in its value the error lies. */
  takeBack(error: unknown, start: number, before: number, { message, value, root }: Body): RpcError {
    const { writer } = this.#io
    writer.truncate(start)
    if (message === undefined) return asRpcError(error, 'encode')
    try {
      this.encoder.open(before)
      return traceWrite(error, message, this.encoder, value, root)
    } finally {
      writer.truncate(start)
    }
  }
}
