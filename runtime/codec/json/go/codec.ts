import { CANCEL_NAME, cancel, cancelOf, targetOf } from '../../../cancel.js'
import type { Codec, CodecIO, Header, HeaderKind, RequestHeader, ResponseHeader, Seq } from '../../../codec.js'
import { CANCEL, NONE, REQUEST, RESPONSE } from '../../../codec.js'
import { isErrorCode, RpcError, UNSPECIFIED } from '../../../error.js'
import { goErrorCode } from '../../../go.js'
import type { AnyMethod, Message } from '../../../message.js'
import { traceRead } from '../../../trace.js'
import type { AnyErrorType } from '../../../typed-error.js'
import { readUtf8 } from '../../../utf8.js'
import { CLOSE_BRACKET, LOWER_N, MINUS, NULL, OPEN_BRACE, OPEN_BRACKET, QUOTE } from '../ascii.js'
import { compact } from '../compact.js'
import { skipSpace } from '../cursor.js'
import { JsonDecoder } from '../decoder.js'
import { goDialect } from '../dialect.js'
import { isEmpty, readMetadata, readTimeout } from '../extension.js'
import { describe, mismatch } from '../mismatch.js'
import { readInteger } from '../number.js'
import { Scanner } from '../scanner.js'
import { makeKeys } from '../shape.js'
import { MessageWriter } from './message-writer.js'
import { shapes } from './shapes.js'
import { checkError, checkId, invalidError } from './strict.js'

/** The members of both kinds of message; the numbers are theirs in this order. */
const KEYS = makeKeys(['method', 'params', 'id', 'result', 'error', 'timeout', 'meta', 'code', 'details'], true)
const METHOD = 0
const PARAMS = 1
const ID = 2
const RESULT = 3
const ERROR = 4
const TIMEOUT = 5
const META = 6
const CODE = 7
const DETAILS = 8

/** The seq of a reply that no call of ours can be waiting for, and the target of a cancel that no request of the peer's is meant by. */
const NOBODY = -1

/**
 * Go's net/rpc/jsonrpc on one connection (client.go and server.go of that
 * package). A codec does not know its role: the members of a message tell
 * whether it is a request.
 */
export class GoJsonCodec implements Codec {
  /** Go answers with the decoder's own text (net/rpc/server.go, readRequest). */
  readonly verbatim = true
  readonly #io: CodecIO
  readonly #writer: MessageWriter
  readonly #decoder: JsonDecoder
  readonly #scanner: Scanner
  /** Which member of the message read last is its body. */
  #body = PARAMS
  /** What the response read last calls the error whose details are its body, if so. */
  #errorName: string | undefined
  /** The id of each request until its reply. An id may be any JSON, so the request itself gets a number, counted as Go's server counts. */
  readonly #ids = new Map<Seq, number | Uint8Array>()
  #lastSeq = 0
  /** Whether the peer knows the extension, or is taken to. */
  #extended: boolean
  /** Whether what Go's client ends the connection for ends it here, too. */
  readonly #strict: boolean
  /** In strict mode: whether this side has called, so that whatever it reads is a response to Go; and why the connection is to end. */
  #calls = false
  #refused: RpcError | undefined

  constructor(io: CodecIO, strict: boolean) {
    this.#io = io
    this.#strict = strict
    this.#extended = io.extensions === 'on'
    this.#writer = new MessageWriter(io)
    this.#decoder = new JsonDecoder(io.limits, goDialect, shapes)
    this.#scanner = new Scanner(KEYS, io.limits)
  }

  get extended(): boolean {
    return this.#extended
  }

  /** Bytes that were visited to find where messages end: each of them once. */
  get steps(): number {
    return this.#scanner.steps
  }

  writeRequest(request: RequestHeader, method: AnyMethod, params: unknown): void {
    this.#writer.request(this.#extended, request, method, params)
    this.#calls = this.#strict
  }

  writeResponse(response: ResponseHeader, method: AnyMethod | undefined, body: unknown): void {
    const id = this.#ids.get(response.seq)
    if (id === undefined) throw new RpcError('internal', 'invalid sequence number in response')
    this.#writer.response(this.#extended, id, response, method, body)
    this.#ids.delete(response.seq)
  }

  writeCancel(seq: number, target: number): void {
    this.writeRequest({ seq, timeout: Number.POSITIVE_INFINITY, metadata: undefined }, cancel, cancelOf(target))
  }

  readHeader(header: Header): HeaderKind {
    if (this.#refused !== undefined) throw this.#refused
    const { reader } = this.#io
    const scanner = this.#scanner
    if (!scanner.isWhole(reader)) return NONE
    const first = reader.buffer[reader.position]
    if (first !== OPEN_BRACE && first !== LOWER_N) throw new RpcError('protocol', 'a message that is no object')
    header.target = NOBODY
    if (this.#calls || (!scanner.has(METHOD) && (scanner.has(ID) || scanner.has(RESULT) || scanner.has(ERROR)))) {
      this.#readResponse(header)
      return RESPONSE
    }
    const extended = this.#readRequest(header)
    if (header.method !== CANCEL_NAME) return REQUEST
    this.#readCancel(header, !extended)
    return CANCEL
  }

  readBody(message: Message<unknown> | undefined): unknown {
    try {
      return message === undefined ? undefined : this.#readValue(message)
    } finally {
      this.#scanner.take(this.#io.reader)
    }
  }

  errorOf({ errors }: AnyMethod): AnyErrorType | undefined {
    return errors.find(({ name }) => name === this.#errorName)
  }

  /** Answers whether the request has one of the extension's keys. Such a key with anything else in it is a stranger's, and passed over. */
  #readRequest(header: Header): boolean {
    this.#body = PARAMS
    header.seq = ++this.#lastSeq
    header.method = this.#isNull(METHOD) ? '' : this.#methodName()
    header.error = undefined
    header.code = undefined
    this.#errorName = undefined
    header.answer = true
    this.#ids.set(header.seq, this.#readId())
    const timeout = this.#isNull(TIMEOUT) ? undefined : readTimeout(this.#decoder)
    const metadata = this.#isNull(META) ? undefined : readMetadata(this.#decoder)
    header.timeout = timeout ?? Number.POSITIVE_INFINITY
    header.metadata = metadata === undefined || isEmpty(metadata) ? undefined : metadata
    const extended = timeout !== undefined || metadata !== undefined
    this.#extended ||= extended
    return extended
  }

  /** The peer names the request by its own id, which is not the number that it got here. */
  #readCancel(header: Header, answer: boolean): void {
    header.answer = answer
    if (!answer) this.#ids.delete(header.seq)
    try {
      const cancelled = targetOf(this.#readValue(cancel.params as Message<unknown>))
      for (const [seq, id] of this.#ids) if (id === cancelled && seq !== header.seq) header.target = seq
    } catch {
      // The target stays nobody: there is nothing to cancel, and no other request to fail.
    } finally {
      this.#scanner.take(this.#io.reader)
    }
  }

  #methodName(): string {
    if (this.#decoder.peek() !== QUOTE) throw new RpcError('protocol', 'a method whose name is no string')
    return this.#decoder.string()
  }

  #readId(): number | Uint8Array {
    if (this.#isNull(ID)) return NULL
    const number = this.#unsigned()
    return Number.isNaN(number) ? compact(this.#raw(ID)) : number
  }

  #readResponse(header: Header): void {
    this.#body = RESULT
    if (this.#strict) {
      if (!this.#isNull(ID)) checkId(this.#decoder)
      if (!this.#isNull(ERROR)) checkError(this.#decoder)
      else if (this.#isNull(RESULT)) throw invalidError(null)
    }
    const seq = this.#isNull(ID) ? 0 : this.#unsigned()
    const error = this.#isNull(ERROR) ? undefined : this.#errorText()
    header.seq = Number.isNaN(seq) ? NOBODY : seq
    header.method = ''
    header.error = error
    header.code = undefined
    this.#errorName = undefined
    header.timeout = Number.POSITIVE_INFINITY
    header.metadata = undefined
    header.answer = false
    if (error !== undefined) this.#readCode(header, error)
  }

  #readCode(header: Header, error: string): void {
    const code = this.#isNull(CODE) || this.#decoder.peek() !== QUOTE ? '' : this.#decoder.string()
    if (code !== '') this.#extended = true
    if (code !== '' && this.#scanner.has(DETAILS)) {
      this.#body = DETAILS
      header.code = 'remote'
      this.#errorName = code
    } else {
      header.code = isErrorCode(code) ? code : goErrorCode(error)
    }
  }

  /** Go's client ends the connection for an error that is no string; here only its call fails, with the same text. */
  #errorText(): string {
    if (this.#decoder.peek() === QUOTE) return this.#decoder.string() || UNSPECIFIED
    const json = compact(this.#raw(ERROR))
    return `invalid error ${readUtf8(json, 0, json.length)}`
  }

  #readValue(message: Message<unknown>): unknown {
    const missing = this.#isNull(this.#body)
    if (this.#body === PARAMS && missing) throw new RpcError('bad_args', 'jsonrpc: request body missing params')
    const { position } = this.#decoder
    const start = this.#body === PARAMS ? this.#firstParam() : missing ? undefined : position
    const buffer = start === undefined ? NULL : this.#io.reader.buffer
    try {
      this.#decoder.open(buffer, start ?? 0)
      return message.read(this.#decoder)
    } catch (error) {
      const traced = traceRead(error, this.#decoder, KEYS.names[this.#body] as string, (decoder) => {
        this.#decoder.open(buffer, start ?? 0)
        message.read(decoder)
      })
      if (this.#strict && this.#body === RESULT) this.#refused = new RpcError('protocol', traced.reason)
      throw traced
    }
  }

  /** Where the one element of the params begins; undefined when there is none, which is as good as null. */
  #firstParam(): number | undefined {
    const { buffer, position } = this.#decoder
    if (buffer[position] !== OPEN_BRACKET) throw mismatch(describe(buffer, position, ''), 'value', '[1]interface {}')
    const first = skipSpace(buffer, position + 1)
    return buffer[first] === CLOSE_BRACKET ? undefined : first
  }

  /** Whether a member is missing or null; the decoder stands at its value otherwise. */
  #isNull(member: number): boolean {
    if (!this.#scanner.has(member)) return true
    const { buffer, position } = this.#io.reader
    this.#decoder.open(buffer, position + this.#scanner.startOf(member))
    return this.#decoder.peek() === LOWER_N
  }

  /** The number that the decoder stands at, if it is one of digits alone; else NaN. */
  #unsigned(): number {
    return this.#decoder.peek() === MINUS ? Number.NaN : readInteger(this.#decoder)
  }

  #raw(member: number): Uint8Array {
    const { buffer, position } = this.#io.reader
    return buffer.subarray(position + this.#scanner.startOf(member), position + this.#scanner.endOf(member))
  }
}
