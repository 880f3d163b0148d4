import type { Seq } from '../codec.js'
import type { Connection } from '../connection.js'
import { MAX_DELAY } from '../earliest-timer.js'
import { asRpcError, RpcError } from '../error.js'
import type { Sender } from '../lock.js'
import { method, service } from '../message.js'
import { checkPositive } from '../positive.js'

/** How to find out that a silent peer is gone. */
export interface KeepaliveOptions {
  /** Milliseconds of silence after which the peer is asked for a sign of life. */
  readonly interval: number
  /**
   * Milliseconds that it then has to send anything at all. A server that reads no
   * more since as many handlers run as may answers when one of them has ended.
   */
  readonly timeout: number
}

/**
 * The method that a probe calls. Nobody has to serve it: that there is no such
 * service is as good a sign of life as any.
 */
const ping = method(service('_goRPC_'), 'Ping', {})

/** Throws a RangeError for times that are no positive numbers. */
export function checkKeepalive({ interval, timeout }: KeepaliveOptions): void {
  checkPositive('keepalive', { interval, timeout })
}

/** Asks a silent peer for a sign of life, on one timer, and ends the connection when none comes. */
export class Keepalive implements Sender {
  readonly #options: KeepaliveOptions
  readonly #connection: Connection
  readonly #nextSeq: () => number
  readonly #startedAt = performance.now()
  /** When the peer was asked, unless something has arrived since. */
  #askedAt: number | undefined
  /** The seq of a probe that is not answered. */
  #probe: Seq | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: KeepaliveOptions, connection: Connection, nextSeq: () => number) {
    this.#options = options
    this.#connection = connection
    this.#nextSeq = nextSeq
    this.#wait(options.interval)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  /** Whether this is the answer to a probe. */
  takes(seq: Seq): boolean {
    if (seq !== this.#probe) return false
    this.#probe = undefined
    return true
  }

  /** Runs under the send lock. */
  send(): void {
    const seq = this.#nextSeq()
    this.#probe = seq
    try {
      this.#connection.codec.writeRequest(
        { seq, timeout: Number.POSITIVE_INFINITY, metadata: undefined },
        ping,
        undefined,
      )
      this.#connection.appended()
    } catch (error) {
      this.#connection.end(asRpcError(error, 'encode'))
    }
  }

  #wait(delay: number): void {
    this.#timer = setTimeout(this.#tick, Math.min(delay, MAX_DELAY))
  }

  readonly #tick = (): void => {
    const { interval, timeout } = this.#options
    const { arrivedAt } = this.#connection
    const quiet = performance.now() - Math.max(arrivedAt, this.#startedAt)
    if (this.#askedAt !== undefined && arrivedAt < this.#askedAt) {
      this.#connection.end(new RpcError('disconnected', `no sign of life within ${timeout} ms of a keepalive probe`))
    } else if (quiet < interval) {
      this.#askedAt = undefined
      this.#wait(Math.ceil(interval - quiet))
    } else {
      this.#wait(timeout)
      // A peer that is slow to take what is written is the stall limit's affair; it has not been asked.
      if (this.#connection.lock.full) return
      this.#askedAt = performance.now()
      // One that the peer has yet to answer is enough.
      if (this.#probe === undefined) this.#connection.lock.acquire(this)
    }
  }
}
