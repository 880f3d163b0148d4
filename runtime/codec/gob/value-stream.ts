import { ByteReader } from '../../bytes.js'
import { RpcError } from '../../error.js'
import type { Message } from '../../message.js'
import { BodyReader } from './body-reader.js'
import { PeerTypes } from './peer-types.js'
import type { ReadOptions } from './read-options.js'
import { noExtent, ValueScanner } from './value-scanner.js'

/** Reads the values of a bare stream, one after the other, out of chunks as they come. It never waits. */
export class ValueStream {
  readonly #reader = new ByteReader()
  readonly #peer: PeerTypes
  readonly #scanner: ValueScanner
  readonly #bodies: BodyReader
  readonly #extent = noExtent()
  #found = false

  constructor(options: ReadOptions) {
    const { limits, gobLimits } = options
    const peer = new PeerTypes(gobLimits.types)
    this.#peer = peer
    this.#scanner = new ValueScanner(this.#reader, peer, limits.message, limits.nesting, gobLimits.emptyEntries)
    this.#bodies = new BodyReader(peer, options)
  }

  /** What reading has cost so far: at most 64 steps for each byte that arrived, and 1,000 more. */
  get steps(): number {
    return this.#peer.steps + this.#scanner.steps + this.#bodies.steps
  }

  /** The bytes must not change from now on. */
  push(chunk: Uint8Array): void {
    this.#reader.append(chunk)
  }

  /** Whether the next value has arrived whole. Throws when what comes next is no message, or one over the limit. */
  next(): boolean {
    if (!this.#found) this.#found = this.#scanner.next(this.#extent)
    return this.#found
  }

  /** Reads the value that {@link next} has found, or drops it without a message. The stream then stands behind it, whatever is thrown. */
  read<T>(message: Message<T>, name: string): T {
    const { buffer, position } = this.#reader
    this.skip()
    return this.#bodies.read(message, buffer, position, this.#extent, name)
  }

  skip(): void {
    this.#found = false
    this.#scanner.take()
  }

  /** Throws when the stream ends where it stands in the middle of something. */
  end(): void {
    if (!this.#scanner.isIdle) throw new RpcError('decode', 'gob: unexpected EOF')
  }
}
