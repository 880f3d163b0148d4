import type { CodecIO } from '../../codec.js'
import { VALUE } from '../../encoder.js'
import { asRpcError, type RpcError } from '../../error.js'
import type { Message } from '../../message.js'
import { traceRead, traceWrite } from '../../trace.js'
import { ThriftDecoder } from './decoder.js'
import { ThriftEncoder } from './encoder.js'
import { STRUCT } from './format.js'
import type { Protocol } from './protocol.js'
import type { Shape } from './shape.js'

/** A value of a message, and the struct that holds it where it is none itself. */
export interface Content {
  readonly message: Message<unknown>
  readonly wrapper: Shape | undefined
}

/** Writes and reads the values of messages, and tells where in one an error lies. */
export class Body {
  readonly encoder: ThriftEncoder
  readonly decoder: ThriftDecoder
  readonly #io: CodecIO

  constructor(io: CodecIO, protocol: Protocol) {
    const { writer, limits } = io
    this.#io = io
    this.encoder = new ThriftEncoder(writer, protocol, limits.message, limits.nesting)
    this.decoder = new ThriftDecoder(protocol, limits)
  }

  /** Appends the struct that is the body of the message which began at `start`, a length of the writer. */
  write(start: number, content: Content | undefined, value: unknown): void {
    this.encoder.open(start, content?.wrapper)
    content?.message.write(this.encoder, VALUE, value)
    if (content === undefined || content.wrapper !== undefined) this.encoder.stop()
    this.encoder.check()
  }

  /** Removes what was appended since `start`, and answers with the error and where in the value it lies. */
  takeBack(error: unknown, start: number, content: Content | undefined, value: unknown, root: string): RpcError {
    const { writer } = this.#io
    writer.truncate(start)
    if (content === undefined || content.wrapper?.refusal !== undefined) return asRpcError(error, 'encode')
    try {
      this.encoder.open(start, content.wrapper)
      return traceWrite(error, content.message, this.encoder, value, root)
    } finally {
      writer.truncate(start)
    }
  }

  /** Reads the struct that begins at `at` in the reader's buffer, or the value in its field of this number. */
  read(message: Message<unknown>, at: number, field: number | undefined, root: string): unknown {
    const { decoder } = this
    const { buffer } = this.#io.reader
    const begin = (): void => {
      if (field === undefined) decoder.open(buffer, at, STRUCT)
      else decoder.openField(buffer, at, field)
    }
    try {
      begin()
      return message.read(decoder)
    } catch (error) {
      throw traceRead(error, decoder, root, (tracing) => {
        begin()
        message.read(tracing)
      })
    }
  }
}
