import type { Codec, CodecIO, Header, HeaderKind, RequestHeader, ResponseHeader } from '../../codec.js'
import { NONE, REQUEST, RESPONSE } from '../../codec.js'
import { RpcError } from '../../error.js'
import { latestSeq } from '../../latest-seq.js'
import type { AnyMethod, Message } from '../../message.js'
import type { AnyErrorType } from '../../typed-error.js'
import { readUtf8 } from '../../utf8.js'
import { type ApplicationException, applicationException, codeOfType, typeOfCode } from './application-exception.js'
import { writeInt } from './binary/writer.js'
import { Body, type Content } from './body.js'
import { BufferedInput } from './buffered-input.js'
import { CALL, EXCEPTION, ONEWAY, REPLY, STRUCT } from './format.js'
import { FramedInput } from './framed-input.js'
import { FRAME_HEAD, type Framing, type Input } from './framing.js'
import { MESSAGE_ROOM, Part, type Protocol } from './protocol.js'
import { ARGUMENT, answered, detailsOf, RESULT, signatureOf } from './signature.js'

/** What both sides of a connection have to agree on. */
export interface Agreement {
  readonly protocol: Protocol
  readonly framing: Framing
  readonly multiplexed: boolean
  /** Whether messages begin with a version. Both forms are read. */
  readonly strict: boolean
}

const applicationError: Content = { message: applicationException, wrapper: undefined }

/** Apache Thrift's messages on one connection, for both roles. */
export class ThriftCodec implements Codec {
  readonly extended = false
  readonly notifies = true
  readonly #io: CodecIO
  readonly #agreement: Agreement
  readonly #body: Body
  readonly #head = new Part()
  readonly #input: Input
  /** The seq of the request written last. */
  #lastSeq = 0
  /** Of the message read last: the number of the field that its result has, and what it says that is no result. */
  #field: number | undefined
  #exception: ApplicationException | undefined

  constructor(io: CodecIO, agreement: Agreement) {
    const { protocol, framing } = agreement
    this.#io = io
    this.#agreement = agreement
    this.#body = new Body(io, protocol)
    const Reader = framing === 'framed' ? FramedInput : BufferedInput
    this.#input = new Reader(protocol, io.limits.message, this.#head)
  }

  /** Heads and values that were visited to find where messages end. */
  get steps(): number {
    return this.#input.steps
  }

  writeRequest({ seq }: RequestHeader, method: AnyMethod, params: unknown): void {
    const signature = signatureOf(method, this.#agreement.multiplexed)
    this.#write(signature.request, method.oneway ? ONEWAY : CALL, seq, signature.params, params, 'params')
    this.#lastSeq = seq
  }

  writeResponse(
    { seq, method: name, error, errorName, code }: ResponseHeader,
    method: AnyMethod | undefined,
    body: unknown,
  ): void {
    const { multiplexed } = this.#agreement
    const signature = method && signatureOf(method, multiplexed)
    const replyName = signature?.reply ?? new TextEncoder().encode(answered(name, multiplexed))
    const id = Number(seq)
    if (error === undefined) this.#write(replyName, REPLY, id, signature?.result, body, 'result')
    else if (errorName === undefined || signature === undefined) {
      // The server says it in Go's words, which speak of services; Thrift's peers know methods.
      const message = signature === undefined && code === 'no_such_method' ? `unknown method ${name}` : error
      const exception: ApplicationException = { message, type: typeOfCode(code) }
      this.#write(replyName, EXCEPTION, id, applicationError, exception, 'error')
    } else this.#write(replyName, REPLY, id, detailsOf(signature, errorName), body, 'details')
  }

  readHeader(header: Header): HeaderKind {
    const { reader } = this.#io
    const end = this.#input.next(reader)
    if (end < 0) return NONE
    // The stream moves on at once: what has arrived stays where it is until the next message is read.
    reader.position = end
    const { type, seq } = this.#head
    header.method = ''
    header.error = undefined
    header.code = undefined
    header.timeout = Number.POSITIVE_INFINITY
    header.metadata = undefined
    header.answer = type === CALL
    header.target = -1
    if (type === CALL || type === ONEWAY) {
      header.seq = seq
      header.method = this.#name()
      return REQUEST
    }
    header.seq = latestSeq(this.#lastSeq, seq)
    this.#exception = undefined
    this.#field = undefined
    if (type === REPLY) this.#readOutcome(header)
    else if (type === EXCEPTION) this.#readException(header)
    else throw new RpcError('protocol', `a message of kind ${type}; do both sides frame and write messages alike?`)
    return RESPONSE
  }

  readBody(message: Message<unknown> | undefined): unknown {
    const { bodyAt, broken } = this.#input
    if (broken !== undefined) throw broken
    const { type } = this.#head
    if (type === CALL || type === ONEWAY)
      return (
        message && this.#body.read(message, bodyAt, message.type.kind === 'struct' ? undefined : ARGUMENT, 'params')
      )
    if (this.#exception !== undefined) return { type: this.#exception.type ?? 0 }
    const field = this.#field ?? RESULT
    if (message === undefined) return field === RESULT ? undefined : { field }
    return this.#body.read(message, bodyAt, field, field === RESULT ? 'result' : 'details')
  }

  errorOf({ errors, errorIds }: AnyMethod): AnyErrorType | undefined {
    if (this.#field === undefined || this.#field === RESULT) return undefined
    return errors[errorIds?.indexOf(this.#field) ?? -1]
  }

  #write(
    name: Uint8Array,
    type: number,
    seq: number,
    content: Content | undefined,
    value: unknown,
    root: string,
  ): void {
    const { writer } = this.#io
    const { framing, protocol, strict } = this.#agreement
    const start = writer.length
    const head = framing === 'framed' ? FRAME_HEAD : 0
    try {
      writer.reserve(FRAME_HEAD + MESSAGE_ROOM + name.length)
      // Seqs go round after 32 bits.
      writer.position = protocol.writer.message(writer.buffer, writer.position + head, name, type, seq | 0, strict)
      // The length in front of a message is none of its bytes, neither here nor where it is read.
      this.#body.write(start + head, content, value)
      if (head > 0) writeInt(writer.buffer, writer.start + start, writer.length - start - head)
    } catch (error) {
      throw this.#body.takeBack(error, start, content, value, root)
    }
  }

  /** A reply is a struct whose one field says what became of the call; it has none when there is nothing to say. */
  #readOutcome(header: Header): void {
    if (this.#input.broken !== undefined) return
    const { decoder } = this.#body
    decoder.open(this.#io.reader.buffer, this.#input.bodyAt, STRUCT)
    this.#field = decoder.firstField()
    // Thrift has no text beside an error of the schema.
    if (this.#field !== undefined && this.#field !== RESULT) header.error = ''
  }

  #readException(header: Header): void {
    try {
      if (this.#input.broken !== undefined) throw this.#input.broken
      const read = this.#body.read(applicationException, this.#input.bodyAt, undefined, 'error')
      this.#exception = read as ApplicationException
    } catch {
      // That the call failed is certain, whatever is wrong with what the peer says of it.
      this.#exception = {}
    }
    header.error = this.#exception.message ?? ''
    header.code = codeOfType(this.#exception.type)
  }

  #name(): string {
    const { nameAt, count } = this.#head
    return readUtf8(this.#io.reader.buffer, nameAt, nameAt + count)
  }
}
