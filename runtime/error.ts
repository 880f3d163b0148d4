/**
 * Why a call failed.
 *
 * | code | when |
 * |---|---|
 * | `canceled` | the caller's signal or `call.cancel()` |
 * | `timeout` | the deadline passed |
 * | `connect` | no connection could be made |
 * | `closed` | this side closed the connection |
 * | `disconnected` | the peer or the network did |
 * | `encode` | a value does not fit its type or the wire |
 * | `decode` | the bytes of a body do not fit its type |
 * | `protocol` | framing is lost, so the connection is too |
 * | `limit` | a message, its nesting or what it holds is over a limit |
 * | `overloaded` | too much is pending |
 * | `remote` | the handler's own error, its text verbatim |
 * | `no_such_method` | the server has no such service or method |
 * | `bad_args` | the server could not read the params |
 * | `internal` | a handler failed with an error that is not for the caller |
 */
export type ErrorCode = (typeof errorCodes)[number]

/** Every code, as a list. */
export const errorCodes = [
  'canceled',
  'timeout',
  'connect',
  'closed',
  'disconnected',
  'encode',
  'decode',
  'protocol',
  'limit',
  'overloaded',
  'remote',
  'no_such_method',
  'bad_args',
  'internal',
] as const

/** Whether a text, from a peer say, is one of the codes. */
export function isErrorCode(text: string): text is ErrorCode {
  return (errorCodes as readonly string[]).includes(text)
}

/** Whether a handler ran: `no` when no byte of the request left, `yes` when a reply came, else `maybe`. */
export type Executed = 'no' | 'maybe' | 'yes'

/** An error of the schema, as far as an error has to know it. */
export interface NamedError {
  readonly name: string
}

export interface RpcErrorDetails {
  /** The method's full name on the wire. */
  readonly method?: string | undefined
  readonly seq?: number | undefined
  readonly executed?: Executed | undefined
  /** Where in the params or the result: `result.items[3].email`. */
  readonly path?: string | undefined
  /** Which of the schema's errors it is; it comes with its `details`. */
  readonly errorType?: NamedError | undefined
  readonly details?: unknown
  readonly cause?: unknown
}

/** Two copies of this package in one process agree on this mark, where `instanceof` would not. */
const mark = Symbol.for('rpcgen.RpcError')

/** The one error class. Recognise it with {@link isRpcError}. */
export class RpcError extends Error {
  override readonly name = 'RpcError'
  readonly code: ErrorCode
  /** The message without the path in front of it. */
  readonly reason: string
  readonly method: string | undefined
  readonly seq: number | undefined
  readonly executed: Executed | undefined
  readonly path: string | undefined
  /** The name of the schema's error that this is; its type has the guard that narrows `details`. */
  readonly errorName: string | undefined
  readonly errorType: NamedError | undefined
  readonly details: unknown

  constructor(code: ErrorCode, reason: string, details: RpcErrorDetails = {}) {
    const { method, seq, executed, path, cause } = details
    super(path === undefined ? reason : `${path}: ${reason}`, cause === undefined ? undefined : { cause })
    this.code = code
    this.reason = reason
    this.method = method
    this.seq = seq
    this.executed = executed
    this.path = path
    this.errorType = details.errorType
    this.errorName = details.errorType?.name
    this.details = details.details
    Object.defineProperty(this, mark, { value: true })
  }
}

export function isRpcError(value: unknown): value is RpcError {
  return value instanceof Error && mark in value
}

/** The error itself when it is an RpcError, else one with `code` that has it as its cause. */
export function asRpcError(error: unknown, code: ErrorCode): RpcError {
  if (isRpcError(error)) return error
  return new RpcError(code, textOf(error), { cause: error })
}

/** What is said of an error of which nothing else is known. */
export const UNSPECIFIED = 'unspecified error'

/** What a thrown value says. Never throws itself: anything can be thrown, and not everything has a text. */
export function textOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error)
  } catch {
    return 'an error without a text'
  }
}
