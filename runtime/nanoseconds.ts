/** In a millisecond: timeouts travel in nanoseconds, as Go has durations. */
export const NANOSECONDS = 1e6

/** A timeout as it is sent; undefined when there is no end, or none that a double tells to the nanosecond. */
export function nanosecondsOf(timeout: number): number | undefined {
  const left = Math.round(timeout * NANOSECONDS)
  return left <= Number.MAX_SAFE_INTEGER ? Math.max(0, left) : undefined
}
