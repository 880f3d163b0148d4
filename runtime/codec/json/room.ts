import type { ByteWriter } from '../../bytes.js'
import { RpcError } from '../../error.js'

/** What one message may take of the writer: its limit holds while it grows, so that one without an end is none. */
export class Room {
  readonly #writer: ByteWriter
  readonly #limit: number
  /** Where the message began. */
  #start = 0

  /** `limit` is the most bytes that a message may have. */
  constructor(writer: ByteWriter, limit: number) {
    this.#writer = writer
    this.#limit = limit
  }

  /** Begins a message, and answers with where: as a length of the writer. */
  open(): number {
    this.#start = this.#writer.length
    return this.#start
  }

  /** As the writer's own. Throws `limit` instead of growing for a message that is too long by now. */
  reserve(count: number): void {
    const writer = this.#writer
    if (writer.position + count <= writer.buffer.length) return
    this.check(writer.length - this.#start)
    writer.reserve(count)
  }

  /** Throws `limit` when a message, or something in one, of so many bytes is too long. */
  check(length: number): void {
    if (length > this.#limit) throw new RpcError('limit', `a message of more than ${this.#limit} bytes`)
  }
}
