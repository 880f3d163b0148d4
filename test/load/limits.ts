import type { Limits } from '@rpcgen/runtime'

const KIBIBYTE = 1024

/** What the server of the test keeps to, small enough to be met. */
export const limits: Limits = {
  message: 32 * KIBIBYTE,
  nesting: 100,
  objects: 1_000,
  pending: 16,
  queued: 32 * KIBIBYTE,
  handlers: 4,
  idle: 8_000,
  partial: 4_000,
  stall: 4_000,
}

/** Of a large reply, in characters. */
export const REPLY: number = 16 * KIBIBYTE

/**
 * What one connection may hold, in bytes: one message that is not whole, and a
 * chunk of the transport's that follows it (64 KiB at most); what is written and
 * not taken, which the last reply may exceed; and the reply of each handler.
 */
export const PER_CONNECTION: number =
  limits.message + 64 * KIBIBYTE + limits.queued + limits.message + limits.handlers * REPLY
