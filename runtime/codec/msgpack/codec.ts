import { CANCEL_NAME, cancel, cancelOf, targetOf } from '../../cancel.js'
import type { Codec, CodecIO, Header, HeaderKind, RequestHeader, ResponseHeader } from '../../codec.js'
import { CANCEL, NONE, REQUEST, RESPONSE } from '../../codec.js'
import { declaredError } from '../../declared-error.js'
import { RpcError } from '../../error.js'
import type { AnyMethod, Message } from '../../message.js'
import type { AnyErrorType } from '../../typed-error.js'
import { Body } from './body.js'
import type { Dialect } from './dialect.js'
import { FIXMAP, MAP_KIND } from './format.js'
import { type Found, readHeaderMap, writeRequestHeader, writeResponseHeader } from './header.js'
import { Scanner } from './scanner.js'

/** The target of a cancel that does not say which request it means. */
const NOBODY = -1

/** A header and a body. */
const VALUES = 2

/** HashiCorp's net-rpc-msgpackrpc on one connection, for both roles. */
export class NetRpcCodec implements Codec {
  readonly #io: CodecIO
  readonly #body: Body
  readonly #scanner: Scanner
  readonly #found: Found = { isResponse: false, extended: false, code: '', details: -1 }
  /** Where the body of the message read last begins in the reader's buffer, and what errors call it. */
  #at = 0
  #root = 'params'
  /** Whether the peer knows the extension, or is taken to; and whether it has been told that this side does. */
  #extended: boolean
  #announced = false

  constructor(io: CodecIO, dialect: Dialect) {
    this.#io = io
    this.#extended = io.extensions === 'on'
    this.#body = new Body(io, dialect)
    this.#scanner = new Scanner(io.limits)
    this.#scanner.begin(VALUES)
  }

  get extended(): boolean {
    return this.#extended
  }

  /** Values that were visited to find where messages end. */
  get steps(): number {
    return this.#scanner.steps
  }

  writeRequest(request: RequestHeader, method: AnyMethod, params: unknown): void {
    const { writer } = this.#io
    const start = writer.length
    try {
      this.#body.encoder.open(start)
      writeRequestHeader(writer, this.#body.encoder, request, method, this.#extended)
      this.#write(start, method.params, params)
    } catch (error) {
      throw this.#body.takeBack(error, start, method.params, params, 'params')
    }
  }

  /** The first response announces the extension, which a peer that does not know it passes over. */
  writeResponse(response: ResponseHeader, method: AnyMethod | undefined, body: unknown): void {
    const { writer } = this.#io
    const start = writer.length
    const isError = response.error !== undefined
    const message = isError ? declaredError(response, method)?.message : method?.result
    try {
      const { encoder } = this.#body
      encoder.open(start)
      const details = isError ? (type: Message<unknown>) => this.#body.write(start, type, body) : undefined
      writeResponseHeader(writer, encoder, response, method, !this.#announced, details, isError ? message : undefined)
      this.#write(start, isError ? undefined : message, body)
      this.#announced = true
    } catch (error) {
      throw this.#body.takeBack(error, start, message, body, isError ? 'details' : 'result')
    }
  }

  writeCancel(seq: number, target: number): void {
    this.writeRequest({ seq, timeout: Number.POSITIVE_INFINITY, metadata: undefined }, cancel, cancelOf(target))
  }

  readHeader(header: Header): HeaderKind {
    const { reader } = this.#io
    if (!this.#scanner.isWhole(reader)) return NONE
    const { decoder } = this.#body
    decoder.open(reader.buffer, reader.position)
    // The stream moves on at once: what has arrived stays where it is until the next message is read.
    reader.position += this.#scanner.length
    this.#scanner.begin(VALUES)
    if (decoder.kind() !== MAP_KIND) throw new RpcError('protocol', 'a header that is no map')
    const found = this.#found
    readHeaderMap(decoder, header, found)
    this.#at = decoder.position
    this.#extended ||= found.extended
    header.target = NOBODY
    header.answer = !found.isResponse
    if (found.isResponse) {
      this.#root = 'result'
      return RESPONSE
    }
    this.#root = 'params'
    if (header.method !== CANCEL_NAME) return REQUEST
    header.answer = !found.extended
    this.#readTarget(header)
    return CANCEL
  }

  readBody(message: Message<unknown> | undefined): unknown {
    if (message === undefined) return undefined
    const { code, details } = this.#found
    if (details >= 0 && code !== '') return this.#body.read(message, details, 'details')
    return this.#body.read(message, this.#at, this.#root)
  }

  errorOf({ errors }: AnyMethod): AnyErrorType | undefined {
    const { code, details } = this.#found
    return details < 0 ? undefined : errors.find(({ name }) => name === code)
  }

  /** An empty struct stands for what there is none of, as with Go's servers. */
  #write(start: number, message: Message<unknown> | undefined, value: unknown): void {
    const { writer } = this.#io
    if (message !== undefined) this.#body.write(start, message, value)
    else {
      writer.reserve(1)
      writer.buffer[writer.position++] = FIXMAP
      this.#body.encoder.open(start)
    }
    this.#body.encoder.check()
  }

  #readTarget(header: Header): void {
    try {
      header.target = targetOf(this.readBody(cancel.params))
    } catch {
      // The target stays nobody: there is nothing to cancel, and no other request to fail.
    }
  }
}
