import type { Seq } from '../codec.js'
import type { RpcError } from '../error.js'
import type { HandlerContext } from './handler-context.js'

/** The seq of a request, under which its caller waits; undefined when nobody does. */
export type Asker = Seq | undefined

/** Calls whose handler answers later or has yet to run, by seq; one whose seq is taken, which Go does not mind either, or that nobody waits for, by itself. */
export class OpenCalls {
  readonly #contexts = new Map<Seq | HandlerContext, HandlerContext>()

  add(asker: Asker, context: HandlerContext): void {
    this.#contexts.set(asker === undefined || this.#contexts.has(asker) ? context : asker, context)
  }

  delete(asker: Asker, context: HandlerContext): void {
    if (this.#contexts.delete(context) || asker === undefined) return
    if (this.#contexts.get(asker) === context) this.#contexts.delete(asker)
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
