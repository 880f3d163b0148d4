import type { Seq } from '../codec.js'
import { Deadlines } from '../deadline.js'
import type { RpcError } from '../error.js'
import { noOutcomes, type Outcomes } from '../outcomes.js'
import type { PendingCall } from './call.js'
import { Signals } from './signals.js'

/** What {@link PendingCalls} asks of its client. */
export interface CallListener {
  onTimeout(call: PendingCall): void
  onAbort(call: PendingCall, reason: unknown): void
  /** The call is settled; one that was not sent yet must not be any more. */
  onSettled(call: PendingCall): void
}

/**
 * Every call of a client that is not settled: the pending map of net/rpc/client.go
 * together with the deadlines and the signals. A call leaves all of them at once,
 * when it is settled, which happens exactly once.
 */
export class PendingCalls {
  readonly #bySeq = new Map<Seq, PendingCall>()
  readonly #deadlines: Deadlines
  readonly #signals: Signals<PendingCall>
  readonly #listener: CallListener
  #succeeded = 0
  readonly #failed = noOutcomes()
  #size = 0

  constructor(listener: CallListener) {
    this.#listener = listener
    this.#deadlines = new Deadlines((entry) => listener.onTimeout(entry as PendingCall))
    this.#signals = new Signals((call, reason) => listener.onAbort(call, reason))
  }

  /** Sent and unsent ones. */
  get size(): number {
    return this.#size
  }

  get timers(): number {
    return this.#deadlines.timers
  }

  get listeners(): number {
    return this.#signals.listeners
  }

  get outcomes(): Outcomes {
    return { ...this.#failed, ok: this.#succeeded }
  }

  add(call: PendingCall): void {
    this.#size++
    if (call.signal !== undefined) this.#signals.add(call.signal, call)
    if (call.parent !== undefined) this.#signals.add(call.parent, call)
    if (call.timeout !== Number.POSITIVE_INFINITY) this.#deadlines.add(call, call.timeout)
  }

  /** The call's request goes out under this seq. */
  sent(call: PendingCall, seq: number): void {
    call.seq = seq
    this.#bySeq.set(seq, call)
  }

  /** The request could not be encoded after all, so its seq names nothing. */
  unsent(call: PendingCall): void {
    if (call.seq !== undefined) this.#bySeq.delete(call.seq)
    call.seq = undefined
  }

  /** The call whose reply has this seq; undefined when it is settled, or never was. */
  get(seq: Seq): PendingCall | undefined {
    return this.#bySeq.get(seq)
  }

  sentCalls(): IterableIterator<PendingCall> {
    return this.#bySeq.values()
  }

  resolve(call: PendingCall, result: unknown): void {
    this.#forget(call)
    this.#succeeded++
    call.resolve(result)
  }

  reject(call: PendingCall, error: RpcError): void {
    this.#forget(call)
    this.refuse(call, error)
  }

  /** Settles a call that was never added. */
  refuse(call: PendingCall, error: RpcError): void {
    call.settled = true
    this.#failed[error.code]++
    call.reject(error)
  }

  #forget(call: PendingCall): void {
    call.settled = true
    call.params = call.metadata = undefined
    this.#size--
    if (call.seq !== undefined) this.#bySeq.delete(call.seq)
    this.#deadlines.remove(call)
    if (call.signal !== undefined) this.#signals.remove(call.signal, call)
    if (call.parent !== undefined) this.#signals.remove(call.parent, call)
    this.#listener.onSettled(call)
  }
}
