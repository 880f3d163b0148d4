import type { CodecIO } from '../../codec.js'
import { VALUE } from '../../encoder.js'
import { asRpcError, type RpcError } from '../../error.js'
import type { Message } from '../../message.js'
import { traceRead, traceWrite } from '../../trace.js'
import { MsgpackDecoder } from './decoder.js'
import type { Dialect } from './dialect.js'
import { MsgpackEncoder } from './encoder.js'

/** Writes and reads the values of messages, and tells where in one an error lies. */
export class Body {
  readonly encoder: MsgpackEncoder
  readonly decoder: MsgpackDecoder
  readonly #io: CodecIO

  constructor(io: CodecIO, dialect: Dialect) {
    const { writer, limits } = io
    this.#io = io
    this.encoder = new MsgpackEncoder(writer, dialect, limits.message, limits.nesting)
    this.decoder = new MsgpackDecoder(dialect, limits)
  }

  /** Appends a value of the message that began at `start`, a length of the writer. */
  write(start: number, message: Message<unknown>, value: unknown, positional: boolean = false): void {
    this.encoder.open(start, positional)
    message.write(this.encoder, VALUE, value)
  }

  /** Removes what was appended since `start`, and answers with the error and where in the value it lies. */
  takeBack(
    error: unknown,
    start: number,
    message: Message<unknown> | undefined,
    value: unknown,
    root: string,
    positional: boolean = false,
  ): RpcError {
    const { writer } = this.#io
    writer.truncate(start)
    if (message === undefined) return asRpcError(error, 'encode')
    try {
      this.encoder.open(start, positional)
      return traceWrite(error, message, this.encoder, value, root)
    } finally {
      writer.truncate(start)
    }
  }

  /** Reads the value that begins at `at` in the reader's buffer. */
  read(message: Message<unknown>, at: number, root: string, positional: boolean = false): unknown {
    const { decoder } = this
    const { buffer } = this.#io.reader
    try {
      decoder.open(buffer, at, positional)
      return message.read(decoder)
    } catch (error) {
      throw traceRead(error, decoder, root, (tracing) => {
        decoder.open(buffer, at, positional)
        message.read(tracing)
      })
    }
  }
}
