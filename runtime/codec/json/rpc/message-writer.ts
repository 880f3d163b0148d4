import type { CodecIO, RequestHeader, ResponseHeader } from '../../../codec.js'
import { declaredError } from '../../../declared-error.js'
import { VALUE } from '../../../encoder.js'
import type { AnyMethod, Message } from '../../../message.js'
import { plainMethodName } from '../../../method-name.js'
import { nanosecondsOf } from '../../../nanoseconds.js'
import type { Type } from '../../../type.js'
import type { AnyErrorType } from '../../../typed-error.js'
import { ascii, COLON, OPEN_BRACKET } from '../ascii.js'
import { rpcDialect } from '../dialect.js'
import { writeMetadata } from '../extension.js'
import { type Body, Output } from '../output.js'
import { quoted } from '../text.js'
import { isUnsaid, numberOf, SERVER_ERROR, texts } from './error-code.js'
import { shapes } from './shapes.js'

const REQUEST = ascii('{"jsonrpc":"2.0","method":')
const PARAMS = ascii(',"params"')
const ID = ascii(',"id":')
const TIMEOUT = ascii(',"timeout":')
const META = ascii(',"meta"')
const RESPONSE = ascii('{"jsonrpc":"2.0","id":')
const RESULT = ascii(',"result"')
const NULL_RESULT = ascii(':null')
const ERROR = ascii(',"error":{"code":')
const MESSAGE = ascii(',"message":')
const DATA = ascii(',"data"')
const DATA_NAME = ascii(',"data":{"name":')
const DATA_CODE = ascii(',"data":{"code":')
const DETAILS = ascii(',"details"')
const CANCEL = ascii('{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":')
const CLOSE = ascii('}')
const CLOSE_TWICE = ascii('}}')
const NOTHING = ascii('')
/** The colon behind a key whose value brings none. */
const VALUE_BEHIND = ascii(':')
const ARRAY_END = ascii(']')

/** How a request to each method begins, at the index of the method's id. */
const requestStarts: (Uint8Array | undefined)[] = []

/** Appends whole messages, without what stands around them, or throws having appended nothing. */
export class MessageWriter {
  readonly #out: Output
  readonly #positional: boolean

  constructor(io: CodecIO, positional: boolean) {
    this.#out = new Output(io, shapes)
    this.#positional = positional
  }

  /** A request, or a notification where the method is oneway. */
  request(extended: boolean, { seq, timeout, metadata }: RequestHeader, method: AnyMethod, params: unknown): void {
    const out = this.#out
    const body: Body = { message: method.params, value: params, root: 'params' }
    const kind = method.params?.type.kind
    const before = isObject(kind) ? COLON : OPEN_BRACKET
    const start = out.open()
    try {
      out.bytes(requestStarts[method.id] ?? requestStart(method))
      if (body.message !== undefined) {
        out.bytes(PARAMS)
        if (before !== COLON) out.bytes(VALUE_BEHIND)
        out.value(before, body, NOTHING, this.#positional && kind === 'struct')
        if (before !== COLON) out.bytes(ARRAY_END)
      }
      if (!method.oneway) {
        out.bytes(ID)
        out.number(seq)
      }
      if (extended) {
        const left = nanosecondsOf(timeout)
        if (left !== undefined) {
          out.bytes(TIMEOUT)
          out.number(left)
        }
        if (left === undefined || metadata !== undefined) {
          out.bytes(META)
          writeMetadata(out.encoder, metadata)
        }
      }
      out.bytes(CLOSE)
      out.check(start)
    } catch (error) {
      throw out.takeBack(error, start, before, body)
    }
  }

  /** The answer to the request that had this id, which is a number or any JSON. `number` is the error's, where it is no method's that fails. */
  response(
    id: number | Uint8Array,
    response: ResponseHeader,
    method: AnyMethod | undefined,
    value: unknown,
    number?: number,
  ): void {
    const { error } = response
    const out = this.#out
    const start = out.open()
    const type = declaredError(response, method)
    const message: Message<unknown> | undefined = error === undefined ? method?.result : type?.message
    const body: Body = { message, value, root: error === undefined ? 'result' : 'details' }
    try {
      out.bytes(RESPONSE)
      out.id(id)
      if (error === undefined) {
        out.bytes(RESULT)
        out.value(COLON, body, NULL_RESULT)
        out.bytes(CLOSE)
      } else {
        const said = number === undefined ? error : (texts.get(number) ?? error)
        this.#error(response, said, type, body, number)
      }
      out.check(start, typeof id === 'number' ? 0 : id.length)
    } catch (failure) {
      throw out.takeBack(failure, start, COLON, body)
    }
  }

  /** Word that the request of this id is cancelled, as the Language Server Protocol has it. */
  cancel(id: number): void {
    const out = this.#out
    out.open()
    out.bytes(CANCEL)
    out.number(id)
    out.bytes(CLOSE_TWICE)
  }

  #error(
    { code = 'remote' }: ResponseHeader,
    error: string,
    type: AnyErrorType | undefined,
    { message, value }: Body,
    number = type === undefined ? numberOf(code) : (type.errorCode ?? SERVER_ERROR),
  ): void {
    const out = this.#out
    out.bytes(ERROR)
    out.number(number)
    out.bytes(MESSAGE)
    out.bytes(quoted(error))
    if (type !== undefined && message !== undefined) {
      if (type.errorCode !== undefined) out.bytes(DATA)
      else {
        out.bytes(DATA_NAME)
        out.bytes(quoted(type.name))
        out.bytes(DETAILS)
      }
      out.encoder.open(COLON)
      message.write(out.encoder, VALUE, value)
      if (type.errorCode === undefined) out.bytes(CLOSE)
    } else if (isUnsaid(code) && texts.get(number) === undefined) {
      out.bytes(DATA_CODE)
      out.bytes(quoted(code))
      out.bytes(CLOSE)
    }
    out.bytes(CLOSE_TWICE)
  }
}

/** Whether values of this kind are objects, which may be the params as they are; any other value is the one item of an array. */
export function isObject(kind: Type['kind'] | undefined): boolean {
  return kind === 'struct' || kind === 'union' || kind === 'map'
}

function requestStart(method: AnyMethod): Uint8Array {
  const start = Uint8Array.of(...REQUEST, ...quoted(plainMethodName(method, rpcDialect.codec)))
  requestStarts[method.id] = start
  return start
}
