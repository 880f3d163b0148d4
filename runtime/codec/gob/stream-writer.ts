import { ByteWriter } from '../../bytes.js'
import type { Limits } from '../../limits.js'
import type { Message } from '../../message.js'
import { BodyWriter } from './body-writer.js'
import type { Registered } from './registry.js'

/** A slab for values that are written alone, most of which are a few fields. */
export const SMALL_SLAB = 512

/** Writes the values of a bare stream, one after the other. */
export class StreamWriter {
  readonly #writer: ByteWriter
  readonly #bodies: BodyWriter

  /** `slab` is how many bytes are allocated at a time, by default as many as on a connection. */
  constructor(registry: ReadonlyMap<string, Registered>, limits: Limits, slab?: number) {
    this.#writer = new ByteWriter(slab)
    this.#bodies = new BodyWriter(this.#writer, registry, limits)
  }

  /**
   * The bytes of the value, with the definitions that the stream lacks for it in
   * front. Throws `encode` with the path, or `limit`, and the stream is as before.
   */
  write<T>(message: Message<T>, value: T, name: string): Uint8Array {
    const start = this.#writer.length
    try {
      this.#bodies.write(message, value)
      this.#bodies.keep(start)
      return this.#writer.take()
    } catch (error) {
      throw this.#bodies.takeBack(start, error, message, value, name)
    }
  }
}
