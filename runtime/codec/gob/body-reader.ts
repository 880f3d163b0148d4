import type { Message } from '../../message.js'
import { traceRead } from '../../trace.js'
import { GobDecoder } from './decoder.js'
import { Input } from './input.js'
import type { PeerTypes } from './peer-types.js'
import type { ReadOptions } from './read-options.js'
import type { Extent } from './value-scanner.js'

/** Reads the values of one stream that lie whole in a buffer. */
export class BodyReader {
  readonly #input = new Input()
  readonly #decoder: GobDecoder

  constructor(peer: PeerTypes, options: ReadOptions) {
    this.#decoder = new GobDecoder(this.#input, peer, options)
  }

  get steps(): number {
    return this.#input.steps
  }

  /** The value at this extent from `at`. Throws `decode` with the path for what does not fit the message. */
  read<T>(message: Message<T>, buffer: Uint8Array, at: number, extent: Extent, name: string): T {
    try {
      this.#open(message, buffer, at, extent)
      const value = message.read(this.#decoder)
      this.#input.check()
      if (extent.fault !== undefined) throw extent.fault
      return value
    } catch (error) {
      throw traceRead(error, this.#decoder, name, (decoder) => {
        this.#open(message, buffer, at, extent)
        message.read(decoder)
      })
    }
  }

  #open({ type }: Message<unknown>, buffer: Uint8Array, at: number, { id, start, end, last, fault }: Extent): void {
    this.#input.open(buffer, at + start, at + end, at + last, fault)
    this.#decoder.begin(type, id)
  }
}
