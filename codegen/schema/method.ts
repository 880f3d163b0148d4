import type { TSchema } from 'typebox'
import type { Wire } from './wire.js'

export interface MethodOptions {
  /** Milliseconds that a call may take unless the caller says otherwise; `Infinity` for a method that waits by nature. */
  readonly timeout?: number
  /** Whether running it twice does what running it once does, so that a call which may have run can be repeated. Default: false. */
  readonly idempotent?: boolean
  /**
   * Whether the caller wants no answer: it goes on as soon as the request is written,
   * on a wire that has such requests (JSON-RPC 2.0, MessagePack-RPC, Thrift), and on
   * the others is answered all the same. Such a method has no result and no errors.
   * Default: false.
   */
  readonly oneway?: boolean
  /** The method's name on the wire; one with a separator in it is taken whole, without the service's. */
  readonly wire?: Wire
}

/** A schema; typebox's own type for them would let numbers and strings pass. */
export type Body = TSchema & object

/** By its name, the `Type.Object` of each error's details. In one service an error is the same wherever its name stands. */
export type Errors = Readonly<Record<string, Body>>

/** A plain object, known by its `kind`: two copies of this package agree on it. */
export interface MethodDef<
  P extends Body | undefined = Body | undefined,
  R extends Body | undefined = Body | undefined,
  E extends Errors | undefined = Errors | undefined,
> extends MethodOptions {
  readonly kind: 'method'
  readonly params: P
  readonly result: R
  readonly errors: E
}

/**
 * What one call takes and answers with, and the errors that its handler may throw
 * with details for the caller; no `params` is no argument, no `result` is `void`.
 */
export function method<
  P extends Body | undefined = undefined,
  R extends Body | undefined = undefined,
  E extends Errors | undefined = undefined,
>(definition: { readonly params?: P; readonly result?: R; readonly errors?: E } & MethodOptions): MethodDef<P, R, E> {
  const { params, result, errors, ...options } = definition
  return { ...options, kind: 'method', params: params as P, result: result as R, errors: errors as E }
}
