import type { ByteReader } from '../../bytes.js'
import { asRpcError, RpcError } from '../../error.js'
import { readInt } from './binary/reader.js'
import { STRUCT } from './format.js'
import { FRAME_HEAD, type Input } from './framing.js'
import type { Part, Protocol } from './protocol.js'
import { Scanner } from './scanner.js'

const UNFRAMED = 'does the peer send messages without frames, or something else than Thrift?'

/** Messages behind their lengths (TFramedTransport). A body that makes no sense is passed over. */
export class FramedInput implements Input {
  bodyAt = 0
  broken: RpcError | undefined
  readonly #protocol: Protocol
  readonly #limit: number
  readonly #head: Part
  readonly #scanner: Scanner

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
    if (end - position < FRAME_HEAD) return -1
    const length = readInt(buffer, position)
    if (length < 0) throw new RpcError('protocol', `a frame of ${length} bytes; ${UNFRAMED}`)
    if (length > this.#limit)
      throw new RpcError('limit', `a frame of ${length} bytes, which is more than ${this.#limit} bytes; ${UNFRAMED}`)
    const start = position + FRAME_HEAD
    const frameEnd = start + length
    if (frameEnd > end) return -1
    this.bodyAt = this.#protocol.heads.message(this.#head, buffer, start, frameEnd)
    if (this.bodyAt < 0) throw new RpcError('protocol', `a frame that ends in the head of its message; ${UNFRAMED}`)
    this.broken = this.#check(buffer, frameEnd)
    return frameEnd
  }

  /** What is wrong with the body, if anything is. */
  #check(buffer: Uint8Array, frameEnd: number): RpcError | undefined {
    try {
      this.#scanner.begin(STRUCT)
      if (!this.#scanner.isWhole(buffer, this.bodyAt, frameEnd))
        return new RpcError('decode', 'a frame that ends in the body of its message')
      const left = frameEnd - this.bodyAt - this.#scanner.length
      return left === 0 ? undefined : new RpcError('decode', `a frame with ${left} bytes behind its message`)
    } catch (error) {
      const { code, reason } = asRpcError(error, 'decode')
      return new RpcError(code === 'limit' ? 'limit' : 'decode', reason)
    }
  }
}
