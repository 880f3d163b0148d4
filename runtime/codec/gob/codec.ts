import type { ByteReader, ByteWriter } from '../../bytes.js'
import type { Codec, CodecIO, Header, HeaderKind, RequestHeader, ResponseHeader, Seq } from '../../codec.js'
import { NONE, REQUEST, RESPONSE } from '../../codec.js'
import { VALUE } from '../../encoder.js'
import { asRpcError, RpcError } from '../../error.js'
import { goErrorCode } from '../../go.js'
import type { AnyMethod, Message } from '../../message.js'
import { traceRead, traceWrite } from '../../trace.js'
import type { StructType } from '../../type.js'
import { string, structType, uint64 } from '../../type.js'
import { utf8Length, writeUtf8 } from '../../utf8.js'
import { GobDecoder } from './decoder.js'
import { Definitions, emptyStruct } from './definitions.js'
import { GobEncoder } from './encoder.js'
import { beginMessage, endMessage, FrameScanner } from './frame.js'
import { HeaderPlans } from './header-plan.js'
import { Input } from './input.js'
import { writeBigUint, writeInt, writeUint } from './number.js'
import { PeerTypes } from './peer-types.js'
import { type MismatchListener, Planner } from './plan.js'
import { methodName } from './shape.js'
import { skip } from './skip.js'

/** The headers of net/rpc (net/rpc/server.go, Request and Response). */
const requestType = structType('Request', () => [
  { name: 'ServiceMethod', type: string },
  { name: 'Seq', type: uint64 },
])
const responseType = structType('Response', () => [
  { name: 'ServiceMethod', type: string },
  { name: 'Seq', type: uint64 },
  { name: 'Error', type: string },
])

/** Gob on one connection, for both roles. */
export class GobCodec implements Codec {
  readonly #reader: ByteReader
  readonly #writer: ByteWriter
  readonly #limit: number
  readonly #nesting: number
  readonly #definitions: Definitions
  readonly #encoder: GobEncoder
  readonly #peer = new PeerTypes()
  readonly #scanner: FrameScanner
  readonly #headers = new HeaderPlans(this.#peer)
  readonly #input = new Input()
  readonly #decoder: GobDecoder
  /** The body that belongs to the header read last. */
  #body = { id: 0, start: 0, end: 0, name: 'params' }

  constructor({ reader, writer, limits }: CodecIO, onMismatch: MismatchListener) {
    this.#reader = reader
    this.#writer = writer
    this.#limit = limits.message
    this.#nesting = limits.nesting
    this.#definitions = new Definitions(writer)
    this.#encoder = new GobEncoder(writer, limits)
    this.#scanner = new FrameScanner(reader, limits.message)
    this.#decoder = new GobDecoder(this.#input, this.#peer, new Planner(this.#peer, onMismatch), limits.nesting)
  }

  writeRequest({ seq }: RequestHeader, method: AnyMethod, params: unknown): void {
    const start = this.#writer.length
    try {
      this.#writeHeader(requestType, methodName(method), seq, '')
      this.#writeBody(method.params, params)
      this.#keep(start)
    } catch (error) {
      throw this.#takeBack(start, error, method.params, params, 'params')
    }
  }

  writeResponse({ seq, method: name, error }: ResponseHeader, method: AnyMethod | undefined, result: unknown): void {
    const start = this.#writer.length
    const message = error === undefined ? method?.result : undefined
    try {
      this.#writeHeader(responseType, name, seq, error ?? '')
      this.#writeBody(message, result)
      this.#keep(start)
    } catch (cause) {
      throw this.#takeBack(start, cause, message, result, 'result')
    }
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
    try {
      this.#openBody(message)
      const value = message.read(this.#decoder)
      this.#input.check()
      return value
    } catch (error) {
      this.#openBody(message)
      throw traceRead(error, message, this.#decoder, this.#body.name)
    }
  }

  #openBody(message: Message<unknown>): void {
    const { id, start, end } = this.#body
    this.#input.open(this.#input.buffer, start, end)
    this.#decoder.begin(message.type, id)
  }

  #writeHeader(type: StructType, name: string, seq: Seq, error: string): void {
    const writer = this.#writer
    const id = this.#definitions.announce(type)
    const message = beginMessage(writer)
    writeInt(writer, id)
    // Zero values are left out, so the number of the next field depends on what came before.
    let last = -1
    if (name !== '') {
      last = this.#writeField(0, last)
      this.#writeString(name)
    }
    if (seq > 0) {
      last = this.#writeField(1, last)
      if (typeof seq === 'number') writeUint(writer, seq)
      else writeBigUint(writer, seq)
    }
    if (error !== '') {
      this.#writeField(2, last)
      this.#writeString(error)
    }
    writeUint(writer, 0)
    endMessage(writer, message)
  }

  #writeField(field: number, last: number): number {
    writeUint(this.#writer, field - last)
    return field
  }

  #writeString(text: string): void {
    const size = utf8Length(text)
    writeUint(this.#writer, size)
    writeUtf8(this.#writer, text, size)
  }

  #writeBody(message: Message<unknown> | undefined, value: unknown): void {
    const writer = this.#writer
    const type = message?.type ?? emptyStruct
    if (type.kind === 'nullable') throw new RpcError('encode', 'gob carries null in a field of a struct only')
    const id = this.#definitions.announce(type)
    const at = beginMessage(writer)
    writeInt(writer, id)
    // A struct ends with a zero, and any other body begins with one (encoding/gob/encode.go, encodeSingle).
    if (message === undefined || type.kind !== 'struct') writeUint(writer, 0)
    if (message !== undefined) {
      this.#encoder.begin()
      message.write(this.#encoder, VALUE, value)
    }
    endMessage(writer, at)
  }

  #keep(start: number): void {
    const size = this.#writer.length - start
    if (size > this.#limit) {
      throw new RpcError('limit', `a message of ${size} bytes is over the limit of ${this.#limit}`)
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
    const headerId = this.#readDefinitions(end)
    const isResponse = this.#readHeaderFields(header, headerId)
    input.end = end
    const id = this.#readDefinitions(end)
    this.#body = { id, start: input.position, end: input.end, name: isResponse ? 'result' : 'params' }
    return isResponse ? RESPONSE : REQUEST
  }

  /** Takes in the definitions before a value; leaves the input behind the value's type id, and answers with that. */
  #readDefinitions(end: number): number {
    const input = this.#input
    for (;;) {
      const size = input.uint()
      input.end = input.position + size
      const id = input.int()
      if (!(id < 0)) return id
      this.#peer.define(-id, input)
      input.end = end
    }
  }

  #readHeaderFields(header: Header, id: number): boolean {
    const input = this.#input
    const plan = this.#headers.get(id)
    header.method = ''
    header.seq = 0
    let error = ''
    let field = -1
    for (;;) {
      input.check()
      const delta = input.left === 0 ? 0 : input.uint()
      if (delta === 0) break
      field += delta
      switch (plan.fields[field]) {
        case 'ServiceMethod':
          header.method = input.string()
          break
        case 'Seq':
          header.seq = readSeq(input)
          break
        case 'Error':
          error = input.string()
          break
        default:
          skip(input, plan.skipped(field), this.#peer, this.#nesting)
      }
    }
    input.position = input.end
    header.error = error === '' ? undefined : error
    header.code = error === '' ? undefined : goErrorCode(error)
    return plan.isResponse
  }
}

/** A peer's seq may be any uint64 (net/rpc/server.go echoes it untouched). */
function readSeq(input: Input): Seq {
  const start = input.position
  const seq = input.uint()
  if (Number.isSafeInteger(seq)) return seq
  input.position = start
  return input.bigUint()
}
