import type { Seq } from '../codec.js'
import type { RpcError } from '../error.js'
import type { HandlerContext } from './handler-context.js'

/** Calls whose handler answers later or has yet to run, by seq; one whose seq is taken, which Go does not mind either, by itself. */
export class OpenCalls {
  readonly #contexts = new Map<Seq | HandlerContext, HandlerContext>()

  add(seq: Seq, context: HandlerContext): void {
    this.#contexts.set(this.#contexts.has(seq) ? context : seq, context)
  }

  delete(seq: Seq, context: HandlerContext): void {
    if (!this.#contexts.delete(context) && this.#contexts.get(seq) === context) this.#contexts.delete(seq)
  }

  clear(): void {
    this.#contexts.clear()
  }

  abort(seq: Seq, reason: RpcError): void {
    this.#contexts.get(seq)?.abort(reason)
  }

  abortAll(reason: RpcError): void {
    for (const context of this.#contexts.values()) context.abort(reason)
  }
}
