/// <reference lib="esnext.disposable" preserve="true" />

import type { Caller, CallOptions } from '../caller.js'
import type { CodecFactory } from '../codec.js'
import type { InFlight } from '../leaks.js'
import { type ConnectionState, type DrainOptions, Lifecycle, type StateListener } from '../lifecycle.js'
import type { AnyMethod, Method } from '../message.js'
import { type Allowance, allowanceOf, clientAllowance } from './allowance.js'
import type { Call } from './call.js'
import type { ClientOptions, ClientStats } from './client-options.js'
import { InterceptedCall } from './intercepted-call.js'

/** What every client is to its user. How a call reaches its peer is each one's own. */
export abstract class BaseClient implements Caller, AsyncDisposable {
  protected readonly lifecycle: Lifecycle = new Lifecycle('open')
  readonly #codec: CodecFactory
  readonly #interceptors: ClientOptions['interceptors']
  readonly #allowance: Allowance

  constructor({ codec, interceptors, timeout }: ClientOptions) {
    this.#codec = codec
    this.#interceptors = interceptors
    this.#allowance = clientAllowance(timeout)
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

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  /** Ends everything at once: what is pending fails with `closed`. Does nothing the second time. */
  abstract close(): Promise<void>

  /** Lets what is pending finish, and then closes. Calls that begin meanwhile fail with `closed`. Never rejects. */
  abstract drain(options?: DrainOptions): Promise<void>

  abstract stats(): ClientStats

  /** The calls that are not settled. */
  abstract inFlight(): readonly InFlight[]

  protected abstract start(
    method: AnyMethod,
    params: unknown,
    allowance: Allowance,
    options: CallOptions | undefined,
  ): Call<unknown>

  protected nameOf(method: AnyMethod): string {
    return this.#codec.methodName(method)
  }

  #begin(method: AnyMethod, params: unknown, options: CallOptions | undefined): Call<unknown> {
    if (this.#interceptors === undefined) {
      return this.start(method, params, allowanceOf(method, options, this.#allowance), options)
    }
    const call = { name: this.nameOf(method), method, params, options: options ?? {} }
    return new InterceptedCall(this.#interceptors, call, (each) =>
      this.start(each.method, each.params, allowanceOf(each.method, each.options, this.#allowance), each.options),
    )
  }
}
