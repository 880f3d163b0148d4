import type { ByteWriter } from '../../../bytes.js'
import { appendArray } from './batch.js'
import type { Framing } from './framing.js'

/** Requests of one turn, held back to leave as one batch. */
export class Gathering {
  readonly #writer: ByteWriter
  readonly #framing: Framing
  readonly #limit: number
  #held: Uint8Array[] = []
  #size = 0

  /** `limit` is how many bytes a batch may have. */
  constructor(writer: ByteWriter, framing: Framing, limit: number) {
    this.#writer = writer
    this.#framing = framing
    this.#limit = limit
  }

  /** Takes the request that the writer holds from `start` on. */
  add(start: number): void {
    const writer = this.#writer
    const request = writer.buffer.slice(writer.start + start, writer.position)
    writer.truncate(start)
    if (this.#size + request.length + 2 > this.#limit) this.flush()
    this.#held.push(request)
    this.#size += request.length + 1
  }

  /** Appends what is held; one request alone goes as it is. */
  flush(): void {
    const [first, second] = this.#held
    if (first === undefined) return
    const start = this.#writer.length
    if (second !== undefined) appendArray(this.#writer, this.#held)
    else {
      this.#writer.reserve(first.length)
      this.#writer.buffer.set(first, this.#writer.position)
      this.#writer.position += first.length
    }
    this.#framing.close(start)
    this.#held = []
    this.#size = 0
  }
}
