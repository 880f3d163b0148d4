import { EarliestTimer } from './earliest-timer.js'

/** Something that expires; all but its start belongs to {@link Deadlines}. */
export interface Expiring {
  /** A `performance.now()`, no earlier than those of the entries before it. */
  readonly startedAt: number
  before: Expiring | undefined
  after: Expiring | undefined
  list: DeadlineList | undefined
}

/** All that expire after the same duration: in the order they were added, so in the order they expire. */
export interface DeadlineList {
  readonly duration: number
  first: Expiring | undefined
  last: Expiring | undefined
}

/**
 * Many deadlines on one timer, as Node's own timers are built: a linked list for
 * each distinct duration, so that adding and removing take the same time however
 * many there are. The timer runs only while something may expire.
 */
export class Deadlines {
  readonly #lists = new Map<number, DeadlineList>()
  readonly #expire: (entry: Expiring) => void
  readonly #timer = new EarliestTimer(() => this.#fire())

  constructor(expire: (entry: Expiring) => void) {
    this.#expire = expire
  }

  /** How many timers are armed: 0 or 1. */
  get timers(): number {
    return this.#timer.armed ? 1 : 0
  }

  /** `duration` is in milliseconds from the entry's start; it is rounded up to whole ones. */
  add(entry: Expiring, duration: number): void {
    const whole = Math.ceil(duration)
    let list = this.#lists.get(whole)
    if (list === undefined) {
      list = { duration: whole, first: undefined, last: undefined }
      this.#lists.set(whole, list)
    }
    entry.list = list
    entry.before = list.last
    if (list.last === undefined) list.first = entry
    else list.last.after = entry
    list.last = entry
    this.#timer.arm(entry.startedAt + whole)
  }

  /** Does nothing when the entry is not in. */
  remove(entry: Expiring): void {
    const { list, before, after } = entry
    if (list === undefined) return
    if (before === undefined) list.first = after
    else before.after = after
    if (after === undefined) list.last = before
    else after.before = before
    entry.list = entry.before = entry.after = undefined
    if (list.first !== undefined) return
    this.#lists.delete(list.duration)
    if (this.#lists.size === 0) this.#timer.disarm()
  }

  #fire(): void {
    const now = performance.now()
    let earliest = Number.POSITIVE_INFINITY
    for (const list of this.#lists.values()) {
      let entry = list.first
      while (entry !== undefined && entry.startedAt + list.duration <= now) {
        this.remove(entry)
        this.#expire(entry)
        entry = list.first
      }
      if (entry !== undefined) earliest = Math.min(earliest, entry.startedAt + list.duration)
    }
    if (this.#lists.size > 0) this.#timer.arm(earliest)
  }
}
