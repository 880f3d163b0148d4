import { BACKSLASH, QUOTE, SPACE } from './ascii.js'
import { BYTES_PER_UNIT, writeHex } from './text.js'

const HTML = new Set(Array.from('<>&', (character) => character.charCodeAt(0)))

/** Valid JSON without its white space and escaped for HTML, as Go passes on what it has not parsed (encoding/json, indent.go, `compact`). */
export function compact(value: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(value.length * BYTES_PER_UNIT)
  let end = 0
  let quoted = false
  for (let i = 0; i < value.length; i++) {
    const c = value[i] as number
    if (HTML.has(c)) {
      end = writeHex(bytes, end, c)
    } else if (c === 0xe2 && value[i + 1] === 0x80 && ((value[i + 2] as number) & 0xfe) === 0xa8) {
      // U+2028 and U+2029.
      end = writeHex(bytes, end, 0x2000 | ((value[i + 2] as number) & 0x7f))
      i += 2
    } else if (quoted || c > SPACE) {
      bytes[end++] = c
      if (c === BACKSLASH) bytes[end++] = value[++i] as number
      else if (c === QUOTE) quoted = !quoted
    }
  }
  return bytes.slice(0, end)
}
