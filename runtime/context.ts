import type { Caller } from './caller.js'
import type { Metadata } from './metadata.js'
import type { Peer } from './transport.js'

/**
 * What a handler may know of the call that it answers. Given to an outgoing call
 * as its `context`, that call ends when this one does.
 */
export interface CallContext {
  /** The method's full name on the wire. */
  readonly method: string
  /** When the caller stops waiting; undefined when it never does, or did not say. */
  readonly deadline: Date | undefined
  /**
   * Aborts when nobody waits for the answer any more. Its reason is an `RpcError`:
   * `canceled` by the caller, `timeout` at the deadline, `disconnected` when the
   * peer closes the connection or only its own half of it, or the network does,
   * `closed` when this server shuts down, `protocol` or `limit` when that ends the
   * connection. An answer is still sent where one can be.
   */
  readonly signal: AbortSignal
  /** The caller's string pairs; empty when it sent none. */
  readonly metadata: Metadata
  readonly peer: Peer
  /** Makes calls to the peer, on the connection that this one came on: `new ProgressClient(context.caller)`. They end with the connection. */
  readonly caller: Caller
}
