import type { CallOptions } from '../caller.js'
import { isRpcError, RpcError, textOf } from '../error.js'
import { type ClientInterceptor, intercept, type OutgoingCall } from '../interceptor.js'
import type { InFlight } from '../leaks.js'
import type { AnyMethod } from '../message.js'
import type { Outcomes } from '../outcomes.js'
import type { Allowance } from './allowance.js'
import { type Call, type CallOwner, PendingCall } from './call.js'
import { PendingCalls } from './pending-calls.js'
import { aborted, canceled, type Refusal, refusalOf, timedOut } from './refusal.js'

/** What interceptors stand in front of. */
export interface Interception {
  readonly interceptors: readonly ClientInterceptor[]
  nameOf(method: AnyMethod): string
  /** Makes one attempt, in at most so much time. */
  attempt(call: OutgoingCall, timeLeft: Allowance): Call<unknown>
  onSettled(): void
}

/**
 * Calls with interceptors around them. Each is a call of its own, with the time
 * and the signals that its caller gave it; the attempts that the interceptors
 * make, one after another or side by side, share what is left of that.
 */
export class InterceptedCalls {
  readonly #interception: Interception
  readonly #attempts = new Map<PendingCall, Set<Call<unknown>>>()
  readonly #calls = new PendingCalls({
    onTimeout: (call) => this.#abandon(call, timedOut(call)),
    onAbort: (call, reason) => this.#abandon(call, aborted(call, reason)),
    onSettled: (call) => {
      this.#attempts.delete(call)
      this.#interception.onSettled()
    },
  })
  readonly #owner: CallOwner = {
    // Its attempts are sent, never the call itself.
    send: () => {},
    cancel: (call, reason) => this.#abandon(call, canceled(reason)),
  }

  constructor(interception: Interception) {
    this.#interception = interception
  }

  get size(): number {
    return this.#calls.size
  }

  get timers(): number {
    return this.#calls.timers
  }

  get listeners(): number {
    return this.#calls.listeners
  }

  get outcomes(): Outcomes {
    return this.#calls.outcomes
  }

  inFlight(): readonly InFlight[] {
    const now = performance.now()
    return [...this.#attempts.keys()].map(({ method, startedAt }) => {
      return { method: this.#interception.nameOf(method), age: now - startedAt }
    })
  }

  /** `closed` is why no call may begin any more, if so. */
  begin(
    method: AnyMethod,
    params: unknown,
    allowance: Allowance,
    options: CallOptions | undefined,
    closed: Refusal | undefined,
  ): PendingCall {
    const call = new PendingCall(this.#owner, method, params, allowance, options)
    const refusal = closed ?? refusalOf(call)
    if (refusal !== undefined) {
      this.#calls.refuse(call, this.#error(call, refusal, undefined))
      return call
    }
    this.#calls.add(call)
    this.#attempts.set(call, new Set())
    this.#run(call, options ?? {})
    return call
  }

  /** Ends all of them, whatever their interceptors are at. */
  close(refusal: Refusal): void {
    for (const call of [...this.#attempts.keys()]) this.#abandon(call, refusal)
  }

  #run(call: PendingCall, options: CallOptions): void {
    const { method, params, startedAt } = call
    const outgoing = { name: this.#interception.nameOf(method), method, params, options, startedAt }
    intercept(this.#interception.interceptors, outgoing, (each) => this.#attempt(call, each)).then(
      (result) => {
        if (!call.settled) this.#calls.resolve(call, result)
      },
      (error: unknown) => {
        if (!call.settled) this.#calls.reject(call, this.#asRpcError(call, error))
      },
    )
  }

  async #attempt(call: PendingCall, each: OutgoingCall): Promise<unknown> {
    if (call.settled) throw this.#error(call, canceled(undefined), undefined)
    const timeLeft = { timeout: Math.max(0, call.timeLeft()), timeoutSource: call.timeoutSource }
    const attempt = this.#interception.attempt(each, timeLeft)
    this.#attempts.get(call)?.add(attempt)
    call.seq = attempt.seq
    try {
      return await attempt.done
    } finally {
      // One that had to wait for the transport got its seq later.
      call.seq = attempt.seq
    }
  }

  #abandon(call: PendingCall, refusal: Refusal): void {
    if (call.settled) return
    const attempts = this.#attempts.get(call)
    this.#calls.reject(call, this.#error(call, refusal, attempts))
    for (const attempt of attempts ?? []) attempt.cancel(refusal.cause)
  }

  #asRpcError(call: PendingCall, error: unknown): RpcError {
    const attempts = this.#attempts.get(call)
    if (!isRpcError(error))
      return this.#error(call, { code: 'internal', reason: textOf(error), cause: error }, attempts)
    // The last attempt had what was left of the call's time, which is not what its caller gave it.
    const late = error.code === 'timeout' && error.executed !== 'yes' && call.timeLeft() <= 0
    return late ? this.#error(call, timedOut(call), attempts) : error
  }

  #error(
    { method, seq }: PendingCall,
    { code, reason, cause }: Refusal,
    attempts: ReadonlySet<Call<unknown>> | undefined,
  ): RpcError {
    const sent = [...(attempts ?? [])].some((attempt) => attempt.seq !== undefined)
    const executed = sent ? 'maybe' : 'no'
    return new RpcError(code, reason, { method: this.#interception.nameOf(method), seq, executed, cause })
  }
}
