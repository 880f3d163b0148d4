/** The bytes that JSON's grammar is made of. */
export const SPACE = 0x20
export const QUOTE = 0x22
export const PLUS = 0x2b
export const COMMA = 0x2c
export const MINUS = 0x2d
export const DOT = 0x2e
export const ZERO = 0x30
export const NINE = 0x39
export const COLON = 0x3a
export const UPPER_E = 0x45
export const OPEN_BRACKET = 0x5b
export const BACKSLASH = 0x5c
export const CLOSE_BRACKET = 0x5d
export const LOWER_E = 0x65
export const LOWER_F = 0x66
export const LOWER_N = 0x6e
export const LOWER_T = 0x74
export const LOWER_U = 0x75
export const OPEN_BRACE = 0x7b
export const CLOSE_BRACE = 0x7d

/** Writes text that is known to be ASCII, and answers with where it ends. */
export function writeAscii(buffer: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) buffer[at + i] = text.charCodeAt(i)
  return at + text.length
}

/** The bytes of a text that is known to be ASCII. */
export function ascii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  writeAscii(bytes, 0, text)
  return bytes
}

export const NULL: Uint8Array = ascii('null')
export const TRUE: Uint8Array = ascii('true')
export const FALSE: Uint8Array = ascii('false')
