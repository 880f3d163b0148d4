import type { TSchema } from 'typebox'
import type { Wire } from './wire.js'

export interface MethodOptions {
  /** Milliseconds that a call may take unless the caller says otherwise; `Infinity` for a method that waits by nature. */
  readonly timeout?: number
  /** The method's name on the wire; one with a separator in it is taken whole, without the service's. */
  readonly wire?: Wire
}

/** A schema; typebox's own type for them would let numbers and strings pass. */
export type Body = TSchema & object

/** A plain object, known by its `kind`: two copies of this package agree on it. */
export interface MethodDef<P extends Body | undefined = Body | undefined, R extends Body | undefined = Body | undefined>
  extends MethodOptions {
  readonly kind: 'method'
  readonly params: P
  readonly result: R
}

/** What one call takes and answers with; no `params` is no argument, no `result` is `void`. */
export function method<P extends Body | undefined = undefined, R extends Body | undefined = undefined>(
  definition: { readonly params?: P; readonly result?: R } & MethodOptions,
): MethodDef<P, R> {
  const { params, result, ...options } = definition
  return { ...options, kind: 'method', params: params as P, result: result as R }
}
