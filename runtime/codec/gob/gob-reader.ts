import { RpcError } from '../../error.js'
import type { Message } from '../../message.js'
import { type StreamOptions, streamOptionsOf } from './stream-options.js'
import { ValueStream } from './value-stream.js'

/**
 * Reads a stream of values, such as a file that a Go program wrote, as Go's
 * `gob.Decoder` does (encoding/gob/decoder.go).
 *
 * ```ts
 * const reader = new GobReader(createReadStream('records.gob'))
 * for await (const record of reader.values(Record)) console.log(record)
 * ```
 *
 * A value that does not fit its message is an error with code `decode`, or `limit`
 * when it is nested too deep, and the reader stands behind it. Once the stream or
 * its source is broken, every read fails with the error of the first.
 */
export class GobReader {
  readonly #chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>
  readonly #stream: ValueStream
  #ended = false
  #failure: { readonly error: unknown } | undefined
  /** Readers take turns: each finds its value where the one before has left off. */
  #turn: Promise<unknown> = Promise.resolve()

  /** The chunks may cut the stream anywhere; their bytes must not change. */
  constructor(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, options: StreamOptions = {}) {
    this.#stream = new ValueStream(streamOptionsOf(options))
    this.#chunks = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]()
  }

  /** The next value; undefined when there is none. */
  read<T>(message: Message<T>): Promise<T | undefined> {
    return this.#inTurn(async () => ((await this.#find()) ? this.#stream.read(message, 'value') : undefined))
  }

  /** Passes over the next value, whatever it is; false when there is none. */
  skip(): Promise<boolean> {
    return this.#inTurn(async () => {
      const found = await this.#find()
      if (found) this.#stream.skip()
      return found
    })
  }

  /** The values that are left, all of one type. */
  async *values<T>(message: Message<T>): AsyncGenerator<T, void, undefined> {
    while (await this.#inTurn(() => this.#find())) yield this.#stream.read(message, 'value')
  }

  /** Lets go of the chunks' source before its end. */
  async close(): Promise<void> {
    this.#ended = true
    await this.#chunks.return?.()
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => {})
    return result
  }

  async #find(): Promise<boolean> {
    if (this.#failure !== undefined) throw this.#failure.error
    try {
      while (!this.#stream.next()) {
        const { done, value } = this.#ended ? ENDED : await this.#chunks.next()
        if (done === true) {
          this.#ended = true
          this.#stream.end()
          return false
        }
        this.#stream.push(value)
      }
      return true
    } catch (error) {
      this.#failure = { error }
      throw error
    }
  }
}

const ENDED = { done: true, value: undefined } as const

/**
 * The first value of a stream that is there whole; what is behind it is not looked
 * at. Throws an `RpcError` with code `decode` and a path, `limit` or `protocol`.
 */
export function decode<T>(message: Message<T>, bytes: Uint8Array, options: StreamOptions = {}): T {
  const stream = new ValueStream(streamOptionsOf(options))
  stream.push(bytes)
  if (!stream.next()) throw new RpcError('decode', 'gob: unexpected EOF')
  return stream.read(message, 'value')
}
