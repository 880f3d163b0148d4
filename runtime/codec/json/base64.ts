/** Base64 with the standard alphabet and padding, as encoding/json has it for []byte. */
import { RpcError } from '../../error.js'
import { ascii } from './ascii.js'

const ALPHABET = ascii('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
const PADDING = 0x3d
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const NONE = 0xff
const VALUES = new Uint8Array(256).fill(NONE)
for (const [value, character] of ALPHABET.entries()) VALUES[character] = value

export function base64Length(count: number): number {
  return Math.ceil(count / 3) * 4
}

/** Writes the base64 of `bytes`, and answers with where it ends. */
export function writeBase64(buffer: Uint8Array, at: number, bytes: Uint8Array): number {
  let p = at
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    buffer[p++] = ALPHABET[group >> 18] as number
    buffer[p++] = ALPHABET[(group >> 12) & 0x3f] as number
    buffer[p++] = ALPHABET[(group >> 6) & 0x3f] as number
    buffer[p++] = ALPHABET[group & 0x3f] as number
  }
  const missing = (3 - (bytes.length % 3)) % 3
  buffer.fill(PADDING, p - missing, p)
  return p
}

/** The bytes of a base64 text, in which Go ignores line ends. Throws `decode` for what is none, in the words of encoding/base64. */
export function readBase64(text: Uint8Array): Uint8Array {
  const joined = text.includes(LINE_FEED) || text.includes(CARRIAGE_RETURN)
  const digits = joined ? text.filter((c) => c !== LINE_FEED && c !== CARRIAGE_RETURN) : text
  const { length } = digits
  if (length % 4 !== 0) throw illegal(length)
  const padding = digits[length - 1] !== PADDING ? 0 : digits[length - 2] !== PADDING ? 1 : 2
  const bytes = new Uint8Array((length / 4) * 3 - padding)
  let written = 0
  let group = 0
  for (let i = 0; i < length - padding; i++) {
    const value = VALUES[digits[i] as number] as number
    if (value === NONE) throw illegal(i)
    group = ((group << 6) | value) & 0xff_ffff
    // The second to fourth character of a group complete one byte each.
    if (i % 4 > 0) bytes[written++] = group >> (6 - (i % 4) * 2)
  }
  return bytes
}

function illegal(at: number): RpcError {
  return new RpcError('decode', `illegal base64 data at input byte ${at}`)
}
