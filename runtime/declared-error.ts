import type { ResponseHeader } from './codec.js'
import { RpcError } from './error.js'
import type { AnyMethod } from './message.js'
import type { AnyErrorType } from './typed-error.js'

/** Which of the method's errors a response is to bring, if any. Throws `encode` for one that the method does not have. */
export function declaredError(
  { errorName }: Pick<ResponseHeader, 'errorName'>,
  method: AnyMethod | undefined,
): AnyErrorType | undefined {
  if (errorName === undefined) return undefined
  const type = method?.errors.find(({ name }) => name === errorName)
  if (type === undefined) throw new RpcError('encode', `the method has no error ${errorName}`)
  return type
}
