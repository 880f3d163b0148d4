import { type ErrorCode, isRpcError, type RpcError, type RpcErrorDetails } from '../error.js'
import type { Allowance } from './allowance.js'
import type { PendingCall } from './call.js'

/** Why a call ends without a result. */
export interface Refusal extends Pick<RpcErrorDetails, 'path' | 'errorType' | 'details' | 'cause'> {
  readonly code: ErrorCode
  readonly reason: string
}

/** What is wrong with a call by itself, or was over before it began. */
export function refusalOf(call: PendingCall): Refusal | undefined {
  const { signal, parent, timeout, timeoutSource } = call
  if (signal !== undefined || parent !== undefined) {
    if (!isSignal(signal) || !isSignal(parent)) return { code: 'encode', reason: 'the signal is no AbortSignal' }
    const over = signal?.aborted === true ? signal : parent?.aborted === true ? parent : undefined
    if (over !== undefined) return aborted(call, over.reason)
  }
  if (typeof timeout !== 'number' || !(timeout >= 0)) {
    return { code: 'encode', reason: `a timeout of ${String(timeout)} ms, set by the ${timeoutSource}, is no duration` }
  }
  return timeout === 0 ? timedOut({ timeout, timeoutSource }) : undefined
}

export function timedOut({ timeout, timeoutSource }: Allowance): Refusal {
  return { code: 'timeout', reason: `no reply within ${timeout} ms (set by the ${timeoutSource})` }
}

/** What a call gets that the end of its connection or its client ends. */
export function refusalBy(end: RpcError): Refusal {
  return { code: end.code, reason: end.reason, cause: end }
}

export function canceled(cause: unknown): Refusal {
  return { code: 'canceled', reason: 'the call was canceled', cause }
}

/** The deadline of the call that this one is part of is its own as well: it is one error, whichever timer fires first. */
export function aborted(call: PendingCall, reason: unknown): Refusal {
  const late = reason === call.parent?.reason && isRpcError(reason) && reason.code === 'timeout'
  return late ? { ...timedOut(call), cause: reason } : canceled(reason)
}

function isSignal(signal: AbortSignal | undefined): boolean {
  return signal === undefined || typeof signal?.addEventListener === 'function'
}
