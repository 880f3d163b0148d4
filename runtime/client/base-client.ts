/// <reference lib="esnext.disposable" preserve="true" />

import type { Caller, CallOptions } from '../caller.js'
import type { CodecFactory } from '../codec.js'
import { RpcError } from '../error.js'
import { Idlers } from '../idlers.js'
import type { InFlight } from '../leaks.js'
import { type ConnectionState, type DrainOptions, Lifecycle, type StateListener } from '../lifecycle.js'
import type { AnyMethod, Method } from '../message.js'
import { type Allowance, allowanceOf, clientAllowance, earlier } from './allowance.js'
import type { Call } from './call.js'
import type { ClientOptions, ClientStats } from './client-options.js'
import { InterceptedCalls } from './intercepted-calls.js'
import type { PendingCalls } from './pending-calls.js'
import type { Refusal } from './refusal.js'

/** What every client is to its user. How a call reaches its peer is each one's own. */
export abstract class BaseClient implements Caller, AsyncDisposable {
  protected readonly lifecycle: Lifecycle = new Lifecycle('open')
  /** The calls themselves, where interceptors stand around what {@link start} begins. */
  protected readonly intercepted: InterceptedCalls | undefined
  readonly #idlers = new Idlers()
  readonly #codec: CodecFactory
  readonly #allowance: Allowance

  constructor({ codec, interceptors, timeout }: ClientOptions) {
    this.#codec = codec
    this.#allowance = clientAllowance(timeout)
    this.intercepted =
      interceptors &&
      new InterceptedCalls({
        interceptors,
        nameOf: (method) => this.nameOf(method),
        attempt: ({ method, params, options }, left) =>
          this.start(method, params, earlier(allowanceOf(method, options, this.#allowance), left), options),
        onSettled: () => this.settled(),
      })
  }

  get state(): ConnectionState {
    return this.lifecycle.state
  }

  /** Calls a method and resolves with its result. Rejects with an `RpcError` only. */
  call<Params, Result>(method: Method<Params, Result>, params: Params, options?: CallOptions): Promise<Result> {
    return this.#begin(method as AnyMethod, params, options).done as Promise<Result>
  }

  /** As {@link call}, but answers at once with the call under way. */
  go<Params, Result>(method: Method<Params, Result>, params: Params, options?: CallOptions): Call<Result> {
    const call = this.#begin(method as AnyMethod, params, options)
    call.done.catch(() => {})
    return call as Call<Result>
  }

  /** Calls the listener at every change of state from now on; answers with the function that stops it. */
  onState(listener: StateListener): () => void {
    return this.lifecycle.subscribe(listener)
  }

  /** Ends everything at once: what is pending fails with `closed`. Does nothing the second time. */
  async close(): Promise<void> {
    const reason = new RpcError('closed', 'the client was closed')
    this.end(reason)
    this.intercepted?.close(reason)
  }

  /**
   * Lets what is pending finish, over another connection if need be, and then
   * closes. Calls that begin meanwhile fail with `closed`. Never rejects.
   */
  async drain({ timeout = Number.POSITIVE_INFINITY }: DrainOptions = {}): Promise<void> {
    if (this.state === 'open' || this.state === 'connecting') this.lifecycle.change({ state: 'draining' })
    if (this.#pending > 0) await this.#idlers.wait(timeout)
    const reason = new RpcError('closed', 'the client was drained')
    await this.finish(reason)
    this.intercepted?.close(reason)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  abstract stats(): ClientStats

  /** The calls that are not settled. */
  inFlight(): readonly InFlight[] {
    return this.intercepted?.inFlight() ?? this.unsettled(performance.now())
  }

  /** Every call that reached this client, past the interceptors. */
  protected abstract readonly calls: PendingCalls

  /** The calls of {@link calls}, with their age at a `performance.now()`. */
  protected abstract unsettled(now: number): InFlight[]

  protected abstract start(
    method: AnyMethod,
    params: unknown,
    allowance: Allowance,
    options: CallOptions | undefined,
  ): Call<unknown>

  /** Ends the connection, or the search for one, at once. */
  protected abstract end(reason: RpcError): void

  /** The same, once the peer has been given what is written. */
  protected abstract finish(reason: RpcError): Promise<void>

  protected nameOf(method: AnyMethod): string {
    return this.#codec.methodName(method)
  }

  /** Why no call may begin any more though there is a connection, if so. An attempt of a call that began before may. */
  protected refusal(): Refusal | undefined {
    return this.state === 'draining' ? { code: 'closed', reason: 'the client is draining' } : undefined
  }

  /** A call is settled. */
  protected settled(): void {
    if (this.#pending === 0) this.#idlers.wake()
  }

  /** What is held and what was, as its user sees it: one call, however many attempts interceptors make of it. */
  protected counted(stats: ClientStats): ClientStats {
    if (this.intercepted === undefined) return stats
    const { size: pending, timers, listeners, outcomes } = this.intercepted
    return { ...stats, pending, timers: stats.timers + timers, listeners: stats.listeners + listeners, outcomes }
  }

  get #pending(): number {
    return this.calls.size + (this.intercepted?.size ?? 0)
  }

  #begin(method: AnyMethod, params: unknown, options: CallOptions | undefined): Call<unknown> {
    const allowance = allowanceOf(method, options, this.#allowance)
    if (this.intercepted === undefined) return this.start(method, params, allowance, options)
    return this.intercepted.begin(method, params, allowance, options, this.refusal())
  }
}
