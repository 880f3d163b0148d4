/*
 * JSON strings: escaped as Go escapes them on the way out (encoding/json,
 * encode.go, `string`, with HTML escaping on), any JSON's on the way in.
 */
import { readUtf8 } from '../../utf8.js'
import { ascii, BACKSLASH, LOWER_U, QUOTE } from './ascii.js'
import { type Cursor, closingQuote } from './cursor.js'

/** The most bytes that one UTF-16 unit of a text takes: `\u001f`. */
export const BYTES_PER_UNIT = 6

/** A longer text is written in pieces of this many units, so that room is made for what it is and not for what it might be. */
export const PIECE = 1024

/** Room for a string that is written in one piece, or for the first piece of a longer one. */
export function textRoom(text: string): number {
  return Math.min(text.length, PIECE + 1) * BYTES_PER_UNIT + 2
}

const HEX = ascii('0123456789abcdef')

/** What each ASCII character has behind a backslash; 0 for those that stand for themselves. */
const ESCAPES = escapes()

function escapes(): Uint8Array {
  const table = new Uint8Array(128).fill(LOWER_U, 0, 0x20)
  for (const character of '<>&') table[character.charCodeAt(0)] = LOWER_U
  for (const [character, letter] of ['""', '\\\\', '\nn', '\rr', '\tt']) {
    table[(character as string).charCodeAt(0)] = (letter as string).charCodeAt(0)
  }
  return table
}

/**
 * Writes the units of `text` from `from` up to `to`, escaped, and answers with
 * where they end. Half of a surrogate pair becomes `\ufffd`, so `to` must not
 * cut one.
 */
export function writeText(buffer: Uint8Array, at: number, text: string, from: number, to: number): number {
  let p = at
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) {
      const letter = ESCAPES[unit] as number
      if (letter === 0) buffer[p++] = unit
      else if (letter === LOWER_U) p = writeHex(buffer, p, unit)
      else {
        buffer[p++] = BACKSLASH
        buffer[p++] = letter
      }
    } else {
      const point = text.codePointAt(i) as number
      if (point > 0xffff) i++
      const escaped = point === 0x2028 || point === 0x2029 || isSurrogate(point)
      p = escaped ? writeHex(buffer, p, isSurrogate(point) ? 0xfffd : point) : writePoint(buffer, p, point)
    }
  }
  return p
}

function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff
}

/** Writes one code point as UTF-8. */
function writePoint(buffer: Uint8Array, at: number, point: number): number {
  let p = at
  if (point < 0x80) {
    buffer[p++] = point
    return p
  }
  if (point < 0x800) {
    buffer[p++] = 0xc0 | (point >> 6)
  } else {
    if (point < 0x10000) {
      buffer[p++] = 0xe0 | (point >> 12)
    } else {
      buffer[p++] = 0xf0 | (point >> 18)
      buffer[p++] = 0x80 | ((point >> 12) & 0x3f)
    }
    buffer[p++] = 0x80 | ((point >> 6) & 0x3f)
  }
  buffer[p++] = 0x80 | (point & 0x3f)
  return p
}

/** Writes the escape of one UTF-16 unit. */
export function writeHex(buffer: Uint8Array, at: number, unit: number): number {
  buffer[at] = BACKSLASH
  buffer[at + 1] = LOWER_U
  buffer[at + 2] = HEX[unit >> 12] as number
  buffer[at + 3] = HEX[(unit >> 8) & 0xf] as number
  buffer[at + 4] = HEX[(unit >> 4) & 0xf] as number
  buffer[at + 5] = HEX[unit & 0xf] as number
  return at + 6
}

/** A whole string with its quotes. */
export function quoted(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * BYTES_PER_UNIT + 2)
  bytes[0] = QUOTE
  const end = writeText(bytes, 1, text, 0, text.length)
  bytes[end] = QUOTE
  return bytes.slice(0, end + 1)
}

/** Passes over the string that begins here and answers with its text. Bytes that are no UTF-8 read as U+FFFD. */
export function readString(cursor: Cursor): string {
  const { buffer } = cursor
  const start = cursor.position + 1
  let p = start
  let c = buffer[p] as number
  while (c !== QUOTE && c !== BACKSLASH && c < 0x80) c = buffer[++p] as number
  const end = c === QUOTE ? p : closingQuote(buffer, p)
  cursor.position = end + 1
  if (p === end) return readUtf8(buffer, start, end)
  const inner = unescaped(buffer.subarray(start, end))
  return readUtf8(inner, 0, inner.length)
}

/** Passes over the string that begins here and answers with what stands between its quotes, as it stands there. */
export function passString(cursor: Cursor): Uint8Array {
  const { buffer, position } = cursor
  const end = closingQuote(buffer, position + 1)
  cursor.position = end + 1
  return buffer.subarray(position + 1, end)
}

const UNESCAPED: ReadonlyMap<number, number> = new Map(
  ['b\b', 'f\f', 'n\n', 'r\r', 't\t'].map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)]),
)

/** What stands between the quotes of a string, without its escapes: none of them is shorter than what it stands for. */
export function unescaped(inner: Uint8Array): Uint8Array {
  if (!inner.includes(BACKSLASH)) return inner
  const bytes = new Uint8Array(inner.length)
  let end = 0
  for (let p = 0; p < inner.length; ) {
    const c = inner[p++] as number
    if (c !== BACKSLASH) {
      bytes[end++] = c
      continue
    }
    const letter = inner[p++] as number
    if (letter !== LOWER_U) {
      bytes[end++] = UNESCAPED.get(letter) ?? letter
      continue
    }
    const unit = readHex(inner, p)
    p += 4
    const next = unit < 0xdc00 && inner[p] === BACKSLASH && inner[p + 1] === LOWER_U ? readHex(inner, p + 2) : 0
    if (isSurrogate(unit) && next >= 0xdc00 && next <= 0xdfff) {
      end = writePoint(bytes, end, 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00))
      p += 6
    } else {
      end = writePoint(bytes, end, isSurrogate(unit) ? 0xfffd : unit)
    }
  }
  return bytes.subarray(0, end)
}

function readHex(inner: Uint8Array, at: number): number {
  let unit = 0
  for (let i = at; i < at + 4; i++) {
    const c = inner[i] as number
    // A letter of either case has 0x40 set and its value, less 9, in the low bits.
    unit = (unit << 4) | (c < 0x40 ? c & 0xf : (c & 0xf) + 9)
  }
  return unit
}
