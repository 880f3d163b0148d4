import type { RpcError } from './error.js'

/** Where a connection, or what keeps one, stands. */
export type ConnectionState = StateEvent['state']

/** A change of state: `connecting` is seen with `reconnect` only, and nothing follows `closed`. */
export type StateEvent =
  | {
      readonly state: 'connecting'
      /** Which attempt since the connection was lost, from 1. */
      readonly attempt: number
      /** What ended the connection, or the attempt before. */
      readonly reason: RpcError
    }
  | { readonly state: 'open' }
  | { readonly state: 'draining' }
  | { readonly state: 'closed'; readonly reason: RpcError }

export type StateListener = (event: StateEvent) => void

export interface DrainOptions {
  /** Milliseconds after which what is still under way is cut off. Default: `Infinity`. */
  readonly timeout?: number | undefined
}

/** The state of one connection, and who wants to hear of it. */
export class Lifecycle {
  #state: ConnectionState
  readonly #listeners = new Set<StateListener>()
  /** What the listeners are being told, and what they are to be told next. */
  #events: StateEvent[] = []

  constructor(state: ConnectionState) {
    this.#state = state
  }

  get state(): ConnectionState {
    return this.#state
  }

  /** Answers with the function that ends the subscription. */
  subscribe(listener: StateListener): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Does nothing once the state is `closed`. */
  change(event: StateEvent): void {
    if (this.#state === 'closed') return
    this.#state = event.state
    this.#events.push(event)
    // A listener that changes the state is told of it when all have heard of what it was told first.
    if (this.#events.length > 1) return
    for (const each of this.#events) this.#tell(each)
    this.#events = []
    if (this.state === 'closed') this.#listeners.clear()
  }

  #tell(event: StateEvent): void {
    for (const listener of [...this.#listeners]) {
      if (!this.#listeners.has(listener)) continue
      try {
        listener(event)
      } catch {
        // A listener that fails is its owner's affair; the connection has to go on to its end.
      }
    }
  }
}
