import { asRpcError, isRpcError, type RpcError, textOf, UNSPECIFIED } from '../error.js'
import type { AnyMethod } from '../message.js'
import { replyCode } from '../reply-code.js'
import type { Failure } from './reply.js'

/** What a caller gets to see of an error that is not for it. */
const INTERNAL_ERROR = 'internal error'

/**
 * An `RpcError` is meant for the caller; anything else is not, unless errors are
 * exposed. `over` is why nobody waits for this call any more: a handler that ends
 * with it says that the call is canceled.
 */
export function failureOf(error: unknown, { errors }: AnyMethod, expose: boolean, over?: RpcError): Failure {
  if (!isRpcError(error)) return { text: expose ? textOf(error) : INTERNAL_ERROR, code: 'internal' }
  const text = error.message === '' ? UNSPECIFIED : error.message
  if (error === over && over.code === 'canceled') return { text, code: 'canceled' }
  const declared = errors.find((type) => type === error.errorType)
  // A timeout that a handler throws is that of its own calls, not its caller's.
  if (declared === undefined) return { text, code: error.code === 'timeout' ? 'remote' : replyCode[error.code] }
  return { text, code: 'remote', errorName: declared.name, details: error.details }
}

/** The failure in place of a reply that cannot be encoded. */
export function unencodable(error: unknown, expose: boolean): Failure {
  return { text: expose ? asRpcError(error, 'encode').message : INTERNAL_ERROR, code: 'internal' }
}
