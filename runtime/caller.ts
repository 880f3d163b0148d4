import type { Method } from './message.js'

export interface CallOptions {
  /**
   * Milliseconds until the call fails with `timeout`: `Infinity` for none, 0 for
   * one that has expired already. Default: the method's in the schema, else the
   * client's, else 10,000.
   */
  readonly timeout?: number | undefined
  /** Cancels the call when it aborts; the error's `cause` is the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** What generated clients stand on: a connected client, or anything that makes calls like one. */
export interface Caller {
  /** Settles exactly once; rejects with an `RpcError` only. */
  call<Params, Result>(method: Method<Params, Result>, params: Params, options?: CallOptions): Promise<Result>
}
