import type { CodecIO, RequestHeader, ResponseHeader, Seq } from '../../codec.js'
import { VALUE } from '../../encoder.js'
import { asRpcError, RpcError } from '../../error.js'
import { goErrorCode, goMethodName } from '../../go.js'
import type { AnyMethod, Message } from '../../message.js'
import type { Metadata } from '../../metadata.js'
import { traceWrite } from '../../trace.js'
import { ascii, COLON, OPEN_BRACKET, writeAscii } from './ascii.js'
import { JsonEncoder } from './encoder.js'
import { nanosecondsOf, writeMetadata } from './extension.js'
import { NUMBER_BYTES, writeInteger } from './number.js'
import { Room } from './room.js'
import { CODEC } from './shape.js'
import { quoted } from './text.js'

/** What stands for the value of a method that has none, with the byte that stands before any value in its place. */
const NO_PARAMS = ascii('[{}')
const NO_RESULT = ascii(':{}')

const REQUEST_ID = ascii('],"id":')
const RESPONSE_ID = ascii('{"id":')
const RESULT_KEY = ascii(',"result"')
const NO_ERROR = ascii(',"error":null')
const ERROR_KEY = ascii(',"result":null,"error":')
const TIMEOUT_KEY = ascii(',"timeout":')
const META_KEY = ascii(',"meta"')
const CODE_KEY = ascii(',"code":')
const DETAILS_KEY = ascii(',"details"')
const END = ascii('}\n')

/** How a request to each method begins, at the index of the method's id. */
const requestStarts: (Uint8Array | undefined)[] = []

/** Appends whole messages, or throws having appended nothing. */
export class MessageWriter {
  readonly #io: CodecIO
  readonly #room: Room
  readonly #encoder: JsonEncoder

  constructor(io: CodecIO) {
    const { writer, limits } = io
    this.#io = io
    this.#room = new Room(writer, limits.message)
    this.#encoder = new JsonEncoder(writer, this.#room, limits.nesting)
  }

  request(extended: boolean, { seq, timeout, metadata }: RequestHeader, method: AnyMethod, params: unknown): void {
    const start = this.#room.open()
    try {
      this.#bytes(requestStarts[method.id] ?? requestStart(method))
      this.#value(NO_PARAMS, method.params, params)
      this.#bytes(REQUEST_ID)
      this.#number(seq)
      if (extended) this.#extension(timeout, metadata)
      this.#bytes(END)
      this.#room.check(this.#io.writer.length - start)
    } catch (error) {
      throw this.#takeBack(error, start, OPEN_BRACKET, method.params, params, 'params')
    }
  }

  /** The answer to the request that had this id, which is a number or any JSON. */
  response(
    extended: boolean,
    id: number | Uint8Array,
    response: ResponseHeader,
    method: AnyMethod | undefined,
    body: unknown,
  ): void {
    const { error } = response
    const start = this.#room.open()
    const message = error === undefined ? method?.result : extended ? detailsOf(response, method) : undefined
    try {
      this.#bytes(RESPONSE_ID)
      if (typeof id === 'number') this.#number(id)
      else this.#bytes(id)
      if (error === undefined) {
        this.#bytes(RESULT_KEY)
        this.#value(NO_RESULT, message, body)
        this.#bytes(NO_ERROR)
      } else {
        this.#bytes(ERROR_KEY)
        this.#bytes(quoted(error))
        if (extended) this.#errorExtension(response, message, body)
      }
      this.#room.check(this.#io.writer.length - start - (typeof id === 'number' ? 0 : id.length))
      this.#bytes(END)
    } catch (failure) {
      throw this.#takeBack(failure, start, COLON, message, body, error === undefined ? 'result' : 'details')
    }
  }

  /** Every request has one of the two keys: that is how the peer learns that this side knows them. */
  #extension(timeout: number, metadata: Metadata | undefined): void {
    const left = nanosecondsOf(timeout)
    if (left !== undefined) {
      this.#bytes(TIMEOUT_KEY)
      this.#number(left)
    }
    if (left !== undefined && metadata === undefined) return
    this.#bytes(META_KEY)
    writeMetadata(this.#encoder, metadata)
  }

  #errorExtension(
    { error, code, errorName }: ResponseHeader,
    message: Message<unknown> | undefined,
    details: unknown,
  ): void {
    // A code that the text gives away is left out.
    const name = errorName ?? (code === goErrorCode(error ?? '') ? undefined : code)
    if (name === undefined) return
    this.#bytes(CODE_KEY)
    this.#bytes(quoted(name))
    if (message === undefined) return
    this.#bytes(DETAILS_KEY)
    this.#encoder.open(COLON)
    message.write(this.#encoder, VALUE, details)
  }

  #value(none: Uint8Array, message: Message<unknown> | undefined, value: unknown): void {
    if (message === undefined) this.#bytes(none)
    else {
      this.#encoder.open(none[0] as number)
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

  /** Removes what was appended of a message, and tells where in its value the error lies. */
  #takeBack(
    error: unknown,
    start: number,
    before: number,
    message: Message<unknown> | undefined,
    value: unknown,
    root: string,
  ): RpcError {
    const { writer } = this.#io
    writer.truncate(start)
    if (message === undefined) return asRpcError(error, 'encode')
    try {
      this.#encoder.open(before)
      return traceWrite(error, message, this.#encoder, value, root)
    } finally {
      writer.truncate(start)
    }
  }
}

/** The type of the details that go with a response, if any do. */
function detailsOf({ errorName }: ResponseHeader, method: AnyMethod | undefined): Message<unknown> | undefined {
  if (errorName === undefined) return undefined
  const type = method?.errors.find(({ name }) => name === errorName)
  if (type === undefined) throw new RpcError('encode', `the method has no error ${errorName}`)
  return type.message
}

function requestStart(method: AnyMethod): Uint8Array {
  const start = Uint8Array.of(...ascii('{"method":'), ...quoted(goMethodName(method, CODEC)), ...ascii(',"params":'))
  requestStarts[method.id] = start
  return start
}
