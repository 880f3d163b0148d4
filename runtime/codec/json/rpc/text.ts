import { mapType } from '../../../build-type.js'
import { string, unknown } from '../../../type.js'
import { LOWER_N, MINUS, NULL, OPEN_BRACE, QUOTE } from '../ascii.js'
import { compact } from '../compact.js'
import type { JsonDecoder } from '../decoder.js'
import { readInteger } from '../number.js'
import type { Scanner } from '../scanner.js'
import type { Source } from '../source.js'
import { ERROR, ID, JSONRPC, METHOD, RESULT } from './members.js'

const members = mapType(string, () => unknown)

/** What a text is, by its members. */
export type Form = 'request' | 'notification' | 'response' | 'invalid'

/** One text that has arrived, with the scanner that found its members. */
export interface Text {
  readonly source: Source
  readonly scanner: Scanner
}

/**
 * A request says that it is of version 2.0, has a method that is a string, and no
 * member twice; a response has a result or an error, or at least an id.
 */
export function formOf(text: Text, decoder: JsonDecoder): Form {
  const { source, scanner } = text
  if (source.buffer[source.position] !== OPEN_BRACE) return 'invalid'
  if (!scanner.has(METHOD)) return scanner.has(RESULT) || scanner.has(ERROR) || scanner.has(ID) ? 'response' : 'invalid'
  if (!standsAt(text, JSONRPC, decoder) || decoder.peek() !== QUOTE || decoder.string() !== '2.0') {
    return 'invalid'
  }
  if (scanner.repeated || !standsAt(text, METHOD, decoder) || decoder.peek() !== QUOTE) return 'invalid'
  return scanner.has(ID) ? 'request' : 'notification'
}

/** Puts the decoder before a member's value; false when there is none. */
export function standsAt({ source, scanner }: Text, member: number, decoder: JsonDecoder): boolean {
  if (!scanner.has(member)) return false
  decoder.open(source.buffer, source.position + scanner.startOf(member))
  return true
}

/** An id as it is echoed: a number, or any JSON; null where there is none. */
export function idOf(text: Text, decoder: JsonDecoder): number | Uint8Array {
  if (!standsAt(text, ID, decoder) || decoder.peek() === LOWER_N) return NULL
  return readId(decoder)
}

/** The id in the params of a cancel, which the decoder stands at; null when there is none. */
export function cancelledBy(decoder: JsonDecoder): number | Uint8Array {
  if (decoder.peek() !== OPEN_BRACE) return NULL
  for (let left = decoder.beginMap(members); decoder.nextKey(left); left--) {
    const isId = decoder.string() === 'id'
    decoder.passColon()
    if (isId) return readId(decoder)
    decoder.skip()
  }
  return NULL
}

export function isSame(id: number | Uint8Array, other: number | Uint8Array): boolean {
  if (typeof id === 'number' || typeof other === 'number') return id === other
  return id.length === other.length && id.every((byte, index) => byte === other[index])
}

function readId(decoder: JsonDecoder): number | Uint8Array {
  const { buffer, position } = decoder
  const number = decoder.peek() === MINUS ? Number.NaN : readInteger(decoder)
  if (!Number.isNaN(number)) return number
  decoder.position = position
  decoder.skip()
  return compact(buffer.subarray(position, decoder.position))
}
