import type { Connection } from '../connection.js'

/** Tells the peer of requests that nobody waits for any more, if it understands or the user wants it anyway. */
export class Canceler {
  readonly #connection: Connection
  readonly #always: boolean
  readonly #nextSeq: () => number

  constructor(connection: Connection, always: boolean, nextSeq: () => number) {
    this.#connection = connection
    this.#always = always
    this.#nextSeq = nextSeq
  }

  /** As long as the transport is full they wait for the send lock, no more of them than calls were pending. */
  cancel(target: number): void {
    const { codec, ended, lock } = this.#connection
    if (ended !== undefined || codec.writeCancel === undefined || !(this.#always || codec.extended)) return
    lock.acquire({ send: () => this.#send(target) })
  }

  #send(target: number): void {
    try {
      this.#connection.codec.writeCancel?.(this.#nextSeq(), target)
    } catch {
      // It does not fit in a message, so the peer is not told: the call is settled all the same.
      return
    }
    this.#connection.appended()
  }
}
