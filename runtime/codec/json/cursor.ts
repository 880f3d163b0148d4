/** A place in text that is known to be valid JSON, and how to get past what stands there. */
import { RpcError } from '../../error.js'
import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE, SPACE } from './ascii.js'

export interface Cursor {
  readonly buffer: Uint8Array
  position: number
}

/** Where the next byte stands that is no white space. */
export function skipSpace(buffer: Uint8Array, at: number): number {
  let p = at
  while ((buffer[p] as number) <= SPACE) p++
  return p
}

/** Where the string has its closing quote that has a character, or that quote, at `from`. */
export function closingQuote(buffer: Uint8Array, from: number): number {
  let p = from
  for (;;) {
    const c = buffer[p]
    if (c === QUOTE) return p
    p += c === BACKSLASH ? 2 : 1
  }
}

/** Where a number, true, false or null ends. */
export function skipScalar(buffer: Uint8Array, at: number): number {
  let p = at
  for (;;) {
    const c = buffer[p]
    if (c === undefined || c <= SPACE || c === COMMA || c === CLOSE_BRACE || c === CLOSE_BRACKET) return p
    p++
  }
}

/** Where a value ends. Throws `limit` when more than `nesting` objects and arrays stand inside each other. */
export function skipValue(buffer: Uint8Array, at: number, nesting: number): number {
  let p = at
  let open = 0
  do {
    const c = buffer[p] as number
    if (c === QUOTE) p = closingQuote(buffer, p + 1)
    else if (c === OPEN_BRACE || c === OPEN_BRACKET) {
      if (++open > nesting)
        throw new RpcError('limit', 'too many values inside each other in a field that is not asked for')
    } else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) open--
    else if (open === 0) return skipScalar(buffer, p)
    p++
  } while (open > 0)
  return p
}
