import type { CallContext } from './context.js'
import type { Method } from './message.js'
import type { Metadata } from './metadata.js'

export interface CallOptions {
  /**
   * Milliseconds until the call fails with `timeout`: `Infinity` for none, 0 for
   * one that has expired already. Default: the method's in the schema, else the
   * client's, else 10,000.
   */
  readonly timeout?: number | undefined
  /** The moment at which the call fails with `timeout`, in place of a default; beside `timeout`, whichever is first. */
  readonly deadline?: Date | undefined
  /** Cancels the call when it aborts; the error's `cause` is the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Sent beside the client's own, to peers that understand it; the call's wins where both have a key. */
  readonly metadata?: Metadata | undefined
  /**
   * The call that this one is part of, as its handler was given it: this one ends
   * with it, at its deadline or when it is aborted. Its metadata is not passed on.
   */
  readonly context?: Pick<CallContext, 'deadline' | 'signal'> | undefined
}

/** What generated clients stand on: a connected client, or anything that makes calls like one. */
export interface Caller {
  /** Settles exactly once; rejects with an `RpcError` only. */
  call<Params, Result>(method: Method<Params, Result>, params: Params, options?: CallOptions): Promise<Result>
}
