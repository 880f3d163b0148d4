import type { CallOptions } from '../caller.js'
import type { DeadlineList, Expiring } from '../deadline.js'
import type { RpcError } from '../error.js'
import type { Sender } from '../lock.js'
import type { AnyMethod } from '../message.js'
import type { Metadata } from '../metadata.js'
import type { Allowance, TimeoutSource } from './allowance.js'

/** A call under way: what Go's `Client.Go` answers with (net/rpc/client.go, `Call`). */
export interface Call<Result> {
  /** The number that names the request on its connection, from 0; undefined while the call waits to be sent. */
  readonly seq: number | undefined
  /** Settles exactly once; rejects with an `RpcError` only. Nobody has to look at it. */
  readonly done: Promise<Result>
  /**
   * Settles the call with `canceled` now, unless it is settled; `reason` becomes the
   * error's `cause`. Where interceptors stand around the call it settles the attempts
   * under way, and those to come at once: what they make of it is the outcome.
   */
  cancel(reason?: unknown): void
}

/** What a call needs of its client. */
export interface CallOwner {
  send(call: PendingCall): void
  cancel(call: PendingCall, reason: unknown): void
}

/** The client's side of a {@link Call}: plain state, all of it moved by the client. */
export class PendingCall implements Call<unknown>, Sender, Expiring {
  readonly done: Promise<unknown>
  readonly method: AnyMethod
  readonly timeout: number
  readonly timeoutSource: TimeoutSource
  readonly signal: AbortSignal | undefined
  /** The signal of the call that this one is part of. */
  readonly parent: AbortSignal | undefined
  /** A `performance.now()`. */
  readonly startedAt: number = performance.now()
  /** These two are dropped as soon as the request is encoded. */
  params: unknown
  metadata: Metadata | undefined
  seq: number | undefined = undefined
  /** The connection's number for the frame, once it is appended. */
  frame = 0
  settled = false
  resolve!: (result: unknown) => void
  reject!: (error: RpcError) => void
  before: Expiring | undefined = undefined
  after: Expiring | undefined = undefined
  list: DeadlineList | undefined = undefined
  readonly #owner: CallOwner

  constructor(
    owner: CallOwner,
    method: AnyMethod,
    params: unknown,
    { timeout, timeoutSource }: Allowance,
    options: CallOptions | undefined,
  ) {
    this.#owner = owner
    this.method = method
    this.params = params
    this.timeout = timeout
    this.timeoutSource = timeoutSource
    this.signal = options?.signal
    this.parent = options?.context?.signal
    this.metadata = options?.metadata
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
  }

  /** Milliseconds; 0 or less when its time is over. */
  timeLeft(): number {
    return this.startedAt + this.timeout - performance.now()
  }

  send(): void {
    this.#owner.send(this)
  }

  cancel(reason?: unknown): void {
    this.#owner.cancel(this, reason)
  }
}
