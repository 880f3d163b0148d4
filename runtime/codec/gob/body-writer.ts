import type { ByteWriter } from '../../bytes.js'
import { VALUE } from '../../encoder.js'
import { asRpcError, RpcError } from '../../error.js'
import type { Limits } from '../../limits.js'
import type { Message } from '../../message.js'
import { traceWrite } from '../../trace.js'
import { Definitions, emptyStruct } from './definitions.js'
import { GobEncoder } from './encoder.js'
import { writeInt, writeUint } from './number.js'
import { Pieces } from './pieces.js'
import type { Registered } from './registry.js'
import { notNull } from './shape.js'

/**
 * Writes the values of one stream, each behind the definitions that it needs. What
 * is written is kept, or taken back to the last byte and the last definition.
 */
export class BodyWriter {
  readonly definitions: Definitions
  readonly encoder: GobEncoder
  readonly pieces: Pieces
  readonly #writer: ByteWriter
  readonly #limits: Limits

  constructor(writer: ByteWriter, registry: ReadonlyMap<string, Registered>, limits: Limits) {
    this.#writer = writer
    this.#limits = limits
    this.pieces = new Pieces(writer)
    this.definitions = new Definitions(writer, this.pieces)
    this.encoder = new GobEncoder(writer, this.pieces, this.definitions, registry, limits)
  }

  /** Appends a value; without a message, an empty struct. */
  write(message: Message<unknown> | undefined, value: unknown): void {
    const type = notNull(message?.type ?? emptyStruct)
    const { pieces } = this
    pieces.begin()
    writeInt(this.#writer, this.definitions.announce(type))
    // A struct ends with a zero, and any other body begins with one (encoding/gob/encode.go, encodeSingle).
    if (message === undefined || type.kind !== 'struct') writeUint(this.#writer, 0)
    if (message !== undefined) {
      this.encoder.begin()
      message.write(this.encoder, VALUE, value)
    }
    pieces.end()
  }

  /** Keeps what was written since the writer held `start` bytes. Throws `limit` when that is too much. */
  keep(start: number): void {
    const size = this.#writer.length - start
    if (size > this.#limits.message) {
      throw new RpcError('limit', `a message of ${size} bytes is over the limit of ${this.#limits.message}`)
    }
    this.definitions.commit()
  }

  /** Takes back what was written since; answers with the error and where in the value it lies. */
  takeBack(
    start: number,
    error: unknown,
    message: Message<unknown> | undefined,
    value: unknown,
    name: string,
  ): RpcError {
    this.#reset(start)
    if (message === undefined) return asRpcError(error, 'encode')
    try {
      this.pieces.begin()
      this.encoder.begin()
      return traceWrite(error, message, this.encoder, value, name)
    } finally {
      this.#reset(start)
    }
  }

  #reset(start: number): void {
    this.pieces.reset()
    this.#writer.truncate(start)
    this.definitions.rollback()
  }
}
