import type { Fault } from './fault-course.js'

/** Of each kind in each direction, so that a flood of splits does not push out the one corruption that explains a failure. */
const KEPT = 100
const DESCRIBED = 10

function text({ direction, kind, offset, amount }: Fault): string {
  const place = `at byte ${offset}`
  if (kind === 'delay') return `${direction} delay of ${amount} ms ${place}`
  if (kind === 'corrupt') return `${direction} corrupt (bits 0x${amount.toString(16)}) ${place}`
  return `${direction} ${kind} ${place}`
}

/** The faults that struck, oldest first: the latest 100 of each kind in each direction. */
export class FaultLog {
  readonly kept: Fault[] = []
  #seen = 0
  readonly #counts = new Map<string, number>()

  add(fault: Fault): void {
    const { direction, kind } = fault
    const name = `${direction} ${kind}`
    const count = this.#counts.get(name) ?? 0
    if (count < KEPT) this.#counts.set(name, count + 1)
    else
      this.kept.splice(
        this.kept.findIndex((old) => old.kind === kind && old.direction === direction),
        1,
      )
    this.kept.push(fault)
    this.#seen++
  }

  describe(seed: number): string {
    if (this.#seen === 0) return `seed ${seed}: no fault`
    const latest = this.kept.slice(-DESCRIBED)
    const before = this.#seen - latest.length
    return `seed ${seed}: ${before === 0 ? '' : `${before} earlier, then `}${latest.map(text).join(', ')}`
  }
}
