import type { ByteReader } from '../../../bytes.js'
import type { CodecIO } from '../../../codec.js'
import { asRpcError } from '../../../error.js'
import type { Limits } from '../../../limits.js'
import { CLOSE_BRACKET, OPEN_BRACE, OPEN_BRACKET, SPACE } from '../ascii.js'
import { skipSpace } from '../cursor.js'
import type { JsonDecoder } from '../decoder.js'
import { Scanner } from '../scanner.js'
import type { Source } from '../source.js'
import { Answers, itemsOf } from './batch.js'
import { ContentLength } from './content-length.js'
import { INVALID_REQUEST, PARSE_ERROR } from './error-code.js'
import { KEYS } from './members.js'
import type { JsonRpcOptions } from './options.js'
import { type Form, formOf, type Text } from './text.js'

/** One message, alone or from a batch. */
export interface Arrival {
  readonly form: Form
  /** Undefined for what is no object. */
  readonly text: Text | undefined
  /** Where its answer goes, of a request in a batch. */
  readonly answers: Answers | undefined
  /** The number of the error that it is answered with, for what is no request. */
  readonly number: number | undefined
}

const LINE_FEED = 0x0a

const broken = (number: number, answers?: Answers): Arrival => ({ form: 'invalid', text: undefined, answers, number })

/** Finds the messages of a stream, one by one, those of batches included. */
export class Texts {
  readonly #reader: ByteReader
  readonly #limits: Limits
  readonly #decoder: JsonDecoder
  readonly #lines: boolean
  readonly #headers: ContentLength | undefined
  /** Goes along the stream. */
  readonly #scanner: Scanner
  /** Goes through what has arrived whole: a message behind its header, the items of a batch. */
  readonly #inner: Scanner
  /** What the message that was handed out last is taken from. */
  #current: Text | undefined
  /** What is left of a batch. */
  #items: Generator<Source, undefined> | undefined
  #answers: Answers | undefined
  /** Whether the rest of a line that is no JSON is still to come. */
  #skipping = false

  constructor({ reader, limits }: CodecIO, framing: NonNullable<JsonRpcOptions['framing']>, decoder: JsonDecoder) {
    this.#reader = reader
    this.#limits = limits
    this.#decoder = decoder
    this.#lines = framing === 'newline'
    this.#headers = framing === 'content-length' ? new ContentLength(limits.message) : undefined
    this.#scanner = new Scanner(KEYS, limits)
    this.#inner = new Scanner(KEYS, limits)
  }

  /** Bytes visited so far. */
  get steps(): number {
    return this.#scanner.steps + this.#inner.steps
  }

  /** The next message, once it is whole. Throws when framing is lost. */
  next(): Arrival | undefined {
    const item = this.#items?.next()
    if (item?.value !== undefined) return this.#itemOf(item.value)
    this.#items = undefined
    if (this.#headers !== undefined) return this.#behindHeader(this.#headers)
    if (this.#skipping) return this.#skipLine()
    try {
      if (!this.#scanner.isWhole(this.#reader)) return undefined
    } catch (error) {
      // Where each message has a line to itself, the next one begins behind the line that is at fault.
      if (!this.#lines || asRpcError(error, 'protocol').code !== 'protocol') throw error
      this.#scanner.take(this.#reader)
      return this.#skipLine()
    }
    return this.#arrived({ source: this.#reader, scanner: this.#scanner }, this.#scanner.length)
  }

  /** The message that was handed out last has been read. */
  take(): void {
    const current = this.#current
    this.#current = undefined
    current?.scanner.take(current.source)
  }

  #behindHeader(headers: ContentLength): Arrival | undefined {
    const source = headers.next(this.#reader)
    if (source === undefined) return undefined
    const { buffer, end } = source
    if (!this.#isText(source)) return broken(PARSE_ERROR)
    const { length } = this.#inner
    const rest = buffer.subarray(source.position + length, end)
    if (rest.some((byte) => byte > SPACE)) {
      this.#inner.take(source)
      return broken(PARSE_ERROR)
    }
    return this.#arrived({ source, scanner: this.#inner }, length)
  }

  /** Whether these bytes begin with JSON that ends within them. */
  #isText(source: Source): boolean {
    try {
      if (this.#inner.isWhole(source)) return true
    } catch (error) {
      if (asRpcError(error, 'protocol').code !== 'protocol') throw error
    }
    this.#inner.length = 0
    this.#inner.take(source)
    return false
  }

  #arrived(text: Text, length: number): Arrival {
    const { source, scanner } = text
    const { buffer, position } = source
    if (buffer[position] === OPEN_BRACE) return this.#handOut(text, undefined)
    scanner.take(source)
    return buffer[position] === OPEN_BRACKET
      ? this.#begin({ buffer, position, end: position + length })
      : broken(INVALID_REQUEST)
  }

  #begin(batch: Source): Arrival {
    if (batch.buffer[skipSpace(batch.buffer, batch.position + 1)] === CLOSE_BRACKET) return broken(INVALID_REQUEST)
    let open = 0
    for (const item of itemsOf(batch)) {
      const { form } = this.#itemOf(item)
      this.take()
      if (form === 'request' || form === 'invalid') open++
    }
    this.#answers = open > 0 ? new Answers(open, this.#limits.message) : undefined
    this.#items = itemsOf(batch)
    return this.next() as Arrival
  }

  #itemOf(source: Source): Arrival {
    if (source.buffer[source.position] !== OPEN_BRACE) return broken(INVALID_REQUEST, this.#answers)
    this.#inner.isWhole(source)
    return this.#handOut({ source, scanner: this.#inner }, this.#answers)
  }

  #handOut(text: Text, answers: Answers | undefined): Arrival {
    this.#current = text
    const form = formOf(text, this.#decoder)
    return { form, text, answers, number: form === 'invalid' ? INVALID_REQUEST : undefined }
  }

  /** Passes over what has arrived of a line, which nobody has to keep. */
  #skipLine(): Arrival | undefined {
    const { buffer, position, end } = this.#reader
    const at = buffer.subarray(0, end).indexOf(LINE_FEED, position)
    this.#skipping = at < 0
    this.#reader.position = at < 0 ? end : at + 1
    return at < 0 ? undefined : broken(PARSE_ERROR)
  }
}
