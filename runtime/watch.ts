import { EarliestTimer } from './earliest-timer.js'

/** What may last too long on a connection; each has a limit of that name, in milliseconds. */
export type Stage = 'idle' | 'partial' | 'stall'

const stages: readonly Stage[] = ['idle', 'partial', 'stall']

/**
 * Notices what lasts too long, on one timer. Stages begin and end far more often
 * than one is over its limit, so the timer is left to fire and looks then
 * whether there is still something to wait for.
 */
export class Watch {
  readonly #limits: Readonly<Record<Stage, number>>
  readonly #over: (stage: Stage) => void
  readonly #since: Record<Stage, number | undefined> = { idle: undefined, partial: undefined, stall: undefined }
  readonly #timer = new EarliestTimer(() => this.#fire())

  constructor(limits: Readonly<Record<Stage, number>>, over: (stage: Stage) => void) {
    this.#limits = limits
    this.#over = over
  }

  /** Counts the stage's time from now on. */
  restart(stage: Stage): void {
    const limit = this.#limits[stage]
    if (limit === Number.POSITIVE_INFINITY) return
    const now = performance.now()
    this.#since[stage] = now
    this.#timer.arm(now + limit)
  }

  /** As {@link restart}, unless the stage's time is counted already. */
  begin(stage: Stage): void {
    if (this.#since[stage] === undefined) this.restart(stage)
  }

  end(stage: Stage): void {
    this.#since[stage] = undefined
  }

  stop(): void {
    this.#timer.disarm()
    for (const stage of stages) this.end(stage)
  }

  #fire(): void {
    const now = performance.now()
    for (const stage of stages) {
      const since = this.#since[stage]
      if (since === undefined) continue
      const at = since + this.#limits[stage]
      if (at > now) {
        this.#timer.arm(at)
      } else {
        this.end(stage)
        this.#over(stage)
      }
    }
  }
}
