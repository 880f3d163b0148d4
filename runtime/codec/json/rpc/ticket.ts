import type { Answers } from './batch.js'

/** What a request that is not like most is answered with: it came in a batch, or is none. */
export interface Ticket {
  /** The id as it came: a number, or any JSON. */
  readonly id: number | Uint8Array
  readonly answers: Answers | undefined
  /** The number of the error, for what is no request. */
  readonly number: number | undefined
}
