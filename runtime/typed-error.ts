import { isRpcError, type NamedError, RpcError, UNSPECIFIED } from './error.js'
import type { Message } from './message.js'

/** An error of the schema: an `RpcError` with the details that its type declares. */
export type TypedError<Name extends string, Details> = RpcError & {
  readonly code: 'remote'
  readonly errorName: Name
  readonly details: Details
}

/** One error that methods of a service declare: makes it on the server's side, and knows it again on the caller's. */
export interface ErrorType<Name extends string, Details> {
  readonly name: Name
  readonly message: Message<Details>
  /** The number by which formats with numbered errors know it, if the schema gives one. */
  readonly errorCode: number | undefined
  /** The error for a handler to throw. `text` is what a caller sees who knows no details, a stock Go client say; default: the name. */
  create(details: Details, text?: string): TypedError<Name, Details>
  /** Whether a call failed with this error. */
  is(error: unknown): error is TypedError<Name, Details>
}

/** An error whose details the holder does not know. */
export type AnyErrorType = ErrorType<string, unknown>

export function errorType<Name extends string, Details>(
  name: Name,
  message: Message<Details>,
  errorCode?: number,
): ErrorType<Name, Details> {
  const type: ErrorType<Name, Details> = {
    name,
    message,
    errorCode,
    create(details, text = name) {
      return new RpcError('remote', text, { errorType: type, details }) as TypedError<Name, Details>
    },
    is(error): error is TypedError<Name, Details> {
      return isRpcError(error) && error.errorType === type
    },
  }
  return type
}

/** The text of an error that came without one: that in its details, where they have a `message`, or else its name. */
export function textOfDetails(type: NamedError | undefined, details: unknown): string {
  if (type === undefined) return UNSPECIFIED
  const message = typeof details === 'object' && details !== null && 'message' in details ? details.message : undefined
  return typeof message === 'string' && message !== '' ? message : type.name
}
