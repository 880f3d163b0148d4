import type { Message } from '../../message.js'
import { type StreamOptions, streamOptionsOf } from './stream-options.js'
import { SMALL_SLAB, StreamWriter } from './stream-writer.js'

/** What an error calls the whole value. */
const VALUE = 'value'

/** Writes one stream of values, of any types in any order, as Go's `gob.Encoder` does (encoding/gob/encoder.go). */
export class GobWriter {
  readonly #stream: StreamWriter

  constructor(options: StreamOptions = {}) {
    const { registry, limits } = streamOptionsOf(options)
    this.#stream = new StreamWriter(registry, limits)
  }

  /**
   * The next bytes of the stream: the definitions that it lacks, and the value. They
   * are the caller's. Throws an `RpcError` with code `encode` and the path of what
   * does not fit, or `limit`; the stream is then as it was before.
   */
  write<T>(message: Message<T>, value: T): Uint8Array {
    return this.#stream.write(message, value, VALUE)
  }
}

/** A whole stream of one value: what `gob.NewDecoder(r).Decode(&v)` reads. Throws as {@link GobWriter.write} does. */
export function encode<T>(message: Message<T>, value: T, options: StreamOptions = {}): Uint8Array {
  const { registry, limits } = streamOptionsOf(options)
  return new StreamWriter(registry, limits, SMALL_SLAB).write(message, value, VALUE)
}
