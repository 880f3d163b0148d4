import type { ResponseHeader, Seq } from '../codec.js'
import type { ErrorCode } from '../error.js'
import type { Sender } from '../lock.js'
import type { AnyMethod } from '../message.js'

/** What a reply says instead of a result. */
export interface Failure {
  readonly text: string
  readonly code: ErrorCode
  /** Which of the method's errors it is, with its details. */
  readonly errorName?: string | undefined
  readonly details?: unknown
}

/** Writes replies; runs under the send lock. */
export interface ReplyWriter {
  write(reply: Reply): void
}

/** One reply, from the handler's end until it is in the writer. */
export class Reply implements Sender, ResponseHeader {
  readonly #writer: ReplyWriter
  readonly seq: Seq
  readonly method: string
  readonly registered: AnyMethod | undefined
  readonly #result: unknown
  readonly #failure: Failure | undefined

  constructor(
    writer: ReplyWriter,
    seq: Seq,
    method: string,
    registered: AnyMethod | undefined,
    result: unknown,
    failure: Failure | undefined,
  ) {
    this.#writer = writer
    this.seq = seq
    this.method = method
    this.registered = registered
    this.#result = result
    this.#failure = failure
  }

  /** The result, or the details of the error. */
  get body(): unknown {
    return this.#failure === undefined ? this.#result : this.#failure.details
  }

  get error(): string | undefined {
    return this.#failure?.text
  }

  get code(): ErrorCode | undefined {
    return this.#failure?.code
  }

  get errorName(): string | undefined {
    return this.#failure?.errorName
  }

  send(): void {
    this.#writer.write(this)
  }
}
