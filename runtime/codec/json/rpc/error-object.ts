import { mapType } from '../../../build-type.js'
import { type ErrorCode, UNSPECIFIED } from '../../../error.js'
import type { AnyMethod } from '../../../message.js'
import { string, unknown } from '../../../type.js'
import type { AnyErrorType } from '../../../typed-error.js'
import { OPEN_BRACE, QUOTE } from '../ascii.js'
import type { JsonDecoder } from '../decoder.js'
import { readDouble } from '../number.js'
import { codeOf } from './error-code.js'

const members = mapType(string, () => unknown)

/** What was found of the error of a response; places are positions in the decoder's buffer, -1 for what is not there. */
export class ErrorObject {
  number = 0
  message = ''
  #data = -1
  /** Of an error of the schema that has no number: its name, and where its details stand. */
  #name = ''
  #details = -1
  /** One of our codes, of an error that has no number either. */
  #code = ''
  /** Where the details of the error stand that it was found to be. */
  #found = -1

  get code(): ErrorCode {
    return codeOf(this.number, this.#code)
  }

  /** Reads the error that the decoder stands at. A value that is none, as some servers send, is a text. */
  read(decoder: JsonDecoder): void {
    this.number = 0
    this.message = UNSPECIFIED
    this.#data = this.#details = this.#found = -1
    this.#name = this.#code = ''
    if (decoder.peek() === QUOTE) this.message = decoder.string()
    else if (decoder.peek() === OPEN_BRACE) this.#readObject(decoder)
  }

  /** Which of the method's errors it is: the one of this number, or, where none has a number, of this name. */
  typeOf({ errors }: AnyMethod): AnyErrorType | undefined {
    const numbered = errors.find(({ errorCode }) => errorCode !== undefined && errorCode === this.number)
    this.#found = numbered === undefined ? this.#details : this.#data
    return numbered ?? errors.find(({ errorCode, name }) => errorCode === undefined && name === this.#name)
  }

  /** Where the details of that error stand, or -1. */
  get details(): number {
    return this.#found
  }

  /** What there is of an error that is none of the method's: its number and its data, which has a place of its own. */
  raw(decoder: JsonDecoder): { readonly code: number; readonly data: unknown } | undefined {
    if (this.#data < 0) return this.number === 0 ? undefined : { code: this.number, data: undefined }
    decoder.open(decoder.buffer, this.#data)
    return { code: this.number, data: decoder.unknown() }
  }

  #readObject(decoder: JsonDecoder): void {
    decoder.beginMap(members)
    while (decoder.nextKey(-1)) {
      const key = decoder.string()
      decoder.passColon()
      if (key === 'code') this.#readNumber(decoder)
      else if (key === 'message' && decoder.peek() === QUOTE) this.message = decoder.string() || this.message
      else if (key === 'data') this.#readData(decoder)
      else decoder.skip()
    }
  }

  #readNumber(decoder: JsonDecoder): void {
    const { position } = decoder
    const number = readDouble(decoder)
    if (Number.isNaN(number)) {
      decoder.position = position
      decoder.skip()
    } else this.number = number
  }

  #readData(decoder: JsonDecoder): void {
    this.#data = decoder.position
    if (decoder.peek() !== OPEN_BRACE) {
      decoder.skip()
      return
    }
    decoder.beginMap(members)
    while (decoder.nextKey(-1)) {
      const key = decoder.string()
      decoder.passColon()
      if (key === 'details') this.#details = decoder.position
      const isText = decoder.peek() === QUOTE
      if (isText && key === 'name') this.#name = decoder.string()
      else if (isText && key === 'code') this.#code = decoder.string()
      else decoder.skip()
    }
  }
}
