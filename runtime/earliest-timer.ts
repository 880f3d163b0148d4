/** Timers take a signed 32-bit number of milliseconds; longer waits are taken in steps. */
export const MAX_DELAY: number = 2 ** 31 - 1

/** One timer for many moments, armed for the earliest. Whoever it wakes looks what is due, and arms it again. */
export class EarliestTimer {
  readonly #wake: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #firesAt = Number.POSITIVE_INFINITY

  constructor(wake: () => void) {
    this.#wake = wake
  }

  get armed(): boolean {
    return this.#timer !== undefined
  }

  /** Wakes by this moment, a `performance.now()`, if not before. */
  arm(at: number): void {
    if (at >= this.#firesAt) return
    this.disarm()
    this.#firesAt = at
    this.#timer = setTimeout(this.#fire, Math.min(Math.max(1, Math.ceil(at - performance.now())), MAX_DELAY))
  }

  disarm(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#firesAt = Number.POSITIVE_INFINITY
  }

  readonly #fire = (): void => {
    this.disarm()
    this.#wake()
  }
}
