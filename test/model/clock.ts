import { randomAt } from '../../runtime/transport/random.js'

interface Timer {
  readonly at: number
  readonly callback: () => void
}

/** Steps in one {@link Clock.pass}, far more than any run has to do. */
const RESTLESS = 10_000

/** Taken before any clock stands in for it: one turn of the real event loop runs every microtask there is. */
const { setImmediate } = globalThis

/** The clock of the run under way. */
let current: Clock | undefined

/** Stands in for the runtime's own, which takes Node's function when it is loaded: before any clock can. */
export function afterTurn(callback: () => void): void {
  if (current === undefined) setImmediate(callback)
  else current.endOfTurn.push(callback)
}

/**
 * Time that passes when the test says so, and randomness from a seed. So a run
 * takes no longer than its work, and is the same whenever it is repeated. It
 * stands in for the globals until {@link uninstall}.
 */
export class Clock {
  /** Milliseconds, whole ones; what `performance.now()` answers. */
  now = 1_000
  readonly endOfTurn: (() => void)[] = []
  readonly #timers = new Map<number, Timer>()
  readonly #real = { setTimeout, clearTimeout, dateNow: Date.now, random: Math.random, performanceNow: performance.now }
  #lastTimer = 0

  constructor(seed: number) {
    let drawn = 0
    current = this
    const plan = (callback: () => void, delay = 0): number => {
      // As Node does: whole milliseconds, at least one.
      this.#timers.set(++this.#lastTimer, { at: this.now + Math.max(1, Math.trunc(delay)), callback })
      return this.#lastTimer
    }
    globalThis.setTimeout = plan as unknown as typeof setTimeout
    globalThis.clearTimeout = ((timer: number) => {
      this.#timers.delete(timer)
    }) as unknown as typeof clearTimeout
    performance.now = () => this.now
    Date.now = () => this.now
    Math.random = () => randomAt(seed, drawn++) / 2 ** 32
  }

  /** How many timers are armed. */
  get timers(): number {
    return this.#timers.size
  }

  /** Lets so much time pass: runs what is due in it, in order, and each time all that follows from it at once. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds
    for (let steps = 0; ; steps++) {
      if (steps > RESTLESS) throw new Error('work begets work without end')
      await new Promise<void>((resolve) => setImmediate(resolve))
      if (this.endOfTurn.length > 0) {
        for (const callback of this.endOfTurn.splice(0)) callback()
        continue
      }
      const next = this.#next(end)
      if (next === undefined) break
      const [id, { at, callback }] = next
      this.#timers.delete(id)
      this.now = at
      callback()
    }
    this.now = end
  }

  uninstall(): void {
    const { setTimeout, clearTimeout, dateNow, random, performanceNow } = this.#real
    globalThis.setTimeout = setTimeout
    globalThis.clearTimeout = clearTimeout
    Date.now = dateNow
    Math.random = random
    performance.now = performanceNow
    current = undefined
  }

  /** The timer that is due first, and no later than `end`; of two at one time the one that was armed first. */
  #next(end: number): [number, Timer] | undefined {
    let first: [number, Timer] | undefined
    for (const entry of this.#timers) {
      const { at } = entry[1]
      if (at <= end && (first === undefined || at < first[1].at)) first = entry
    }
    return first
  }
}
