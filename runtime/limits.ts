import { withDefaults } from './positive.js'

/** Bounds that hold one connection. A size is checked as it is declared, before anything is allocated for it. */
export interface Limits {
  /** Bytes in one message of either direction. */
  readonly message: number
  /** Structs, lists and maps inside each other. */
  readonly nesting: number
  /** Structs, lists, maps, byte arrays and moments in one message that is read: each takes more memory than it has bytes. */
  readonly objects: number
  /** Calls that wait for their reply. */
  readonly pending: number
  /** Bytes that are written and that the transport has not taken. Nothing is encoded while it is full, so few gather. */
  readonly queued: number
  /**
   * Calls that are handled at once, until their reply is written. As many again, of
   * no more bytes than one message may have, wait; then the connection is not read.
   */
  readonly handlers: number
  /** Milliseconds for which a connection may lie idle: nothing arrives, and no call is under way. */
  readonly idle: number
  /** Milliseconds that a message may take from its first byte to its last. */
  readonly partial: number
  /** Milliseconds that the peer may take to make room once the transport is full. */
  readonly stall: number
}

export const defaultLimits: Limits = {
  message: 4 * 1024 * 1024,
  nesting: 100,
  objects: 256 * 1024,
  pending: 65_536,
  queued: 16 * 1024 * 1024,
  handlers: 1_024,
  idle: Number.POSITIVE_INFINITY,
  partial: 60_000,
  stall: 60_000,
}

/** The limits that are not the defaults. */
export type LimitOptions = { readonly [K in keyof Limits]?: Limits[K] | undefined }

/** The limits with what is given in the place of the defaults. Throws a RangeError for what is no positive number. */
export function limitsOf(given?: LimitOptions): Limits {
  return withDefaults('limit', defaultLimits, given)
}
