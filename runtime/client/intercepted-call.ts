import { isRpcError, RpcError, textOf } from '../error.js'
import { type ClientInterceptor, intercept, type OutgoingCall } from '../interceptor.js'
import type { Call } from './call.js'

/** A call with interceptors around it: the attempts that are under way stand for it, the latest one above all. */
export class InterceptedCall implements Call<unknown> {
  readonly done: Promise<unknown>
  #latest: Call<unknown> | undefined
  /** Those that are not settled: an interceptor may make several at a time. */
  readonly #attempts = new Set<Call<unknown>>()
  /** Aborted: no attempt that begins now is sent. */
  #canceled: AbortSignal | undefined

  constructor(
    interceptors: readonly ClientInterceptor[],
    call: OutgoingCall,
    start: (call: OutgoingCall) => Call<unknown>,
  ) {
    this.done = intercept(interceptors, call, async (each) => {
      const signal = this.#canceled
      const attempt = start(signal === undefined ? each : { ...each, options: { ...each.options, signal } })
      this.#latest = attempt
      this.#attempts.add(attempt)
      try {
        return await attempt.done
      } finally {
        this.#attempts.delete(attempt)
      }
    }).catch((cause: unknown) => {
      if (isRpcError(cause)) throw cause
      const executed = this.#latest === undefined ? 'no' : 'maybe'
      throw new RpcError('internal', textOf(cause), { method: call.name, seq: this.seq, executed, cause })
    })
  }

  get seq(): number | undefined {
    return this.#latest?.seq
  }

  cancel(reason?: unknown): void {
    this.#canceled ??= AbortSignal.abort(reason)
    for (const attempt of this.#attempts) attempt.cancel(reason)
  }
}
