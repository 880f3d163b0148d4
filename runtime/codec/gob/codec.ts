import type { ByteReader, ByteWriter } from '../../bytes.js'
import { CANCEL_NAME, cancel, cancelOf, targetOf } from '../../cancel.js'
import type { Codec, CodecIO, Header, HeaderKind, RequestHeader, ResponseHeader } from '../../codec.js'
import { CANCEL, NONE, REQUEST, RESPONSE } from '../../codec.js'
import { asRpcError, RpcError } from '../../error.js'
import { goErrorCode } from '../../go.js'
import type { Limits } from '../../limits.js'
import type { AnyMethod, Message } from '../../message.js'
import { traceRead, traceWrite } from '../../trace.js'
import { readDefinitions, writeBody } from './body.js'
import { GobDecoder } from './decoder.js'
import { Definitions } from './definitions.js'
import { readDetails, writeDetails } from './details.js'
import { GobEncoder } from './encoder.js'
import { FrameScanner } from './frame.js'
import { HeaderReader } from './header-reader.js'
import { HeaderWriter, type Outcome } from './header-writer.js'
import { Input } from './input.js'
import { PeerTypes } from './peer-types.js'
import { type MismatchListener, Planner } from './plan.js'

const NO_DETAILS = new Uint8Array(0)

/** The target of a cancel that does not say which request it means. */
const NOBODY = -1

/** Gob on one connection, for both roles. */
export class GobCodec implements Codec {
  readonly #reader: ByteReader
  readonly #writer: ByteWriter
  readonly #limits: Limits
  readonly #onMismatch: MismatchListener
  /** Whether the extension is used without waiting for a sign of the peer's. */
  readonly #always: boolean
  readonly #definitions: Definitions
  readonly #encoder: GobEncoder
  readonly #headerWriter: HeaderWriter
  readonly #peer = new PeerTypes()
  readonly #scanner: FrameScanner
  readonly #input = new Input()
  readonly #headerReader: HeaderReader
  readonly #decoder: GobDecoder
  /** The body that belongs to the header read last. */
  #body = { id: 0, start: 0, end: 0, name: 'params' }

  constructor({ reader, writer, limits, extensions }: CodecIO, onMismatch: MismatchListener) {
    this.#reader = reader
    this.#writer = writer
    this.#limits = limits
    this.#onMismatch = onMismatch
    this.#always = extensions === 'on'
    this.#definitions = new Definitions(writer)
    this.#encoder = new GobEncoder(writer, limits)
    this.#headerWriter = new HeaderWriter(writer, this.#definitions, this.#encoder)
    this.#scanner = new FrameScanner(reader, limits.message)
    this.#headerReader = new HeaderReader(this.#input, this.#peer, limits.nesting)
    this.#decoder = new GobDecoder(this.#input, this.#peer, new Planner(this.#peer, onMismatch), limits.nesting)
  }

  get extended(): boolean {
    return this.#always || this.#headerReader.extended
  }

  writeRequest({ seq, timeout, metadata }: RequestHeader, method: AnyMethod, params: unknown): void {
    const start = this.#writer.length
    try {
      // Where the extension is understood its type serves all requests, so that one type is defined and not two.
      if (this.extended) this.#headerWriter.extendedRequest(method, seq, timeout, metadata)
      else this.#headerWriter.request(method, seq)
      writeBody(this.#writer, this.#definitions, this.#encoder, method.params, params)
      this.#keep(start)
    } catch (error) {
      throw this.#takeBack(start, error, method.params, params, 'params')
    }
  }

  /** The extended type announces this side to the peer; where it brings nothing, it costs nothing. */
  writeResponse(response: ResponseHeader, method: AnyMethod | undefined, body: unknown): void {
    const start = this.#writer.length
    const message = response.error === undefined ? method?.result : undefined
    try {
      const outcome = response.error === undefined ? undefined : this.#outcome(response, method, body)
      this.#headerWriter.response(response.method, method, response.seq, outcome)
      writeBody(this.#writer, this.#definitions, this.#encoder, message, body)
      this.#keep(start)
    } catch (cause) {
      throw this.#takeBack(start, cause, message, body, 'result')
    }
  }

  writeCancel(seq: number, target: number): void {
    this.writeRequest({ seq, timeout: Number.POSITIVE_INFINITY, metadata: undefined }, cancel, cancelOf(target))
  }

  readHeader(header: Header): HeaderKind {
    try {
      const length = this.#scanner.scan()
      return length === 0 ? NONE : this.#readFrame(header, length)
    } catch (error) {
      const { code, reason } = asRpcError(error, 'protocol')
      throw new RpcError(code === 'limit' ? 'limit' : 'protocol', reason, { cause: error })
    }
  }

  readBody(message: Message<unknown> | undefined): unknown {
    if (message === undefined) return undefined
    const { name, start, end } = this.#body
    if (name === 'details') {
      return readDetails(message, this.#input.buffer, start, end, this.#limits.nesting, this.#onMismatch)
    }
    try {
      this.#openBody(message)
      const value = message.read(this.#decoder)
      this.#input.check()
      return value
    } catch (error) {
      this.#openBody(message)
      throw traceRead(error, message, this.#decoder, name)
    }
  }

  #openBody(message: Message<unknown>): void {
    const { id, start, end } = this.#body
    this.#input.open(this.#input.buffer, start, end)
    this.#decoder.begin(message.type, id)
  }

  /** What a response tells of its error; Go takes an empty text for success, so that one is never sent. */
  #outcome(response: ResponseHeader, method: AnyMethod | undefined, details: unknown): Outcome {
    const error = response.error || 'unspecified error'
    const { code, errorName } = response
    if (errorName === undefined) {
      // Nor is a code that the text gives away.
      return { error, code: code === undefined || code === goErrorCode(error) ? '' : code, details: NO_DETAILS }
    }
    const type = method?.errors.find(({ name }) => name === errorName)
    if (type === undefined) throw new RpcError('encode', `the method has no error ${errorName}`)
    return { error, code: errorName, details: writeDetails(type.message, details, this.#limits) }
  }

  #keep(start: number): void {
    const size = this.#writer.length - start
    if (size > this.#limits.message) {
      throw new RpcError('limit', `a message of ${size} bytes is over the limit of ${this.#limits.message}`)
    }
    this.#definitions.commit()
  }

  /** Leaves the stream as it was before the frame; answers with the error and where it lies. */
  #takeBack(
    start: number,
    error: unknown,
    message: Message<unknown> | undefined,
    value: unknown,
    name: string,
  ): RpcError {
    this.#writer.truncate(start)
    this.#definitions.rollback()
    if (message === undefined) return asRpcError(error, 'encode')
    try {
      this.#encoder.begin()
      return traceWrite(error, message, this.#encoder, value, name)
    } finally {
      this.#writer.truncate(start)
    }
  }

  /** Reads all of a frame that has arrived but for its body's value. */
  #readFrame(header: Header, length: number): HeaderKind {
    const input = this.#input
    const { buffer, position } = this.#reader
    const end = position + length
    this.#reader.position = end
    input.open(buffer, position, end)
    const headerId = readDefinitions(input, this.#peer)
    const headers = this.#headerReader
    const { isResponse, extended } = headers.read(header, headerId)
    input.end = end
    const id = readDefinitions(input, this.#peer)
    header.answer = !isResponse
    header.target = NOBODY
    if (header.errorName !== undefined) {
      this.#body = { id: 0, start: headers.detailsStart, end: headers.detailsEnd, name: 'details' }
      return RESPONSE
    }
    this.#body = { id, start: input.position, end: input.end, name: isResponse ? 'result' : 'params' }
    if (isResponse) return RESPONSE
    if (header.method !== CANCEL_NAME) return REQUEST
    header.answer = !extended
    this.#readTarget(header)
    return CANCEL
  }

  #readTarget(header: Header): void {
    try {
      header.target = targetOf(this.readBody(cancel.params))
    } catch {
      // The seq stays nobody's: there is nothing to cancel, and nobody else's request to fail.
    }
  }
}
