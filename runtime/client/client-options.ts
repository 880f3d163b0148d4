import type { CodecFactory, Extensions } from '../codec.js'
import type { ClientInterceptor } from '../interceptor.js'
import type { Held } from '../leaks.js'
import type { LimitOptions } from '../limits.js'
import type { Metadata } from '../metadata.js'
import type { Outcomes } from '../outcomes.js'
import type { Server } from '../server.js'
import type { KeepaliveOptions } from './keepalive.js'

export interface ClientOptions {
  readonly codec: CodecFactory
  /** Milliseconds for calls that neither say so themselves nor have it from their method. Default: 10,000. */
  readonly timeout?: number | undefined
  /** Sent with every call, to peers that understand it. */
  readonly metadata?: Metadata | undefined
  readonly limits?: LimitOptions | undefined
  /** What becomes of a call that finds a limit reached, of calls pending or bytes queued: it waits its turn, or is refused with `overloaded`. Default: `reject`. */
  readonly whenFull?: 'wait' | 'reject' | undefined
  /** `on` sends deadlines and metadata from the first call on; stock Go peers pass over them. Default: `auto`, once the peer has shown that it understands. */
  readonly extensions?: Extensions | undefined
  /** `send` tells every peer of calls that are cancelled or timed out; a stock Go server answers that it has no such service. Default: `auto`, peers that understand it. */
  readonly cancel?: 'auto' | 'send' | undefined
  /** Stand around every call, the first outermost. The attempts that they make share the time of the call. */
  readonly interceptors?: readonly ClientInterceptor[] | undefined
  /** Finds out that a silent peer is gone: pending calls fail with `disconnected`. Default: off. */
  readonly keepalive?: KeepaliveOptions | undefined
  /** Answers the calls that the peer makes on the same connection. Default: they are refused, as of services that nobody has. */
  readonly server?: Server | undefined
}

/** What a client holds at the moment, and what it has seen. */
export interface ClientStats extends Held {
  /** Replies to calls that were settled already, or never made. */
  readonly lateReplies: number
  /** Calls that were settled, by how. */
  readonly outcomes: Outcomes
}
