import { asRpcError, type ErrorCode, isRpcError, textOf } from './error.js'
import type { AnyMethod } from './message.js'
import type { Failure } from './reply.js'

/** What a caller gets to see of an error that is not for it. */
const INTERNAL_ERROR = 'internal error'

/** What an error that a handler throws is to its caller. One of a connection is the handler's own, not the caller's. */
const codeForCaller: Readonly<Record<ErrorCode, ErrorCode>> = {
  canceled: 'remote',
  timeout: 'remote',
  connect: 'remote',
  closed: 'remote',
  disconnected: 'remote',
  encode: 'remote',
  decode: 'remote',
  protocol: 'remote',
  limit: 'remote',
  overloaded: 'overloaded',
  remote: 'remote',
  no_such_method: 'no_such_method',
  bad_args: 'bad_args',
  internal: 'internal',
}

/** An `RpcError` is meant for the caller; anything else is not, unless errors are exposed. */
export function failureOf(error: unknown, { errors }: AnyMethod, expose: boolean): Failure {
  if (!isRpcError(error)) return { text: expose ? textOf(error) : INTERNAL_ERROR, code: 'internal' }
  const text = error.message === '' ? 'unspecified error' : error.message
  const declared = errors.find((type) => type === error.errorType)
  if (declared === undefined) return { text, code: codeForCaller[error.code] }
  return { text, code: 'remote', errorName: declared.name, details: error.details }
}

/** The failure in place of a reply that cannot be encoded. */
export function unencodable(error: unknown, expose: boolean): Failure {
  return { text: expose ? asRpcError(error, 'encode').message : INTERNAL_ERROR, code: 'internal' }
}
