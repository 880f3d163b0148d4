import type { Codec, CodecIO, Header, HeaderKind, RequestHeader, ResponseHeader, Seq } from '../../codec.js'
import { NONE, REQUEST, RESPONSE } from '../../codec.js'
import { VALUE } from '../../encoder.js'
import { asRpcError, RpcError } from '../../error.js'
import { goErrorCode, goMethodName } from '../../go.js'
import type { AnyMethod, Message } from '../../message.js'
import { traceRead, traceWrite } from '../../trace.js'
import { readUtf8 } from '../../utf8.js'
import { ascii, CLOSE_BRACKET, LOWER_N, MINUS, OPEN_BRACE, OPEN_BRACKET, QUOTE, writeAscii } from './ascii.js'
import { compact } from './compact.js'
import { skipSpace } from './cursor.js'
import { JsonDecoder } from './decoder.js'
import { JsonEncoder } from './encoder.js'
import { Frame } from './frame.js'
import { describe, mismatch } from './mismatch.js'
import { NUMBER_BYTES, readInteger, writeInteger } from './number.js'
import { CODEC, makeKeys } from './shape.js'
import { quoted } from './text.js'

/** The members of both kinds of message; the numbers are theirs in this order. */
const KEYS = makeKeys(['method', 'params', 'id', 'result', 'error'])
const METHOD = 0
const PARAMS = 1
const ID = 2
const RESULT = 3
const ERROR = 4

const NULL = ascii('null')
/** What stands for the value of a method that has none, with the byte that stands before any value in its place. */
const NO_PARAMS = ascii('[{}')
const NO_RESULT = ascii(':{}')

const REQUEST_ID = ascii('],"id":')
const RESPONSE_ID = ascii('{"id":')
const RESULT_KEY = ascii(',"result"')
const NO_ERROR = ascii(',"error":null')
const ERROR_KEY = ascii(',"result":null,"error":')
const END = ascii('}\n')

/** How a request to each method begins, at the index of the method's id. */
const requestStarts: (Uint8Array | undefined)[] = []

/** The seq of a reply that no call of ours can be waiting for. */
const NOBODY = -1

/**
 * Go's net/rpc/jsonrpc on one connection (client.go and server.go of that
 * package). A codec does not know its role: the members of a message tell
 * whether it is a request.
 */
export class GoJsonCodec implements Codec {
  readonly #io: CodecIO
  readonly #encoder: JsonEncoder
  readonly #decoder: JsonDecoder
  readonly #frame: Frame
  /** Whether the header read last is a request's. */
  #request = false
  /** The id of each request until its reply. An id may be any JSON, so the request itself gets a number, counted as Go's server counts. */
  readonly #ids = new Map<Seq, number | Uint8Array>()
  #lastSeq = 0

  constructor(io: CodecIO) {
    this.#io = io
    this.#encoder = new JsonEncoder(io.writer, io.limits)
    this.#decoder = new JsonDecoder(io.limits)
    this.#frame = new Frame(KEYS, io.limits)
  }

  writeRequest({ seq }: RequestHeader, method: AnyMethod, params: unknown): void {
    const start = this.#io.writer.length
    try {
      this.#bytes(requestStarts[method.id] ?? requestStart(method))
      this.#value(start, NO_PARAMS, method.params, params)
      this.#bytes(REQUEST_ID)
      this.#number(seq)
      this.#bytes(END)
      this.#checkLength(start)
    } catch (error) {
      throw this.#takeBack(error, start, NO_PARAMS, method.params, params)
    }
  }

  writeResponse({ seq, error }: ResponseHeader, method: AnyMethod | undefined, result: unknown): void {
    const id = this.#ids.get(seq)
    if (id === undefined) throw new RpcError('internal', 'invalid sequence number in response')
    const start = this.#io.writer.length
    try {
      this.#bytes(RESPONSE_ID)
      if (typeof id === 'number') this.#number(id)
      else this.#bytes(id)
      if (error === undefined) {
        this.#bytes(RESULT_KEY)
        this.#value(start, NO_RESULT, method?.result, result)
        this.#bytes(NO_ERROR)
      } else {
        this.#bytes(ERROR_KEY)
        this.#bytes(quoted(error))
      }
      this.#checkLength(start + (typeof id === 'number' ? 0 : id.length))
      this.#bytes(END)
    } catch (failure) {
      throw this.#takeBack(failure, start, NO_RESULT, method?.result, result)
    }
    this.#ids.delete(seq)
  }

  readHeader(header: Header): HeaderKind {
    const { reader } = this.#io
    const frame = this.#frame
    if (!frame.isWhole(reader)) return NONE
    const first = reader.buffer[reader.position]
    if (first !== OPEN_BRACE && first !== LOWER_N) throw new RpcError('protocol', 'a message that is no object')
    this.#request = frame.has(METHOD) || !(frame.has(ID) || frame.has(RESULT) || frame.has(ERROR))
    if (this.#request) this.#readRequest(header)
    else this.#readResponse(header)
    return this.#request ? REQUEST : RESPONSE
  }

  readBody(message: Message<unknown> | undefined): unknown {
    try {
      return message === undefined ? undefined : this.#readValue(message)
    } finally {
      this.#frame.take(this.#io.reader)
    }
  }

  #readRequest(header: Header): void {
    header.seq = ++this.#lastSeq
    header.method = this.#isNull(METHOD) ? '' : this.#methodName()
    header.error = undefined
    header.code = undefined
    this.#ids.set(header.seq, this.#readId())
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
    const seq = this.#isNull(ID) ? 0 : this.#unsigned()
    const error = this.#isNull(ERROR) ? undefined : this.#errorText()
    header.seq = Number.isNaN(seq) ? NOBODY : seq
    header.method = ''
    header.error = error
    header.code = error === undefined ? undefined : goErrorCode(error)
  }

  /** Go's client ends the connection for an error that is no string; here only its call fails, with the same text. */
  #errorText(): string {
    if (this.#decoder.peek() === QUOTE) return this.#decoder.string() || 'unspecified error'
    const json = compact(this.#raw(ERROR))
    return `invalid error ${readUtf8(json, 0, json.length)}`
  }

  #readValue(message: Message<unknown>): unknown {
    const missing = this.#isNull(this.#request ? PARAMS : RESULT)
    if (this.#request) {
      if (missing) throw new RpcError('bad_args', 'jsonrpc: request body missing params')
      return this.#readAt(this.#firstParam(), message, 'params')
    }
    return this.#readAt(missing ? undefined : this.#decoder.position, message, 'result')
  }

  /** Where the one element of the params begins; undefined when there is none, which is as good as null. */
  #firstParam(): number | undefined {
    const { buffer, position } = this.#decoder
    if (buffer[position] !== OPEN_BRACKET) throw mismatch(describe(buffer, position, ''), 'value', '[1]interface {}')
    const first = skipSpace(buffer, position + 1)
    return buffer[first] === CLOSE_BRACKET ? undefined : first
  }

  #readAt(position: number | undefined, message: Message<unknown>, root: string): unknown {
    const buffer = position === undefined ? NULL : this.#io.reader.buffer
    try {
      this.#decoder.open(buffer, position ?? 0)
      return message.read(this.#decoder)
    } catch (error) {
      this.#decoder.open(buffer, position ?? 0)
      throw traceRead(error, message, this.#decoder, root)
    }
  }

  /** Whether a member is missing or null; the decoder stands at its value otherwise. */
  #isNull(member: number): boolean {
    if (!this.#frame.has(member)) return true
    const { buffer, position } = this.#io.reader
    this.#decoder.open(buffer, position + this.#frame.startOf(member))
    return this.#decoder.peek() === LOWER_N
  }

  /** The number that the decoder stands at, if it is one of digits alone; else NaN. */
  #unsigned(): number {
    return this.#decoder.peek() === MINUS ? Number.NaN : readInteger(this.#decoder)
  }

  #raw(member: number): Uint8Array {
    const { buffer, position } = this.#io.reader
    return buffer.subarray(position + this.#frame.startOf(member), position + this.#frame.endOf(member))
  }

  #value(start: number, none: Uint8Array, message: Message<unknown> | undefined, value: unknown): void {
    if (message === undefined) this.#bytes(none)
    else {
      this.#encoder.open(start, none[0] as number)
      message.write(this.#encoder, VALUE, value)
    }
  }

  #bytes(bytes: Uint8Array): void {
    const { writer } = this.#io
    writer.reserve(bytes.length)
    const { buffer, position } = writer
    for (let i = 0; i < bytes.length; i++) buffer[position + i] = bytes[i] as number
    writer.position += bytes.length
  }

  #number(value: Seq): void {
    const { writer } = this.#io
    writer.reserve(NUMBER_BYTES)
    const { buffer, position } = writer
    writer.position =
      typeof value === 'number' ? writeInteger(buffer, position, value) : writeAscii(buffer, position, String(value))
  }

  #checkLength(start: number): void {
    const { limits, writer } = this.#io
    if (writer.length - start > limits.message) {
      throw new RpcError('limit', `a message of more than ${limits.message} bytes`)
    }
  }

  /** Removes what was appended of a message, and tells where in its value the error lies. */
  #takeBack(
    error: unknown,
    start: number,
    none: Uint8Array,
    message: Message<unknown> | undefined,
    value: unknown,
  ): RpcError {
    const { writer } = this.#io
    writer.truncate(start)
    if (message === undefined) return asRpcError(error, 'encode')
    try {
      this.#encoder.open(start, none[0] as number)
      return traceWrite(error, message, this.#encoder, value, none === NO_PARAMS ? 'params' : 'result')
    } finally {
      writer.truncate(start)
    }
  }
}

function requestStart(method: AnyMethod): Uint8Array {
  const start = Uint8Array.of(...ascii('{"method":'), ...quoted(goMethodName(method, CODEC)), ...ascii(',"params":'))
  requestStarts[method.id] = start
  return start
}
