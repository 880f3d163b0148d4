import { type ErrorCode, errorCodes } from './error.js'

/** How many calls ended in which way since the start. */
export type Outcomes = Readonly<Record<'ok' | ErrorCode, number>>

/** Outcomes to count in, all of them 0. */
export function noOutcomes(): Record<'ok' | ErrorCode, number> {
  return Object.fromEntries(['ok', ...errorCodes].map((code) => [code, 0])) as Record<'ok' | ErrorCode, number>
}
