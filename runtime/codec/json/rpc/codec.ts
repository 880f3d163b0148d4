import type { Codec, CodecIO, Header, HeaderKind, RequestHeader, ResponseHeader, Seq } from '../../../codec.js'
import { CANCEL, NONE, REQUEST, RESPONSE } from '../../../codec.js'
import { RpcError } from '../../../error.js'
import type { AnyMethod, Message } from '../../../message.js'
import { traceRead } from '../../../trace.js'
import type { AnyErrorType } from '../../../typed-error.js'
import { ascii, LOWER_N, NULL, OPEN_BRACE, OPEN_BRACKET } from '../ascii.js'
import { skipSpace } from '../cursor.js'
import { JsonDecoder } from '../decoder.js'
import { rpcDialect } from '../dialect.js'
import { isEmpty, readMetadata, readTimeout } from '../extension.js'
import { ErrorObject } from './error-object.js'
import { type Framing, framingOf } from './framing.js'
import { Gathering } from './gathering.js'
import { ERROR, META, METHOD, PARAMS, RESULT, TIMEOUT } from './members.js'
import { isObject, MessageWriter } from './message-writer.js'
import type { JsonRpcOptions } from './options.js'
import { shapes } from './shapes.js'
import { cancelledBy, idOf, isSame, standsAt, type Text } from './text.js'
import { type Arrival, Texts } from './texts.js'
import type { Ticket } from './ticket.js'

/** The notification that cancels a request, as the Language Server Protocol has it. */
const CANCEL_METHOD = '$/cancelRequest'

/** The seq of what no call of ours can be waiting for, and the target of a cancel that no request is meant by. */
const NOBODY = -1

/** What an error without data has for details. */
const EMPTY = ascii('{}')

/** JSON-RPC 2.0 on one connection, for both roles: the members of a message tell what it is. */
export class JsonRpcCodec implements Codec {
  readonly notifies = true
  readonly #io: CodecIO
  readonly #framing: Framing
  readonly #writer: MessageWriter
  readonly #gathering: Gathering | undefined
  readonly #decoder: JsonDecoder
  readonly #texts: Texts
  readonly #error = new ErrorObject()
  /** The message read last, and which of its members is its body. */
  #text: Text | undefined
  #body = PARAMS
  /** Whether that message is a response with an error, whose body is told by its type. */
  #failed = false
  /** What each request is answered with, until it is. An id may be any JSON, so the request itself gets a number. */
  readonly #asked = new Map<Seq, number | Uint8Array | Ticket>()
  #lastSeq = 0
  #extended: boolean

  constructor(io: CodecIO, { params, framing = 'newline', batch = false }: JsonRpcOptions) {
    const { writer, limits, extensions } = io
    this.#io = io
    this.#extended = extensions === 'on'
    this.#framing = framingOf(framing, writer)
    this.#writer = new MessageWriter(io, params === 'positional')
    if (batch) this.#gathering = new Gathering(writer, this.#framing, limits.message)
    this.#decoder = new JsonDecoder(limits, rpcDialect, shapes)
    this.#texts = new Texts(io, framing, this.#decoder)
  }

  get extended(): boolean {
    return this.#extended
  }

  /** Bytes that were visited to find where messages end: those of a batch a few times. */
  get steps(): number {
    return this.#texts.steps
  }

  writeRequest(request: RequestHeader, method: AnyMethod, params: unknown): void {
    const start = this.#io.writer.length
    this.#writer.request(this.#extended, request, method, params)
    this.#send(start)
  }

  writeResponse(response: ResponseHeader, method: AnyMethod | undefined, body: unknown): void {
    const asked = this.#asked.get(response.seq)
    if (asked === undefined) throw new RpcError('internal', 'invalid sequence number in response')
    const { writer } = this.#io
    const start = writer.length
    if (typeof asked === 'number' || asked instanceof Uint8Array) {
      this.#writer.response(asked, response, method, body)
      this.#framing.close(start)
    } else {
      this.#writer.response(asked.id, response, method, body, asked.number)
      if (asked.answers === undefined) this.#framing.close(start)
      else asked.answers.add(writer, start, this.#framing)
    }
    this.#asked.delete(response.seq)
  }

  writeCancel(_seq: number, target: number): void {
    const start = this.#io.writer.length
    this.#writer.cancel(target)
    this.#send(start)
  }

  flush(): void {
    this.#gathering?.flush()
  }

  readHeader(header: Header): HeaderKind {
    for (;;) {
      const arrival = this.#texts.next()
      if (arrival === undefined) return NONE
      this.#text = arrival.text
      header.target = NOBODY
      header.error = undefined
      header.code = undefined
      header.timeout = Number.POSITIVE_INFINITY
      header.metadata = undefined
      this.#failed = false
      if (arrival.form === 'response') return this.#readResponse(header, arrival.text as Text)
      this.#readRequest(header, arrival)
      if (header.method !== CANCEL_METHOD || header.answer) return REQUEST
      if (this.#readCancel(header, arrival.text as Text)) return CANCEL
    }
  }

  readBody(message: Message<unknown> | undefined): unknown {
    try {
      if (message !== undefined) return this.#readValue(message)
      return this.#failed ? this.#error.raw(this.#decoder) : undefined
    } finally {
      this.#texts.take()
    }
  }

  errorOf(method: AnyMethod): AnyErrorType | undefined {
    return this.#failed ? this.#error.typeOf(method) : undefined
  }

  #send(start: number): void {
    if (this.#gathering === undefined) this.#framing.close(start)
    else this.#gathering.add(start)
  }

  #readRequest(header: Header, { form, text, answers, number }: Arrival): void {
    this.#body = PARAMS
    header.seq = ++this.#lastSeq
    header.method = ''
    header.answer = form !== 'notification'
    if (header.answer) {
      const id = text === undefined ? NULL : idOf(text, this.#decoder)
      const plain = answers === undefined && number === undefined
      this.#asked.set(header.seq, plain ? id : { id: number === undefined ? id : NULL, answers, number })
    }
    if (text === undefined || form === 'invalid') return
    standsAt(text, METHOD, this.#decoder)
    header.method = this.#decoder.string()
    this.#readExtension(header, text)
  }

  /** A key of the extension with anything else in it is a stranger's, and passed over. */
  #readExtension(header: Header, text: Text): void {
    const { scanner } = text
    if (!scanner.has(TIMEOUT) && !scanner.has(META)) return
    const timeout = standsAt(text, TIMEOUT, this.#decoder) ? readTimeout(this.#decoder) : undefined
    const metadata = standsAt(text, META, this.#decoder) ? readMetadata(this.#decoder) : undefined
    header.timeout = timeout ?? Number.POSITIVE_INFINITY
    header.metadata = metadata === undefined || isEmpty(metadata) ? undefined : metadata
    if (timeout !== undefined || metadata !== undefined) this.#extended = true
  }

  #readResponse(header: Header, text: Text): HeaderKind {
    this.#body = RESULT
    const id = idOf(text, this.#decoder)
    header.seq = typeof id === 'number' ? id : NOBODY
    header.method = ''
    header.answer = false
    if (standsAt(text, ERROR, this.#decoder) && this.#decoder.peek() !== LOWER_N) {
      this.#failed = true
      this.#error.read(this.#decoder)
      header.error = this.#error.message
      header.code = this.#error.code
    }
    return RESPONSE
  }

  /** False for one that means no request that is under way. */
  #readCancel(header: Header, text: Text): boolean {
    try {
      if (!standsAt(text, PARAMS, this.#decoder)) return false
      const target = cancelledBy(this.#decoder)
      for (const [seq, asked] of this.#asked) {
        const id = typeof asked === 'number' || asked instanceof Uint8Array ? asked : asked.id
        if (isSame(id, target)) header.target = seq
      }
      return header.target !== NOBODY
    } finally {
      this.#texts.take()
    }
  }

  #readValue(message: Message<unknown>): unknown {
    const root = this.#failed ? 'details' : this.#body === PARAMS ? 'params' : 'result'
    // Of a request that has a member twice there is no value: it is answered as invalid.
    if (this.#text?.scanner.repeated) {
      throw new RpcError('decode', 'the response has one of its members twice', { path: root })
    }
    const at = this.#placeOf(message)
    const ordered = this.#body === PARAMS && message.type.kind === 'struct' && at.first === OPEN_BRACKET
    const read = (): unknown => {
      this.#decoder.open(at.buffer, at.start, ordered)
      return message.read(this.#decoder)
    }
    try {
      return read()
    } catch (error) {
      throw traceRead(error, this.#decoder, root, (decoder) => {
        this.#decoder.open(at.buffer, at.start, ordered)
        message.read(decoder)
      })
    }
  }

  /** Where the value of the message stands: a body that is missing is null. */
  #placeOf({ type }: Message<unknown>): {
    readonly buffer: Uint8Array
    readonly start: number
    readonly first: number
  } {
    const text = this.#text
    if (text === undefined) return { buffer: NULL, start: 0, first: LOWER_N }
    const { buffer, position } = text.source
    if (this.#failed) {
      const { details } = this.#error
      return details < 0
        ? { buffer: EMPTY, start: 0, first: OPEN_BRACE }
        : { buffer, start: details, first: OPEN_BRACE }
    }
    if (!text.scanner.has(this.#body)) return { buffer: NULL, start: 0, first: LOWER_N }
    const start = skipSpace(buffer, position + text.scanner.startOf(this.#body))
    const first = buffer[start] as number
    if (this.#body !== PARAMS || type.kind === 'struct') return { buffer, start, first }
    if (first !== OPEN_BRACKET) {
      if (isObject(type.kind)) return { buffer, start, first }
      throw new RpcError('decode', 'the params are no array of one value')
    }
    return { buffer, start: start + 1, first }
  }
}
