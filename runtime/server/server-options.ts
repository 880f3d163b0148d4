import type { CodecFactory } from '../codec.js'
import type { ServerInterceptor } from '../interceptor.js'
import type { Held } from '../leaks.js'
import type { LimitOptions } from '../limits.js'
import type { Outcomes } from '../outcomes.js'

export interface ServerOptions {
  readonly limits?: LimitOptions | undefined
  /** Told of what callers are not: a handler's own errors, results that do not fit their type, a codec that does not open (then `method` is empty). Default: nothing. */
  readonly onError?: ((error: unknown, method: string) => void) | undefined
  /** Sends the text of every error to the caller, not only that of an `RpcError`. For development. Default: false. */
  readonly exposeErrors?: boolean | undefined
  /** Stand around every handler, the first outermost. */
  readonly interceptors?: readonly ServerInterceptor[] | undefined
}

export interface ServeOptions {
  readonly codec: CodecFactory
}

/** What a server holds at the moment, and what it has seen. */
export interface ServerStats extends Held {
  readonly connections: number
  /** Responses to no call of this side's, or to one that was settled. */
  readonly lateReplies: number
  /** Requests that were answered, by how. */
  readonly outcomes: Outcomes
}

/** What a listener throws, at once or later, must not reach the input loop or end the process. */
export function tell({ onError }: ServerOptions, error: unknown, method: string): void {
  try {
    Promise.resolve(onError?.(error, method)).catch(() => {})
  } catch {
    // There is nobody left to tell.
  }
}
