import type { ByteReader, ByteWriter } from '../../bytes.js'
import { RpcError } from '../../error.js'

/*
 * A stream is messages: a length, then that many bytes (encoding/gob/doc.go). The
 * first number in a message is a type's id: negative when the message defines
 * the type, else a value of it follows.
 */

/** Leaves one byte for the length; answers with where, for {@link endMessage}. */
export function beginMessage(writer: ByteWriter): number {
  writer.reserve(1)
  const at = writer.length
  writer.position++
  return at
}

/** Fills in the length of what was written since, and moves it when the length takes more than a byte. */
export function endMessage(writer: ByteWriter, at: number): void {
  const size = writer.length - at - 1
  if (size < 128) {
    writer.buffer[writer.start + at] = size
    return
  }
  const extra = size < 0x100 ? 1 : size < 0x10000 ? 2 : size < 0x1000000 ? 3 : 4
  writer.reserve(extra)
  const { buffer } = writer
  let position = writer.start + at
  buffer.copyWithin(position + 1 + extra, position + 1, writer.position)
  buffer[position++] = 256 - extra
  for (let shift = (extra - 1) * 8; shift >= 0; shift -= 8) buffer[position++] = size >>> shift
  writer.position += extra
}

/** A number could not be read because it has not arrived. */
const CUT = -1

/**
 * Finds the end of a request or response: a header and a body, each a value,
 * with any number of definitions before either. Each message is looked at once,
 * however many chunks it takes to arrive.
 */
export class FrameScanner {
  readonly #reader: ByteReader
  readonly #limit: number
  /** How many bytes from the reader's position are known to be whole messages. */
  #whole = 0
  #values = 0
  /** After {@link #uint}: where the number ends. */
  #next = 0

  constructor(reader: ByteReader, limit: number) {
    this.#reader = reader
    this.#limit = limit
  }

  /** The length of the next frame in bytes once all of it has arrived, else 0. Throws `limit` or `protocol`. */
  scan(): number {
    while (this.#values < 2) {
      const from = this.#reader.position + this.#whole
      const size = this.#uint(from)
      if (size === CUT) return 0
      if (size === 0) throw new RpcError('protocol', 'gob: a message of no bytes')
      const body = this.#next
      const whole = body + size - this.#reader.position
      if (whole > this.#limit) {
        throw new RpcError('limit', `a message of ${whole} bytes is over the limit of ${this.#limit}`)
      }
      if (body + size > this.#reader.end) return 0
      if (!this.#defines(body)) this.#values++
      this.#whole = whole
    }
    const length = this.#whole
    this.#whole = 0
    this.#values = 0
    return length
  }

  /** The unsigned integer at `from`; its value may be past 2^53, which is over any limit all the same. */
  #uint(from: number): number {
    const { buffer, end } = this.#reader
    if (from >= end) return CUT
    const first = buffer[from] as number
    this.#next = from + 1
    if (first < 128) return first
    const size = 256 - first
    if (size > 8) throw new RpcError('protocol', 'gob: encoded unsigned integer out of range')
    if (from + 1 + size > end) return CUT
    let value = 0
    for (let i = 1; i <= size; i++) value = value * 256 + (buffer[from + i] as number)
    this.#next = from + 1 + size
    return value
  }

  /** Whether the id at the start of a message is negative: the low bit of its last byte. */
  #defines(body: number): boolean {
    const { buffer } = this.#reader
    const first = buffer[body] as number
    const last = first < 128 ? first : (buffer[body + 256 - first] ?? 0)
    return (last & 1) === 1
  }
}
