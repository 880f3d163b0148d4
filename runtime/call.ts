import type { DeadlineList, Expiring } from './deadline.js'
import type { RpcError } from './error.js'
import type { Sender } from './lock.js'
import type { AnyMethod } from './message.js'

/** A call under way: what Go's `Client.Go` answers with (net/rpc/client.go, `Call`). */
export interface Call<Result> {
  /** The number that names the request on its connection, from 0; undefined while the call waits to be sent. */
  readonly seq: number | undefined
  /** Settles exactly once; rejects with an `RpcError` only. Nobody has to look at it. */
  readonly done: Promise<Result>
  /** Settles the call with `canceled` now, unless it is settled; `reason` becomes the error's `cause`. */
  cancel(reason?: unknown): void
}

/** Where a call's timeout came from; the error says it. */
export type TimeoutSource = 'call' | 'method' | 'client' | 'default'

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
  /** Dropped as soon as the request is encoded. */
  params: unknown
  seq: number | undefined = undefined
  /** The connection's number for the frame, once it is appended. */
  frame = 0
  settled = false
  resolve!: (result: unknown) => void
  reject!: (error: RpcError) => void
  expiresAt = 0
  before: Expiring | undefined = undefined
  after: Expiring | undefined = undefined
  list: DeadlineList | undefined = undefined
  readonly #owner: CallOwner

  constructor(
    owner: CallOwner,
    method: AnyMethod,
    params: unknown,
    timeout: number,
    timeoutSource: TimeoutSource,
    signal: AbortSignal | undefined,
  ) {
    this.#owner = owner
    this.method = method
    this.params = params
    this.timeout = timeout
    this.timeoutSource = timeoutSource
    this.signal = signal
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
  }

  send(): void {
    this.#owner.send(this)
  }

  cancel(reason?: unknown): void {
    this.#owner.cancel(this, reason)
  }
}
