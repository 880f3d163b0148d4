import { RpcError } from './error.js'

/** The error for a message over the limit, where its format says nothing more of it. */
export function tooLong(limit: number): RpcError {
  return new RpcError('limit', `a message of more than ${limit} bytes`)
}
