import type { ByteReader } from '../../bytes.js'
import type { RpcError } from '../../error.js'

/** What a reader of messages has found. */
export interface Input {
  /** Where the struct begins that is the message's body, in the reader's buffer. */
  readonly bodyAt: number
  /** What is wrong with that body, if the stream stands behind the message all the same. */
  readonly broken: RpcError | undefined
  /** Heads and values visited so far. */
  readonly steps: number
  /**
   * Where the next message ends, or -1 until it is whole. Its head has been read
   * then. Throws `protocol` or `limit` when what follows cannot be found.
   */
  next(reader: ByteReader): number
}

/** Bytes in front of a message: its length in four, or nothing. */
export type Framing = 'framed' | 'buffered'

export const FRAME_HEAD = 4
