import { ByteWriter } from '../../bytes.js'
import type { Limits } from '../../limits.js'
import type { Message } from '../../message.js'
import { BodyWriter } from './body-writer.js'
import type { Registered } from './registry.js'

/** Most values that are written alone are a few fields. */
const SLAB = 512

/** Writes the values of a bare stream, one after the other. */
export class StreamWriter {
  readonly #writer = new ByteWriter(SLAB)
  readonly #bodies: BodyWriter

  constructor(registry: ReadonlyMap<string, Registered>, limits: Limits) {
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
