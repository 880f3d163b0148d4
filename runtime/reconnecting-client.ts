import type { CallOptions } from './caller.js'
import type { Allowance } from './client/allowance.js'
import type { ReconnectOptions } from './client/backoff.js'
import { BaseClient } from './client/base-client.js'
import { type Call, PendingCall } from './client/call.js'
import type { ClientOptions, ClientStats } from './client/client-options.js'
import { PendingCalls } from './client/pending-calls.js'
import { Redialer } from './client/redialer.js'
import { aborted, canceled, type Refusal, refusalBy, refusalOf, timedOut } from './client/refusal.js'
import { Client } from './client.js'
import { RpcError } from './error.js'
import type { InFlight } from './leaks.js'
import type { StateEvent } from './lifecycle.js'
import { type Limits, limitsOf } from './limits.js'
import type { AnyMethod } from './message.js'
import type { Transport } from './transport.js'

/** How often a call that may have run is sent again: one that kills its server must not kill it for ever. */
const MAX_REPEATS = 5

export interface ReconnectingClientOptions extends ClientOptions {
  readonly reconnect: ReconnectOptions
}

/** How far a call has come. */
interface Progress {
  /** The attempt under way; undefined while there is no connection. */
  attempt: Call<unknown> | undefined
  /** Whether an earlier attempt may have reached a handler. */
  mayHaveRun: boolean
  repeats: number
}

/** One connection. */
interface Link {
  readonly client: Client
  /** Why it was lost, once it is: the cause of the calls that failed with it. */
  lost: RpcError | undefined
}

/**
 * A client that connects again when its connection is lost. Calls made meanwhile
 * wait for the next one. A call moves to it when none of its bytes had left, or
 * when its method is idempotent; any other fails as it does without.
 */
export class ReconnectingClient extends BaseClient {
  readonly #redialer: Redialer
  readonly #clientOptions: ClientOptions
  readonly #limits: Limits
  protected override readonly calls: PendingCalls = new PendingCalls({
    onTimeout: (call) => this.#abandon(call, timedOut(call)),
    onAbort: (call, reason) => this.#abandon(call, aborted(call, reason)),
    onSettled: (call) => this.#settled(call),
  })
  readonly #owner = {
    send: (call: PendingCall): void => this.#attempt(call),
    cancel: (call: PendingCall, cause: unknown): void => this.#abandon(call, canceled(cause)),
  }
  readonly #progress = new Map<PendingCall, Progress>()
  /** Calls that wait for a connection, in order. */
  readonly #line = new Set<PendingCall>()
  /** Undefined while there is no connection. */
  #link: Link | undefined
  /** Why this client is closed, once it is. */
  #ended: RpcError | undefined
  #lateReplies = 0

  /** Starts with a transport that is connected, and asks `connect` for another whenever one is lost. */
  constructor(transport: Transport, connect: () => Promise<Transport>, options: ReconnectingClientOptions) {
    super(options)
    const { reconnect, interceptors: _, ...rest } = options
    this.#clientOptions = rest
    this.#limits = limitsOf(options.limits)
    this.#redialer = new Redialer(connect, reconnect, {
      onAttempt: (attempt, reason) => this.#change({ state: 'connecting', attempt, reason }),
      onConnected: (next) => {
        this.#change({ state: 'open' })
        // Whoever heard of it may have closed this client.
        if (this.#ended === undefined) this.#attach(next)
        else next.close()
      },
      onGiveUp: (reason) => this.#close(reason),
    })
    this.#attach(transport)
  }

  override stats(): ClientStats {
    const { size: pending, timers, listeners, outcomes } = this.calls
    const client = this.#link?.client.stats()
    return this.counted({
      pending,
      timers: timers + (client?.timers ?? 0),
      listeners: listeners + (client?.listeners ?? 0),
      queuedBytes: client?.queuedBytes ?? 0,
      lateReplies: this.#lateReplies + (client?.lateReplies ?? 0),
      outcomes,
    })
  }

  protected override unsettled(now: number): InFlight[] {
    return [...this.#progress.keys()].map(({ method, startedAt }) => {
      return { method: this.nameOf(method), age: now - startedAt }
    })
  }

  protected override end(reason: RpcError): void {
    this.#close(reason)
  }

  /** Nothing is pending, or its time is over: there is nothing left to write. */
  protected override async finish(reason: RpcError): Promise<void> {
    this.#close(reason)
  }

  protected override start(
    method: AnyMethod,
    params: unknown,
    allowance: Allowance,
    options: CallOptions | undefined,
  ): PendingCall {
    const call = new PendingCall(this.#owner, method, params, allowance, options)
    const refusal = this.#refusalOf(call)
    if (refusal !== undefined) {
      this.calls.refuse(call, this.#error(call, refusal))
      return call
    }
    this.calls.add(call)
    this.#progress.set(call, { attempt: undefined, mayHaveRun: false, repeats: 0 })
    call.send()
    return call
  }

  #refusalOf(call: PendingCall): Refusal | undefined {
    const ended = this.#ended
    if (ended !== undefined) return refusalBy(ended)
    const draining = this.intercepted === undefined ? this.refusal() : undefined
    if (draining !== undefined) return draining
    const { pending } = this.#limits
    if (this.#clientOptions.whenFull !== 'wait' && this.calls.size >= pending) {
      return { code: 'overloaded', reason: `${pending} calls are pending already` }
    }
    return refusalOf(call)
  }

  /** Sends the call over the connection that there is, or lets it wait for one. */
  #attempt(call: PendingCall): void {
    const link = this.#link
    const progress = this.#progress.get(call)
    if (progress === undefined) return
    // An attempt before this one may have been the last that there was to be.
    if (this.#ended !== undefined) {
      this.#abandon(call, refusalBy(this.#ended))
      return
    }
    if (link === undefined) {
      progress.attempt = undefined
      this.#line.add(call)
      return
    }
    const { method, params, metadata } = call
    const attempt = link.client.go(method, params, { timeout: Math.max(0, call.timeLeft()), metadata })
    progress.attempt = attempt
    call.seq = attempt.seq
    attempt.done.then(
      (result) => {
        if (!call.settled) this.calls.resolve(call, result)
      },
      (error: RpcError) => {
        if (!call.settled) this.#failed(call, progress, error, link.lost !== undefined && error.cause === link.lost)
      },
    )
  }

  #failed(call: PendingCall, progress: Progress, error: RpcError, connectionLost: boolean): void {
    progress.mayHaveRun ||= error.executed !== 'no'
    if (connectionLost && this.#ended === undefined && this.#mayRepeat(call, progress, error)) this.#attempt(call)
    else if (error.executed === 'yes') this.calls.reject(call, error)
    else if (error.code === 'timeout') this.#fail(call, timedOut(call))
    else this.#fail(call, error)
  }

  #mayRepeat(call: PendingCall, progress: Progress, error: RpcError): boolean {
    if (error.executed === 'no') return true
    return call.method.idempotent && progress.repeats++ < MAX_REPEATS
  }

  #attach(transport: Transport): void {
    const client = new Client(transport, this.#clientOptions)
    const link: Link = { client, lost: undefined }
    this.#link = link
    client.onState((event) => {
      if (event.state !== 'closed') return
      link.lost = event.reason
      this.#lost(event.reason)
    })
    // Those that find this connection lost already are in line for the next one.
    const line = [...this.#line]
    this.#line.clear()
    for (const call of line) this.#attempt(call)
  }

  #lost(reason: RpcError): void {
    this.#lateReplies += this.#link?.client.stats().lateReplies ?? 0
    this.#link = undefined
    this.#redialer.start(reason)
  }

  /** A client that drains does so until it is closed, whatever becomes of its connection. */
  #change(event: StateEvent): void {
    if (this.state !== 'draining') this.lifecycle.change(event)
  }

  #close(reason: RpcError): void {
    if (this.#ended !== undefined) return
    this.#ended = reason
    this.#redialer.stop()
    for (const call of [...this.#line]) {
      this.#abandon(call, refusalBy(reason))
    }
    // The others end with their attempts, which know whether any of their bytes have left.
    void this.#link?.client.close()
    this.lifecycle.change({ state: 'closed', reason })
  }

  /** Gives up a call that is under way, if it still is. */
  #abandon(call: PendingCall, refusal: Refusal): void {
    if (call.settled) return
    const progress = this.#progress.get(call)
    if (progress?.attempt?.seq !== undefined) progress.mayHaveRun = true
    this.#fail(call, refusal)
    progress?.attempt?.cancel(refusal.cause)
  }

  #settled(call: PendingCall): void {
    this.#line.delete(call)
    this.#progress.delete(call)
    this.settled()
  }

  #fail(call: PendingCall, refusal: Refusal): void {
    this.calls.reject(call, this.#error(call, refusal))
  }

  #error(call: PendingCall, { code, reason, path, cause }: Refusal): RpcError {
    const progress = this.#progress.get(call)
    const executed = progress?.mayHaveRun === true ? 'maybe' : 'no'
    // An attempt that had to wait for its connection got its seq later.
    const seq = progress?.attempt?.seq ?? call.seq
    return new RpcError(code, reason, { method: this.nameOf(call.method), seq, executed, path, cause })
  }
}
