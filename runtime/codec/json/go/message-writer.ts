import type { CodecIO, RequestHeader, ResponseHeader } from '../../../codec.js'
import { declaredError } from '../../../declared-error.js'
import { VALUE } from '../../../encoder.js'
import { goErrorCode, goMethodName } from '../../../go.js'
import type { AnyMethod } from '../../../message.js'
import type { Metadata } from '../../../metadata.js'
import { nanosecondsOf } from '../../../nanoseconds.js'
import { ascii, COLON, OPEN_BRACKET } from '../ascii.js'
import { goDialect } from '../dialect.js'
import { writeMetadata } from '../extension.js'
import { type Body, Output } from '../output.js'
import { quoted } from '../text.js'
import { shapes } from './shapes.js'

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
  readonly #out: Output

  constructor(io: CodecIO) {
    this.#out = new Output(io, shapes)
  }

  request(extended: boolean, { seq, timeout, metadata }: RequestHeader, method: AnyMethod, params: unknown): void {
    const out = this.#out
    const body: Body = { message: method.params, value: params, root: 'params' }
    const start = out.open()
    try {
      out.bytes(requestStarts[method.id] ?? requestStart(method))
      out.value(OPEN_BRACKET, body, NO_PARAMS)
      out.bytes(REQUEST_ID)
      out.number(seq)
      if (extended) this.#extension(timeout, metadata)
      out.bytes(END)
      out.check(start)
    } catch (error) {
      throw out.takeBack(error, start, OPEN_BRACKET, body)
    }
  }

  /** The answer to the request that had this id, which is a number or any JSON. */
  response(
    extended: boolean,
    id: number | Uint8Array,
    response: ResponseHeader,
    method: AnyMethod | undefined,
    value: unknown,
  ): void {
    const { error } = response
    const out = this.#out
    const start = out.open()
    const message =
      error === undefined ? method?.result : extended ? declaredError(response, method)?.message : undefined
    const body: Body = { message, value, root: error === undefined ? 'result' : 'details' }
    try {
      out.bytes(RESPONSE_ID)
      out.id(id)
      if (error === undefined) {
        out.bytes(RESULT_KEY)
        out.value(COLON, body, NO_RESULT)
        out.bytes(NO_ERROR)
      } else {
        out.bytes(ERROR_KEY)
        out.bytes(quoted(error))
        if (extended) this.#errorExtension(response, body)
      }
      out.check(start, typeof id === 'number' ? 0 : id.length)
      out.bytes(END)
    } catch (failure) {
      throw out.takeBack(failure, start, COLON, body)
    }
  }

  /** Every request has one of the two keys: that is how the peer learns that this side knows them. */
  #extension(timeout: number, metadata: Metadata | undefined): void {
    const out = this.#out
    const left = nanosecondsOf(timeout)
    if (left !== undefined) {
      out.bytes(TIMEOUT_KEY)
      out.number(left)
    }
    if (left !== undefined && metadata === undefined) return
    out.bytes(META_KEY)
    writeMetadata(out.encoder, metadata)
  }

  #errorExtension({ error, code, errorName }: ResponseHeader, { message, value }: Body): void {
    const out = this.#out
    // A code that the text gives away is left out.
    const name = errorName ?? (code === goErrorCode(error ?? '') ? undefined : code)
    if (name === undefined) return
    out.bytes(CODE_KEY)
    out.bytes(quoted(name))
    if (message === undefined) return
    out.bytes(DETAILS_KEY)
    out.encoder.open(COLON)
    message.write(out.encoder, VALUE, value)
  }
}

function requestStart(method: AnyMethod): Uint8Array {
  const start = Uint8Array.of(
    ...ascii('{"method":'),
    ...quoted(goMethodName(method, goDialect.codec)),
    ...ascii(',"params":'),
  )
  requestStarts[method.id] = start
  return start
}
