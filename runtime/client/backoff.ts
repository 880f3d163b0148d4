import { checkPositive } from '../positive.js'
export interface ReconnectOptions {
  /** Milliseconds within which the first attempt is made; each one that fails doubles them. Default: 100. */
  readonly delay?: number | undefined
  /** What they grow to at most. Default: 10,000. */
  readonly maxDelay?: number | undefined
  /**
   * Attempts that may fail in a row before the client gives up and closes; a
   * connection that is lost again within the delay is one of them. Default: `Infinity`.
   */
  readonly attempts?: number | undefined
}

/** When to try again, and for how long. */
export interface Backoff {
  readonly attempts: number
  /** Milliseconds to wait before this attempt, counted from 1: anything up to the delay, so that many clients do not come back at once. */
  delayOf(attempt: number): number
  /** The longest that {@link delayOf} may be. */
  maxDelayOf(attempt: number): number
}

/** Throws a RangeError for what is no positive number. */
export function backoffOf({
  delay = 100,
  maxDelay = 10_000,
  attempts = Number.POSITIVE_INFINITY,
}: ReconnectOptions): Backoff {
  checkPositive('reconnect option', { delay, maxDelay, attempts })
  const maxDelayOf = (attempt: number): number => Math.min(maxDelay, delay * 2 ** (attempt - 1))
  return { attempts, maxDelayOf, delayOf: (attempt) => Math.random() * maxDelayOf(attempt) }
}
