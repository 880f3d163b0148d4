import type { CallOptions } from './caller.js'
import type { CallContext } from './context.js'
import type { AnyMethod } from './message.js'

/** A call on its way out, before it is encoded. */
export interface OutgoingCall {
  /** The method's full name on the wire. */
  readonly name: string
  readonly method: AnyMethod
  readonly params: unknown
  readonly options: CallOptions
  /** When the call began, a `performance.now()`. */
  readonly startedAt: number
}

/** A call that came in, before its handler runs. */
export interface IncomingCall {
  /** The method's full name on the wire. */
  readonly name: string
  readonly method: AnyMethod
  readonly params: unknown
  readonly context: CallContext
  /** When the request arrived, a `performance.now()`. */
  readonly startedAt: number
}

/** What stands behind an interceptor: the next one, and the call itself in the end. */
export type Next<C> = (call: C) => Promise<unknown>

/**
 * Stands around calls: `next(call)` goes on with the call, or with a changed one,
 * and resolves with the result or rejects with the error. What the interceptor
 * resolves with or throws takes their place. It may call `next` again, or not at all.
 */
export type Interceptor<C> = (call: C, next: Next<C>) => Promise<unknown>

export type ClientInterceptor = Interceptor<OutgoingCall>
export type ServerInterceptor = Interceptor<IncomingCall>

/** Runs a call through all of them, the first outermost. */
export async function intercept<C>(interceptors: readonly Interceptor<C>[], call: C, last: Next<C>): Promise<unknown> {
  const first = interceptors.reduceRight<Next<C>>(
    (next, interceptor) => async (each) => interceptor(each, next),
    async (each) => last(each),
  )
  return first(call)
}
