import { isRpcError, type RpcError } from '@rpcgen/runtime'

/** The error that a call must end with. */
export async function failure(call: Promise<unknown> | undefined): Promise<RpcError> {
  const error = await call?.then(
    (value) => new Error(`resolved with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )
  if (isRpcError(error)) return error
  throw error
}
