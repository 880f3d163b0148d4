import type { ByteWriter } from '../../../bytes.js'
import { RpcError } from '../../../error.js'
import { CLOSE_BRACKET, COMMA, OPEN_BRACKET } from '../ascii.js'
import { skipSpace, skipValue } from '../cursor.js'
import type { Source } from '../source.js'
import type { Framing } from './framing.js'

/** Deeper than any text that was found to be JSON. */
const ANY_DEPTH = 10_001

/** The items of the array at the source's position, which is known to be valid JSON. */
export function* itemsOf({ buffer, position }: Source): Generator<Source, undefined> {
  let at = position
  for (;;) {
    const start = skipSpace(buffer, at + 1)
    if (buffer[start] === CLOSE_BRACKET) return
    const end = skipValue(buffer, start, ANY_DEPTH)
    yield { buffer, position: start, end }
    at = skipSpace(buffer, end)
    if (buffer[at] === CLOSE_BRACKET) return
  }
}

/** The answers to one batch, kept until all are there: they leave as one array. */
export class Answers {
  readonly #kept: Uint8Array[] = []
  #open: number
  #size = 0
  readonly #limit: number

  /** `open` is how many answers there will be; `limit` how many bytes they may have. */
  constructor(open: number, limit: number) {
    this.#open = open
    this.#limit = limit
  }

  /** Takes the answer that the writer holds from `start` on, and puts all of them there once it was the last. Throws `limit`, having taken nothing. */
  add(writer: ByteWriter, start: number, framing: Framing): void {
    const answer = writer.buffer.slice(writer.start + start, writer.position)
    writer.truncate(start)
    if (this.#size + answer.length + 2 > this.#limit) {
      throw new RpcError('limit', `the answers to a batch are over the limit of ${this.#limit} bytes`)
    }
    this.#size += answer.length + 1
    this.#kept.push(answer)
    this.#open--
    if (this.#open > 0) return
    appendArray(writer, this.#kept)
    framing.close(start)
  }
}

/** Appends the texts as the items of one array. */
export function appendArray(writer: ByteWriter, items: readonly Uint8Array[]): void {
  writer.reserve(items.reduce((sum, { length }) => sum + length + 1, 2))
  writer.buffer[writer.position++] = OPEN_BRACKET
  items.forEach((item, index) => {
    if (index > 0) writer.buffer[writer.position++] = COMMA
    writer.buffer.set(item, writer.position)
    writer.position += item.length
  })
  writer.buffer[writer.position++] = CLOSE_BRACKET
}
