import type { Header } from './codec.js'
import type { RpcError } from './error.js'

/** The side that makes calls. */
export interface ClientRole {
  /** Whether calls are under way, which keeps a silent connection from being idle. */
  isBusy(): boolean
  /** The body must be read from the codec before this returns. */
  onResponse(header: Header): void
  /** Nothing more will arrive, for this reason, so no call that is under way is answered any more. What the other side of the connection has to write still leaves. */
  onInputEnd(reason: RpcError): void
  /** The connection is over, for this reason. Called once, last. */
  onEnd(reason: RpcError): void
}

/** The side that answers calls. */
export interface ServerRole {
  /** As of a {@link ClientRole}. */
  isBusy(): boolean
  /** A promise means "busy": nothing more is read until it resolves. The body must be read from the codec before this returns. */
  onRequest(header: Header): Promise<void> | undefined
  onCancel(header: Header): void
  /** Nothing more will arrive, for this reason. A promise keeps the connection open for writing until it resolves. */
  onInputEnd(reason: RpcError): Promise<void> | undefined
  /** As of a {@link ClientRole}. */
  onEnd(reason: RpcError): void
}

/** What a connection is for: one of the two, or both. Requests to a side that serves nothing are refused, and responses to one that has called nothing are passed over. */
export interface Roles {
  client: ClientRole | undefined
  server: ServerRole | undefined
}
