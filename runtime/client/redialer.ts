import { MAX_DELAY } from '../earliest-timer.js'
import { asRpcError, type RpcError } from '../error.js'
import type { Transport } from '../transport.js'
import { type Backoff, backoffOf, type ReconnectOptions } from './backoff.js'

/** What {@link Redialer} tells its client. */
export interface RedialListener {
  /** An attempt will be made: which one in a row, from 1, and what it is for. */
  onAttempt(attempt: number, reason: RpcError): void
  /** What it throws makes the attempt a failed one. */
  onConnected(transport: Transport): void
  /** As many attempts failed as may. */
  onGiveUp(reason: RpcError): void
}

/** Gets a new connection for one that was lost, with pauses between the attempts that grow. */
export class Redialer {
  readonly #connect: () => Promise<Transport>
  readonly #backoff: Backoff
  readonly #listener: RedialListener
  #connectedAt = performance.now()
  /** Attempts since a connection held. */
  #attempts = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #stopped = false

  constructor(connect: () => Promise<Transport>, options: ReconnectOptions, listener: RedialListener) {
    this.#connect = connect
    this.#backoff = backoffOf(options)
    this.#listener = listener
  }

  /** The connection was lost: gets another. */
  start(reason: RpcError): void {
    // A peer that takes connections only to drop them is no better than one that takes none.
    if (performance.now() - this.#connectedAt > this.#backoff.maxDelayOf(this.#attempts + 1)) this.#attempts = 0
    this.#plan(reason)
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #plan(reason: RpcError): void {
    if (this.#stopped) return
    if (this.#attempts >= this.#backoff.attempts) {
      this.#listener.onGiveUp(reason)
      return
    }
    const attempt = ++this.#attempts
    this.#timer = setTimeout(() => void this.#try(), Math.min(this.#backoff.delayOf(attempt), MAX_DELAY))
    this.#listener.onAttempt(attempt, reason)
  }

  async #try(): Promise<void> {
    let transport: Transport
    try {
      transport = await this.#connect()
    } catch (error) {
      this.#plan(asRpcError(error, 'connect'))
      return
    }
    if (this.#stopped) {
      transport.close()
      return
    }
    this.#connectedAt = performance.now()
    try {
      this.#listener.onConnected(transport)
    } catch (error) {
      // A codec of the user's own may fail to open; the next attempt may fare better.
      transport.close()
      this.#plan(asRpcError(error, 'connect'))
    }
  }
}
