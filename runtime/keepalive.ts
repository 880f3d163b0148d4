import type { Seq } from './codec.js'
import type { Connection } from './connection.js'
import { MAX_DELAY } from './deadline.js'
import { asRpcError, RpcError } from './error.js'
import type { Sender } from './lock.js'
import { method, service } from './message.js'

/** How to find out that a silent peer is gone. */
export interface KeepaliveOptions {
  /** Milliseconds of silence after which the peer is asked for a sign of life. */
  readonly interval: number
  /** Milliseconds that it then has to send anything at all. */
  readonly timeout: number
}

/**
 * The method that a probe calls. Nobody has to serve it: that there is no such
 * service is as good a sign of life as any.
 */
const ping = method(service('_goRPC_'), 'Ping', {})

/** Throws a RangeError for times that are no positive numbers. */
export function checkKeepalive({ interval, timeout }: KeepaliveOptions): void {
  for (const [name, value] of [
    ['interval', interval],
    ['timeout', timeout],
  ] as const) {
    if (!(value > 0)) throw new RangeError(`the keepalive ${name} is ${value}, and no positive number`)
  }
}

/** Asks a silent peer for a sign of life, on one timer, and ends the connection when none comes. */
export class Keepalive implements Sender {
  readonly #options: KeepaliveOptions
  readonly #connection: Connection
  readonly #nextSeq: () => number
  #seen = 0
  #asked = false
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
    const { chunks } = this.#connection
    const silent = chunks === this.#seen
    this.#seen = chunks
    if (silent && this.#asked) {
      this.#connection.end(new RpcError('disconnected', `no sign of life within ${timeout} ms of a keepalive probe`))
      return
    }
    this.#asked = silent
    this.#wait(silent ? timeout : interval)
    if (silent) this.#connection.lock.acquire(this)
  }
}
