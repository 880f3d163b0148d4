import { listType, mapType } from '../../build-type.js'
import type { ByteWriter } from '../../bytes.js'
import type { Codec, CodecIO, Header, HeaderKind, RequestHeader, ResponseHeader, Seq } from '../../codec.js'
import { NONE, REQUEST, RESPONSE } from '../../codec.js'
import { declaredError } from '../../declared-error.js'
import { VALUE } from '../../encoder.js'
import { RpcError, UNSPECIFIED } from '../../error.js'
import { goErrorCode } from '../../go.js'
import { latestSeq } from '../../latest-seq.js'
import type { AnyMethod, Message } from '../../message.js'
import { unknown } from '../../type.js'
import type { AnyErrorType } from '../../typed-error.js'
import { Body } from './body.js'
import type { Dialect } from './dialect.js'
import { ARRAY_KIND, FIXARRAY, FIXMAP, INTEGER_KIND, MAP_KIND, NIL, NIL_KIND, STRING_KIND } from './format.js'
import { writeBytes } from './head.js'
import { readSeq, readText, writeSeq } from './header.js'
import { readInteger } from './number.js'
import { Scanner } from './scanner.js'
import { stringBytes } from './shape.js'

const REQUEST_TYPE = 0
const RESPONSE_TYPE = 1
const NOTIFICATION_TYPE = 2

const TWO_32 = 2 ** 32
/** The seq of a message that is nobody's, and of a request that is not answered. */
const NOBODY = -1

const NAME = stringBytes('name')
const MESSAGE = stringBytes('message')
const DETAILS = stringBytes('details')

const Items = listType(() => unknown)
const Entries = mapType(unknown, () => unknown)

/** How the params of a request are an array: the fields of the params' struct in order, or the struct itself as a map. */
export type Params = 'positional' | 'map'

/** The msgpack-rpc specification (spec.md) on one connection, for both roles. */
export class RpcCodec implements Codec {
  readonly extended = false
  readonly notifies = true
  readonly #io: CodecIO
  readonly #dialect: Dialect
  readonly #params: Params
  readonly #body: Body
  readonly #scanner: Scanner
  /** The seq of the request written last. */
  #lastSeq = 0
  /** Where the body of the message read last begins in the reader's buffer. */
  #at = 0
  #isRequest = false
  /** Of an error that is a map with a name and details: both; else no name. */
  #errorName: string | undefined
  #details = 0
  /** Whether what is told of an error is more than its text. */
  #hasRaw = false

  constructor(io: CodecIO, dialect: Dialect, params: Params) {
    this.#io = io
    this.#params = params
    this.#dialect = dialect
    this.#body = new Body(io, dialect)
    this.#scanner = new Scanner(io.limits)
    this.#scanner.begin(1)
  }

  /** Values that were visited to find where messages end. */
  get steps(): number {
    return this.#scanner.steps
  }

  writeRequest({ seq }: RequestHeader, method: AnyMethod, params: unknown): void {
    const { writer } = this.#io
    const start = writer.length
    const positional = this.#isPositional(method.params)
    try {
      this.#body.encoder.open(start)
      writeBytes(
        writer,
        Uint8Array.of(FIXARRAY | (method.oneway ? 3 : 4), method.oneway ? NOTIFICATION_TYPE : REQUEST_TYPE),
      )
      if (!method.oneway) writeSeq(writer, seq % TWO_32)
      writeBytes(writer, nameOf(this.#dialect, method))
      if (method.params === undefined) writeByte(writer, FIXARRAY)
      else {
        if (!positional) writeByte(writer, FIXARRAY | 1)
        this.#body.write(start, method.params, params, positional)
      }
      this.#body.encoder.check()
    } catch (error) {
      throw this.#body.takeBack(error, start, method.params, params, 'params', positional)
    }
    this.#lastSeq = seq
  }

  writeResponse(response: ResponseHeader, method: AnyMethod | undefined, body: unknown): void {
    const { writer } = this.#io
    const { encoder } = this.#body
    const start = writer.length
    const { error, errorName, seq } = response
    const message = error === undefined ? method?.result : declaredError(response, method)?.message
    try {
      encoder.open(start)
      writeBytes(writer, Uint8Array.of(FIXARRAY | 4, RESPONSE_TYPE))
      writeSeq(writer, seq)
      if (error === undefined) {
        writeByte(writer, NIL)
        if (message === undefined) writeByte(writer, NIL)
        else this.#body.write(start, message, body)
      } else {
        if (message === undefined || errorName === undefined) encoder.string(VALUE, error)
        else {
          writeByte(writer, FIXMAP | 3)
          writeBytes(writer, NAME)
          encoder.string(VALUE, errorName)
          writeBytes(writer, MESSAGE)
          encoder.string(VALUE, error)
          writeBytes(writer, DETAILS)
          this.#body.write(start, message, body)
        }
        writeByte(writer, NIL)
      }
      encoder.check()
    } catch (failure) {
      throw this.#body.takeBack(failure, start, message, body, error === undefined ? 'result' : 'details')
    }
  }

  readHeader(header: Header): HeaderKind {
    const { reader } = this.#io
    if (!this.#scanner.isWhole(reader)) return NONE
    const { decoder } = this.#body
    decoder.open(reader.buffer, reader.position)
    reader.position += this.#scanner.length
    this.#scanner.begin(1)
    if (decoder.kind() !== ARRAY_KIND) throw new RpcError('protocol', 'a message that is no array')
    const count = decoder.beginList(Items)
    const type = count === 0 ? Number.NaN : readInteger(decoder.buffer, decoder.position)
    if (count !== (type === NOTIFICATION_TYPE ? 3 : 4) || !(type >= REQUEST_TYPE && type <= NOTIFICATION_TYPE))
      throw new RpcError('protocol', 'an array that is no request, response or notification')
    decoder.skip()
    header.method = ''
    header.error = undefined
    header.code = undefined
    header.timeout = Number.POSITIVE_INFINITY
    header.metadata = undefined
    header.target = NOBODY
    header.answer = type === REQUEST_TYPE
    header.seq = type === NOTIFICATION_TYPE ? NOBODY : this.#readId()
    this.#errorName = undefined
    this.#hasRaw = false
    this.#isRequest = type !== RESPONSE_TYPE
    if (type === RESPONSE_TYPE) {
      header.seq = this.#seqOf(header.seq)
      this.#readError(header)
      return RESPONSE
    }
    if (decoder.kind() !== STRING_KIND) throw new RpcError('protocol', 'a method whose name is no string')
    header.method = decoder.string()
    this.#at = decoder.position
    return REQUEST
  }

  readBody(message: Message<unknown> | undefined): unknown {
    if (this.#isRequest) return message === undefined ? undefined : this.#readParams(message)
    if (this.#errorName !== undefined && message !== undefined)
      return this.#body.read(message, this.#details, 'details')
    if (message !== undefined) return this.#body.read(message, this.#at, 'result')
    if (!this.#hasRaw) return undefined
    const { decoder } = this.#body
    decoder.open(this.#io.reader.buffer, this.#at)
    return decoder.unknown()
  }

  errorOf({ errors }: AnyMethod): AnyErrorType | undefined {
    return errors.find(({ name }) => name === this.#errorName)
  }

  #isPositional(message: Message<unknown> | undefined): boolean {
    return message?.type.kind === 'struct' && this.#params === 'positional'
  }

  #readParams(message: Message<unknown>): unknown {
    const { buffer } = this.#io.reader
    const { decoder } = this.#body
    if (this.#isPositional(message)) return this.#body.read(message, this.#at, 'params', true)
    decoder.open(buffer, this.#at)
    if (decoder.kind() !== ARRAY_KIND) throw new RpcError('decode', 'params that are no array', { path: 'params' })
    if (decoder.beginList(Items) === 0) throw new RpcError('decode', 'the one param is missing', { path: 'params' })
    return this.#body.read(message, decoder.position, 'params')
  }

  #readId(): Seq {
    const { decoder } = this.#body
    if (decoder.kind() !== INTEGER_KIND) throw new RpcError('protocol', 'a message id that is no integer')
    return readSeq(decoder)
  }

  /** The latest seq that was written with this id. */
  #seqOf(id: Seq): Seq {
    return typeof id !== 'number' || id < 0 || id >= TWO_32 ? NOBODY : latestSeq(this.#lastSeq, id)
  }

  /** An error is a text, or a map with a `message`, or an array with a text in it, or anything: it is there unless it is nil. */
  #readError(header: Header): void {
    const { decoder } = this.#body
    const at = decoder.position
    const kind = decoder.kind()
    if (kind === NIL_KIND) {
      decoder.skip()
      this.#at = decoder.position
      return
    }
    this.#at = at
    let text: string | undefined
    if (kind === STRING_KIND) text = decoder.string()
    else {
      this.#hasRaw = true
      if (kind === MAP_KIND) text = this.#readErrorMap()
      else if (kind === ARRAY_KIND) text = this.#readErrorArray()
    }
    header.error = text === undefined || text === '' ? UNSPECIFIED : text
    header.code = kind === STRING_KIND ? goErrorCode(header.error) : 'remote'
  }

  #readErrorMap(): string | undefined {
    const { decoder } = this.#body
    let text: string | undefined
    let name: string | undefined
    let hasDetails = false
    for (let left = decoder.beginMap(Entries); decoder.nextKey(left); left--) {
      const key = readText(decoder)
      if (key === 'message') text = readText(decoder)
      else if (key === 'name') name = readText(decoder)
      else {
        if (key === 'details') {
          hasDetails = true
          this.#details = decoder.position
        }
        decoder.skip()
      }
    }
    if (hasDetails) this.#errorName = name
    return text
  }

  #readErrorArray(): string | undefined {
    const { decoder } = this.#body
    let text: string | undefined
    for (let left = decoder.beginList(Items); decoder.nextItem(left); left--) {
      const found = decoder.kind() === STRING_KIND ? decoder.string() : decoder.skip()
      text ??= found ?? undefined
    }
    return text
  }
}

function nameOf(dialect: Dialect, method: AnyMethod): Uint8Array {
  const known = dialect.methods[method.id]
  if (known !== undefined) return known.bytes
  const name = dialect.methodName(method)
  const bytes = stringBytes(name, dialect.stringHead)
  dialect.methods[method.id] = { name, bytes }
  return bytes
}

function writeByte(writer: ByteWriter, byte: number): void {
  writer.reserve(1)
  writer.buffer[writer.position++] = byte
}
