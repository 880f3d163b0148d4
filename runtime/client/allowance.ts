import type { CallOptions } from '../caller.js'
import type { AnyMethod } from '../message.js'

/** Milliseconds for calls of which nobody says anything. */
const DEFAULT_TIMEOUT = 10_000

/** Where a call's timeout came from; the error says it. */
export type TimeoutSource = 'call' | 'deadline' | 'context' | 'method' | 'client' | 'default'

/** How long a call may take, in milliseconds, and who said so. */
export interface Allowance {
  readonly timeout: number
  readonly timeoutSource: TimeoutSource
}

/**
 * The call's own timeout or deadline, whichever is first; without either the
 * method's, the client's or the default; and never longer than the context has.
 */
export function allowanceOf(method: AnyMethod, options: CallOptions | undefined, client: Allowance): Allowance {
  if (options === undefined) return standing(method, client)
  const allowance = ownAllowance(options) ?? standing(method, client)
  const end = options.context?.deadline
  if (end === undefined) return allowance
  return earlier(allowance, { timeout: timeUntil(end), timeoutSource: 'context' })
}

function ownAllowance({ timeout, deadline }: CallOptions): Allowance | undefined {
  const relative: Allowance | undefined = timeout === undefined ? undefined : { timeout, timeoutSource: 'call' }
  if (deadline === undefined) return relative
  const absolute: Allowance = { timeout: timeUntil(deadline), timeoutSource: 'deadline' }
  return relative === undefined ? absolute : earlier(relative, absolute)
}

/** What holds for calls of which neither the caller nor the schema says anything. */
export function clientAllowance(timeout: number | undefined): Allowance {
  if (timeout !== undefined) return { timeout, timeoutSource: 'client' }
  return { timeout: DEFAULT_TIMEOUT, timeoutSource: 'default' }
}

function standing({ timeout }: AnyMethod, client: Allowance): Allowance {
  return timeout === undefined ? client : { timeout, timeoutSource: 'method' }
}

/** The first of the two to be over. One that is no number at all stays, to be refused with its call. */
export function earlier(a: Allowance, b: Allowance): Allowance {
  return a.timeout <= b.timeout || !(a.timeout >= 0) ? a : b
}

/** NaN for what is no date. */
function timeUntil(moment: Date): number {
  const at = moment instanceof Date ? moment.getTime() : Number.NaN
  return Number.isNaN(at) ? at : Math.max(0, at - Date.now())
}
