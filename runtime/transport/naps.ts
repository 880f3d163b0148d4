/** Waits that can all be ended at once, with no timer left. */
export class Naps {
  readonly #wakers = new Set<() => void>()

  /** Resolves after so many milliseconds (Infinity: never by itself), when `until` settles, or at {@link wakeAll}. */
  take(milliseconds: number, until?: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        this.#wakers.delete(wake)
        resolve()
      }
      const timer = milliseconds === Number.POSITIVE_INFINITY ? undefined : setTimeout(wake, milliseconds)
      this.#wakers.add(wake)
      until?.then(wake, wake)
    })
  }

  wakeAll(): void {
    for (const wake of this.#wakers) wake()
  }
}
