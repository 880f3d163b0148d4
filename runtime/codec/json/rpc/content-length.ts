import type { ByteReader } from '../../../bytes.js'
import { RpcError } from '../../../error.js'
import { readUtf8 } from '../../../utf8.js'
import type { Source } from '../source.js'

/** Bytes in all the headers of one message; what goes beyond them is no header. */
const LONGEST_HEADER = 4096

/** A name, of the characters that RFC 9110 allows in one, and a value: JSON without a header is none. */
const HEADER = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*?)[ \t]*$/

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/**
 * Finds the messages of a stream in which each has its length in a header, as in
 * the base protocol of the Language Server Protocol. Each byte of a header is
 * looked at once.
 */
export class ContentLength {
  readonly #limit: number
  /** How many bytes of the header were looked at. */
  #visited = 0
  /** Where the line at hand begins, counted from the header's beginning. */
  #line = 0
  /** What the header says, or -1. */
  #length = -1
  #inBody = false

  /** `limit` is the most bytes that a message may have. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** The next message, taken from the reader, once it is whole. Throws `protocol` for a header that is none, `limit` for one too long. */
  next(reader: ByteReader): Source | undefined {
    if (!this.#inBody && !this.#readHeader(reader)) return undefined
    if (reader.available < this.#length) return undefined
    const { buffer, position } = reader
    const end = position + this.#length
    reader.position = end
    this.#visited = this.#line = 0
    this.#length = -1
    this.#inBody = false
    return { buffer, position, end }
  }

  #readHeader(reader: ByteReader): boolean {
    const { buffer, position, available } = reader
    while (this.#visited < available) {
      const at = position + this.#visited++
      if (this.#visited > LONGEST_HEADER) throw broken(`a header of more than ${LONGEST_HEADER} bytes`)
      if (buffer[at] !== LINE_FEED) continue
      const start = position + this.#line
      this.#line = this.#visited
      if (buffer[at - 1] !== CARRIAGE_RETURN) throw broken('a line of the header that does not end in CR LF')
      if (at - 1 > start) this.#readLine(readUtf8(buffer, start, at - 1))
      else {
        if (this.#length < 0) throw broken('a header without Content-Length')
        reader.position += this.#visited
        this.#inBody = true
        return true
      }
    }
    return false
  }

  #readLine(line: string): void {
    const [, name = '', value = ''] = HEADER.exec(line) ?? []
    if (name === '') throw broken(`${JSON.stringify(line.slice(0, 100))} is no header`)
    if (name.toLowerCase() !== 'content-length') return
    if (!/^\d{1,15}$/.test(value)) throw broken(`a Content-Length of ${JSON.stringify(value.slice(0, 100))}`)
    this.#length = Number(value)
    if (this.#length > this.#limit) throw new RpcError('limit', `a message is over the limit of ${this.#limit} bytes`)
  }
}

function broken(reason: string): RpcError {
  return new RpcError('protocol', reason)
}
