/** Bytes that the head of an HTTP message may have. */
export const MAX_HEAD: number = 64 * 1024

/** The head of an HTTP message: the lines before the first empty one, and what has arrived behind it. */
export interface HttpHead {
  readonly lines: readonly string[]
  readonly rest: Uint8Array
}

const LF = 0x0a
const CR = 0x0d

/**
 * Collects the head of an HTTP message from pieces of a stream, each byte
 * looked at once. Lines end with LF or CRLF: Go's own end with a bare LF
 * (net/rpc/client.go, DialHTTPPath), which Node's parser refuses.
 */
export class HttpHeadReader {
  readonly #lines: string[] = []
  #line = ''
  #size = 0

  /** The head, once it is whole; undefined before that; null when it is over {@link MAX_HEAD}. */
  read(chunk: Uint8Array): HttpHead | null | undefined {
    for (let at = 0; at < chunk.length; at++) {
      if (++this.#size > MAX_HEAD) return null
      const byte = chunk[at] as number
      if (byte !== LF) {
        this.#line += String.fromCharCode(byte)
        continue
      }
      const line = this.#line.charCodeAt(this.#line.length - 1) === CR ? this.#line.slice(0, -1) : this.#line
      if (line === '') return { lines: this.#lines, rest: chunk.subarray(at + 1) }
      this.#lines.push(line)
      this.#line = ''
    }
    return undefined
  }
}
