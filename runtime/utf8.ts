import type { ByteWriter } from './bytes.js'
import { SHORT_TEXT, shortText } from './short-text.js'

const encoder = new TextEncoder()
// A byte order mark is a character like any other here; bytes that are no UTF-8 become U+FFFD, as in Go's own conversion.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The platform's decoder costs about as much to call as it takes to build a string of this length here. */
const SHORT = 28

/** By length, what the codes of a text are gathered in. They are kept, since to allocate one takes as long as to fill it. */
const codesOfLength: readonly number[][] = Array.from({ length: SHORT + 1 }, (_, length) => new Array(length).fill(0))

/** A longer text, in units, is written faster by the platform. */
export const SHORT_WRITTEN = 63

/** The text in `buffer[start]` up to `buffer[end]`. */
export function readUtf8(buffer: Uint8Array, start: number, end: number): string {
  const length = end - start
  if (length > SHORT) return decoder.decode(buffer.subarray(start, end))
  let all = 0
  if (length <= SHORT_TEXT) {
    for (let i = start; i < end; i++) all |= buffer[i] as number
    if (all < 0x80) return shortText(buffer, start, length)
  } else {
    const codes = codesOfLength[length] as number[]
    for (let i = 0; i < length; i++) {
      const code = buffer[start + i] as number
      codes[i] = code
      all |= code
    }
    if (all < 0x80) return String.fromCharCode.apply(null, codes)
  }
  return decoder.decode(buffer.subarray(start, end))
}

/** How many bytes the text takes; a lone surrogate takes the three of U+FFFD. */
export function utf8Length(text: string): number {
  let size = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) continue
    size += code < 0x800 ? 1 : 2
    // A pair takes four bytes: two more than it has units, which the first of them has just brought.
    if (code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++
  }
  return size
}

/** Node 26.10 leaves the last character out when it takes two bytes and the room ends with them. */
const SPARE = 1

/** Appends the text, of which the caller knows that it takes `size` bytes. */
export function writeUtf8(writer: ByteWriter, text: string, size: number): void {
  writer.reserve(size + SPARE)
  const { buffer, position } = writer
  if (size === text.length && size <= SHORT_WRITTEN) {
    for (let i = 0; i < size; i++) buffer[position + i] = text.charCodeAt(i)
  } else {
    encoder.encodeInto(text, buffer.subarray(position, position + size + SPARE))
  }
  writer.position = position + size
}

/** Appends the text when it is ASCII; else appends nothing. Answers whether it did. */
export function writeAscii(writer: ByteWriter, text: string): boolean {
  const { length } = text
  writer.reserve(length)
  const { buffer, position } = writer
  // What is not ASCII takes more bytes than it has units, so that the room ends before the text.
  if (encoder.encodeInto(text, buffer.subarray(position, position + length)).read !== length) return false
  writer.position = position + length
  return true
}
