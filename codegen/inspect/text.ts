/*
 * Text from a stream for a terminal. Whoever made the stream chose it, so nothing
 * in it may move the cursor, turn the direction of the line, or fill the screen.
 */

const LONGEST_NAME = 80
const LONGEST_TEXT = 240
const LONGEST_BYTES = 32

/** Letters, digits and what Go's names of types have between them. */
const plainName = /^[\p{L}\p{N}_.*[\]{}/ -]+$/u

/** A name as it is, or in quotes when it is none that a Go program has. */
export function nameText(name: string): string {
  const short = shortened(name, LONGEST_NAME)
  return plainName.test(short.replace('…', '')) ? short : quoted(short)
}

/** A string in quotes. */
export function stringText(text: string): string {
  const short = quoted(text.slice(0, LONGEST_TEXT))
  return text.length > LONGEST_TEXT ? `${short}… (${text.length} characters)` : short
}

/** Bytes as hexadecimal. */
export function bytesText(bytes: Uint8Array): string {
  const short = hexText(bytes.subarray(0, LONGEST_BYTES))
  const rest = bytes.length > LONGEST_BYTES ? ' …' : ''
  return bytes.length === 0 ? '0 bytes' : `${short}${rest} (${bytes.length === 1 ? '1 byte' : `${bytes.length} bytes`})`
}

export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

/** A text from elsewhere that may quote names of the stream. */
export function escaped(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`
  })
}

function quoted(text: string): string {
  return escaped(JSON.stringify(text))
}

function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
