import type { Caller } from '../caller.js'
import type { CallContext } from '../context.js'
import type { DeadlineList, Deadlines, Expiring } from '../deadline.js'
import { RpcError } from '../error.js'
import type { Metadata } from '../metadata.js'
import type { Peer } from '../transport.js'

const noMetadata: Metadata = Object.freeze({})

/** The last moment that a Date can tell, in milliseconds since 1970: a peer may name one that is later. */
const LAST_MOMENT = 8.64e15

/** What the calls of a connection have in common. */
export interface Origin {
  readonly peer: Peer
  readonly deadlines: Deadlines
  /** What calls the peer back. */
  caller(): Caller
}

/** The context of one call. Most handlers never look at their signal, so it is made when one first does. */
export class HandlerContext implements CallContext {
  readonly method: string
  readonly metadata: Metadata
  /** When the request arrived, a `performance.now()`. */
  readonly startedAt: number
  readonly #timeout: number
  readonly #origin: Origin
  #deadline: Date | undefined
  #alarm: Alarm | undefined
  /** Why nobody waits any more, if so. */
  #reason: RpcError | undefined
  #settled = false

  /** `timeout` is in milliseconds from `startedAt`. */
  constructor(method: string, metadata: Metadata | undefined, timeout: number, startedAt: number, origin: Origin) {
    this.method = method
    this.metadata = metadata ?? noMetadata
    this.startedAt = startedAt
    this.#timeout = timeout
    this.#origin = origin
  }

  get caller(): Caller {
    return this.#origin.caller()
  }

  get peer(): Peer {
    return this.#origin.peer
  }

  get deadline(): Date | undefined {
    if (this.#deadline === undefined) {
      const moment = Date.now() + this.#timeLeft()
      if (moment <= LAST_MOMENT) this.#deadline = new Date(moment)
    }
    return this.#deadline
  }

  get signal(): AbortSignal {
    this.#alarm ??= this.#arm()
    return this.#alarm.signal
  }

  /** Why nobody waits any more, once somebody has said so. */
  get reason(): RpcError | undefined {
    return this.#reason
  }

  /** Whether nobody waits any more. */
  get isOver(): boolean {
    return this.#reason !== undefined || this.#timeLeft() <= 0
  }

  abort(reason: RpcError): void {
    if (this.#settled || this.#reason !== undefined) return
    this.#reason = reason
    this.#disarm()
    this.#alarm?.abort(reason)
  }

  /** The handler has ended. */
  settle(): void {
    this.#settled = true
    this.#disarm()
  }

  #timeLeft(): number {
    return this.startedAt + this.#timeout - performance.now()
  }

  #expire(): void {
    this.abort(new RpcError('timeout', 'the deadline of the call has passed', { method: this.method }))
  }

  #arm(): Alarm {
    const left = this.#timeLeft()
    if (left <= 0) this.#expire()
    const alarm = new Alarm(() => this.#expire())
    if (this.#reason !== undefined) alarm.abort(this.#reason)
    else if (!this.#settled && left !== Number.POSITIVE_INFINITY) this.#origin.deadlines.add(alarm, left)
    return alarm
  }

  #disarm(): void {
    if (this.#alarm !== undefined) this.#origin.deadlines.remove(this.#alarm)
  }
}

/** The signal of one call, which goes off at its deadline. */
export class Alarm implements Expiring {
  readonly startedAt: number = performance.now()
  before: Expiring | undefined = undefined
  after: Expiring | undefined = undefined
  list: DeadlineList | undefined = undefined
  readonly expire: () => void
  readonly #controller = new AbortController()

  constructor(expire: () => void) {
    this.expire = expire
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  abort(reason: RpcError): void {
    this.#controller.abort(reason)
  }
}
