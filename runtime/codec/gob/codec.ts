import type { ByteReader, ByteWriter } from '../../bytes.js'
import { CANCEL_NAME, cancel, cancelOf, targetOf } from '../../cancel.js'
import type { Codec, CodecIO, Header, HeaderKind, RequestHeader, ResponseHeader } from '../../codec.js'
import { CANCEL, NONE, REQUEST, RESPONSE } from '../../codec.js'
import { declaredError } from '../../declared-error.js'
import { asRpcError, RpcError, UNSPECIFIED } from '../../error.js'
import { goErrorCode } from '../../go.js'
import type { AnyMethod, Message } from '../../message.js'
import type { AnyErrorType } from '../../typed-error.js'
import { BodyReader } from './body-reader.js'
import { BodyWriter } from './body-writer.js'
import { HeaderReader } from './header-reader.js'
import { HeaderWriter, type Outcome } from './header-writer.js'
import { corrupt, Input } from './input.js'
import { PeerTypes } from './peer-types.js'
import type { ReadOptions } from './read-options.js'
import { SMALL_SLAB, StreamWriter } from './stream-writer.js'
import { noExtent, ValueScanner } from './value-scanner.js'
import { ValueStream } from './value-stream.js'

const NO_DETAILS = new Uint8Array(0)

/** The target of a cancel that does not say which request it means. */
const NOBODY = -1

/** What holds the details of an error, which are a stream of their own: a stock Go peer skips them whatever they are. */
const DETAILS = 'details'

/** Gob on one connection, for both roles. */
export class GobCodec implements Codec {
  /** Go answers with the decoder's own text (net/rpc/server.go, readRequest). */
  readonly verbatim = true
  readonly #reader: ByteReader
  readonly #writer: ByteWriter
  readonly #options: ReadOptions
  /** Whether the extension is used without waiting for a sign of the peer's. */
  readonly #always: boolean
  readonly #bodyWriter: BodyWriter
  readonly #headerWriter: HeaderWriter
  readonly #peer: PeerTypes
  readonly #scanner: ValueScanner
  readonly #input = new Input()
  readonly #headerReader: HeaderReader
  readonly #bodyReader: BodyReader
  /** Where the header lies once it has arrived, and where the body that belongs to it. */
  readonly #header = noExtent()
  #hasHeader = false
  readonly #body = noExtent()
  /** What the extents count from, in the reader's buffer, and what an error calls the body. */
  #at = 0
  #name = DETAILS

  constructor({ reader, writer, extensions }: CodecIO, options: ReadOptions) {
    const { limits, gobLimits, registry } = options
    const { emptyEntries } = gobLimits
    this.#reader = reader
    this.#writer = writer
    this.#options = options
    this.#always = extensions === 'on'
    this.#bodyWriter = new BodyWriter(writer, registry, limits)
    this.#headerWriter = new HeaderWriter(writer, this.#bodyWriter)
    const peer = new PeerTypes(gobLimits.types)
    this.#peer = peer
    this.#scanner = new ValueScanner(reader, peer, limits.message, limits.nesting, emptyEntries)
    this.#headerReader = new HeaderReader(this.#input, peer, limits.nesting, emptyEntries)
    this.#bodyReader = new BodyReader(peer, options)
  }

  /** What reading has cost so far: at most 64 steps for each byte that arrived, and 1,000 more. */
  get steps(): number {
    return this.#peer.steps + this.#scanner.steps + this.#input.steps + this.#bodyReader.steps
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
      this.#bodyWriter.write(method.params, params)
      this.#bodyWriter.keep(start)
    } catch (error) {
      throw this.#bodyWriter.takeBack(start, error, method.params, params, 'params')
    }
  }

  /** The extended type announces this side to the peer; where it brings nothing, it costs nothing. */
  writeResponse(response: ResponseHeader, method: AnyMethod | undefined, body: unknown): void {
    const start = this.#writer.length
    const message = response.error === undefined ? method?.result : undefined
    try {
      const outcome = response.error === undefined ? undefined : this.#outcome(response, method, body)
      this.#headerWriter.response(response.method, method, response.seq, outcome)
      this.#bodyWriter.write(message, body)
      this.#bodyWriter.keep(start)
    } catch (cause) {
      throw this.#bodyWriter.takeBack(start, cause, message, body, 'result')
    }
  }

  writeCancel(seq: number, target: number): void {
    this.writeRequest({ seq, timeout: Number.POSITIVE_INFINITY, metadata: undefined }, cancel, cancelOf(target))
  }

  readHeader(header: Header): HeaderKind {
    try {
      if (!this.#hasHeader) this.#hasHeader = this.#scanner.next(this.#header)
      if (!this.#hasHeader || !this.#scanner.next(this.#body)) return NONE
      this.#hasHeader = false
      return this.#readFrame(header)
    } catch (error) {
      const { code, reason } = asRpcError(error, 'protocol')
      throw new RpcError(code === 'limit' ? 'limit' : 'protocol', reason, { cause: error })
    }
  }

  readBody(message: Message<unknown> | undefined): unknown {
    if (message === undefined) return undefined
    const { buffer } = this.#input
    if (this.#name !== DETAILS) return this.#bodyReader.read(message, buffer, this.#at, this.#body, this.#name)
    return this.#readDetails(message, buffer.subarray(this.#headerReader.detailsStart, this.#headerReader.detailsEnd))
  }

  errorOf({ errors }: AnyMethod): AnyErrorType | undefined {
    return errors.find(({ name }) => name === this.#headerReader.errorName)
  }

  /** Whatever the bytes are, the connection's own framing stands. */
  #readDetails(message: Message<unknown>, bytes: Uint8Array): unknown {
    const stream = new ValueStream(this.#options)
    stream.push(bytes)
    try {
      if (!stream.next()) throw corrupt('unexpected EOF')
    } catch (error) {
      throw new RpcError('decode', asRpcError(error, 'decode').reason, { path: DETAILS, cause: error })
    }
    return stream.read(message, DETAILS)
  }

  /** What a response tells of its error; Go takes an empty text for success, so that one is never sent. */
  #outcome(response: ResponseHeader, method: AnyMethod | undefined, details: unknown): Outcome {
    const error = response.error || UNSPECIFIED
    const { code, errorName } = response
    const type = declaredError(response, method)
    if (errorName === undefined || type === undefined) {
      // Nor is a code that the text gives away.
      return { error, code: code === undefined || code === goErrorCode(error) ? '' : code, details: NO_DETAILS }
    }
    const writer = new StreamWriter(this.#options.registry, this.#options.limits, SMALL_SLAB)
    return { error, code: errorName, details: writer.write(type.message, details, DETAILS) }
  }

  /** Reads all of a frame that has arrived but for its body's value. */
  #readFrame(header: Header): HeaderKind {
    const { buffer, position: at } = this.#reader
    this.#at = at
    this.#scanner.take()
    const { id, start, end, last, fault } = this.#header
    this.#input.open(buffer, at + start, at + end, at + last, fault)
    const { isResponse, extended } = this.#headerReader.read(header, id)
    if (fault !== undefined) throw fault
    header.answer = !isResponse
    header.target = NOBODY
    this.#name = this.#headerReader.errorName !== undefined ? DETAILS : isResponse ? 'result' : 'params'
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
