import { Queue } from './queue.js'

/** One who waits for the send lock; `send` runs while the lock is held. */
export interface Sender {
  send(): void
}

/**
 * The send lock: makes each request whole on the wire and keeps senders in order
 * (`reqMutex` in net/rpc/client.go). What a sender does under it is synchronous,
 * so when the lock is free nobody waits and nothing is allocated; it is held
 * longer only while the transport is full.
 */
export class SendLock {
  /** True while a sender runs: a getter in its params may try to send as well. */
  #sending = false
  #full = false
  readonly #waiting = new Queue<Sender>()

  /** True while the transport is full. */
  get full(): boolean {
    return this.#full
  }

  /** Those who wait, in order. */
  get waiting(): Iterable<Sender> & { readonly size: number } {
    return this.#waiting
  }

  /** Runs `sender.send()` now, or queues it behind those who wait. `send` must not throw. */
  acquire(sender: Sender): void {
    if (this.#sending || this.#full) {
      this.#waiting.add(sender)
      return
    }
    this.#sending = true
    sender.send()
    this.#sending = false
    if (this.#waiting.size > 0) this.#next()
  }

  /** Takes a sender out of the queue. Does nothing when it is not in. */
  leave(sender: Sender): void {
    this.#waiting.delete(sender)
  }

  /** The transport is full: nobody sends until {@link release}. */
  hold(): void {
    this.#full = true
  }

  release(): void {
    this.#full = false
    this.#next()
  }

  /** Empties the queue and answers with those who were in it. */
  clear(): Sender[] {
    return this.#waiting.clear()
  }

  /** Lets those who wait send, in order, until one of them makes the transport full again. */
  #next(): void {
    while (!this.#full) {
      const sender = this.#waiting.shift()
      if (sender === undefined) return
      this.#sending = true
      sender.send()
      this.#sending = false
    }
  }
}
