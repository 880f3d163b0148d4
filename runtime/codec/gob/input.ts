import { RpcError } from '../../error.js'
import { readUtf8 } from '../../utf8.js'
import { floatOf } from './number.js'

/** What stands on the wire does not fit what is read. */
export function corrupt(text: string): RpcError {
  return new RpcError('decode', `gob: ${text}`)
}

/**
 * The bytes of one message and how far they are read; behind it lie those that
 * the value goes on in, if it is cut. Single numbers are read without looking for
 * the end, which costs nothing and harms nobody; whoever reads several looks with
 * {@link check} now and then.
 */
export class Input {
  buffer: Uint8Array = new Uint8Array(0)
  position = 0
  end = 0
  /** The upper 32 bits of what {@link uint64} read last. */
  high = 0
  /** What reading has cost so far: a step for each field, each item and each level. */
  steps = 0
  /** The end of the last of the messages. */
  #last = 0
  #fault: RpcError | undefined

  /** `fault` is why there is no message behind the last, if the value is broken. */
  open(buffer: Uint8Array, start: number, end: number, last: number = end, fault?: RpcError): void {
    this.buffer = buffer
    this.position = start
    this.end = end
    this.#last = last
    this.#fault = fault
  }

  /** Steps into the next message, of which the length is read. */
  nextMessage(): void {
    this.position = this.end
    this.end = this.#last
    if (this.left <= 0) throw this.#fault ?? corrupt('unexpected EOF')
    const size = this.length('message')
    this.end = this.position + size
  }

  get left(): number {
    return this.end - this.position
  }

  /** How many bytes are left of the value, in this message and in those that it goes on in. */
  get rest(): number {
    return this.#last - this.position
  }

  /** Throws when more was read than there is. */
  check(): void {
    if (this.position > this.end) throw corrupt('unexpected EOF')
  }

  /** Answers with the lower 32 bits and leaves the upper ones in {@link high}. */
  uint64(): number {
    const { buffer } = this
    this.high = 0
    const first = buffer[this.position] as number
    if (first < 128) {
      this.position++
      return first
    }
    const end = this.#numberEnd(first)
    let at = this.position + 1
    let high = 0
    for (; at < end - 4; at++) high = (high << 8) | (buffer[at] as number)
    let low = 0
    for (; at < end; at++) low = (low << 8) | (buffer[at] as number)
    this.position = end
    this.high = high >>> 0
    return low >>> 0
  }

  /** Where a number ends that begins here with this byte, 128 or more. */
  #numberEnd(first: number): number {
    const size = 256 - first
    if (size > 8) throw corrupt('encoded unsigned integer out of range')
    const end = this.position + 1 + size
    if (!(end <= this.end)) throw corrupt('unexpected EOF')
    return end
  }

  /** A number that may not be exact when it is over 2^53: enough for lengths, which have lower limits. */
  uint(): number {
    const first = this.buffer[this.position] as number
    if (first < 128) {
      this.position++
      return first
    }
    const low = this.uint64()
    return this.high * 2 ** 32 + low
  }

  /** A signed integer, or NaN for one that is not safe. */
  int(): number {
    const first = this.buffer[this.position] as number
    if (first < 128) {
      this.position++
      return (first >>> 1) ^ -(first & 1)
    }
    const low = this.uint64()
    const { high } = this
    if (high === 0) return (low & 1) === 0 ? low >>> 1 : -(low >>> 1) - 1
    if (high >= 2 ** 22) return Number.NaN
    const magnitude = high * 2 ** 31 + (low >>> 1)
    return (low & 1) === 0 ? magnitude : -magnitude - 1
  }

  bigUint(): bigint {
    const low = this.uint64()
    return this.high === 0 ? BigInt(low) : (BigInt(this.high) << 32n) | BigInt(low)
  }

  bigInt(): bigint {
    const bits = this.bigUint()
    return (bits & 1n) === 0n ? bits >> 1n : ~(bits >> 1n)
  }

  float(): number {
    const low = this.uint64()
    return floatOf(this.high, low)
  }

  /** A length of bytes that are there. */
  length(of: string): number {
    const length = this.uint()
    if (!(length <= this.end - this.position)) throw corrupt(`bad ${of} length: ${length}`)
    return length
  }

  string(): string {
    const length = this.length('string')
    const start = this.position
    this.position = start + length
    return readUtf8(this.buffer, start, start + length)
  }

  /** The bytes behind a length, in place. */
  bytes(of: string): Uint8Array {
    const length = this.length(of)
    const start = this.position
    this.position = start + length
    return this.buffer.subarray(start, this.position)
  }
}
