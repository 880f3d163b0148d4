import { framed, hex, unhex } from './harness.js'

/**
 * A stream in hexadecimal, with what the definitions of arrays, slices and maps
 * call themselves taken out: Go puts the package of a struct into such a name,
 * which only Go knows, and reads it for its messages only.
 */
export function withoutNames(stream: string): string {
  const bytes = unhex(stream)
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const [size, body] = uint(bytes, at)
    text += framed(hex(withoutName(bytes.subarray(body, body + size))))
    at = body + size
  }
  return text
}

const STRUCT = 3

/** A message as it is, or a definition that begins `-id kind 1 1 name 1` with `-id kind 1 2` in its place. */
function withoutName(message: Uint8Array): Uint8Array {
  const [id, kind] = uint(message, 0)
  if (id % 2 === 0 || message[kind] === STRUCT || message[kind + 1] !== 1 || message[kind + 2] !== 1) return message
  const [length, name] = uint(message, kind + 3)
  return Uint8Array.of(...message.subarray(0, kind + 2), 2, ...message.subarray(name + length + 1))
}

/** The unsigned integer at `at`, and where it ends. */
function uint(bytes: Uint8Array, at: number): readonly [number, number] {
  const first = bytes[at] as number
  if (first < 128) return [first, at + 1]
  const end = at + 1 + 256 - first
  return [bytes.subarray(at + 1, end).reduce((value, byte) => value * 256 + byte, 0), end]
}
