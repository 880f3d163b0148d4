import type { ByteReader } from '../../bytes.js'
import { tooLong } from '../../too-long.js'
import { STRUCT } from './format.js'
import type { Input } from './framing.js'
import { noMessage } from './malformed.js'
import type { Part, Protocol } from './protocol.js'
import { Scanner } from './scanner.js'

/** Messages one behind another (TBufferedTransport): each ends where the struct ends that is its body. */
export class BufferedInput implements Input {
  bodyAt = 0
  /** The stream stands nowhere any more behind a body that makes no sense. */
  readonly broken: undefined
  readonly #protocol: Protocol
  readonly #limit: number
  readonly #head: Part
  readonly #scanner: Scanner
  /** Bytes of the head of the message that has begun, or 0 until that is whole. */
  #headLength = 0
  /** Where its name begins, counted from where it does. */
  #nameOffset = 0

  constructor(protocol: Protocol, limit: number, head: Part) {
    this.#protocol = protocol
    this.#limit = limit
    this.#head = head
    this.#scanner = new Scanner(protocol, limit)
  }

  get steps(): number {
    return this.#scanner.steps
  }

  next({ buffer, position, end }: ByteReader): number {
    if (this.#headLength === 0) {
      this.#head.count = 0
      const bodyAt = this.#protocol.heads.message(this.#head, buffer, position, end)
      // No name is that long: the bytes are something else.
      if (this.#head.count > this.#limit) throw noMessage(buffer, position)
      if (bodyAt < 0) return -1
      this.#headLength = bodyAt - position
      this.#nameOffset = this.#head.nameAt - position
      this.#scanner.begin(STRUCT)
    }
    // The buffer may be another by now than the one in which the head was read.
    this.bodyAt = position + this.#headLength
    this.#head.nameAt = position + this.#nameOffset
    const isWhole = this.#scanner.isWhole(buffer, this.bodyAt, end)
    if (this.#headLength + this.#scanner.length > this.#limit) throw tooLong(this.#limit)
    if (!isWhole) return -1
    this.#headLength = 0
    return this.bodyAt + this.#scanner.length
  }
}
