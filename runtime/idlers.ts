import { MAX_DELAY } from './earliest-timer.js'

/** Those who wait until nothing is under way any more. */
export class Idlers {
  readonly #waiting = new Set<() => void>()

  /** Resolves at the next {@link wake}, or after so many milliseconds. */
  wait(timeout: number): Promise<void> {
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const wake = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve()
      }
      this.#waiting.add(wake)
      if (timeout !== Number.POSITIVE_INFINITY) timer = setTimeout(wake, Math.min(timeout, MAX_DELAY))
    })
  }

  wake(): void {
    for (const wake of [...this.#waiting]) wake()
  }
}
