import type { HandlerContext } from './handler-context.js'
import type { Registered } from './method-table.js'
import type { Asker } from './open-calls.js'

/** A request that has arrived whole. */
export interface Request {
  readonly asker: Asker
  readonly registered: Registered
  readonly params: unknown
  readonly context: HandlerContext
  /** Bytes that it had on the wire. */
  readonly size: number
}

/**
 * Requests that wait for others to be answered. They are read all the same, as
 * long as they are few and small: behind them may stand the cancel, or the end
 * of the stream, that makes room for them.
 */
export class RequestLine {
  readonly #requests: Request[] = []
  #bytes = 0

  get size(): number {
    return this.#requests.length
  }

  get bytes(): number {
    return this.#bytes
  }

  add(request: Request): void {
    this.#requests.push(request)
    this.#bytes += request.size
  }

  shift(): Request | undefined {
    const request = this.#requests.shift()
    if (request !== undefined) this.#bytes -= request.size
    return request
  }

  clear(): void {
    this.#requests.length = 0
    this.#bytes = 0
  }
}
