import { describe, expect, test } from 'vitest'
import { type HttpHead, HttpHeadReader, MAX_HEAD } from '../../../runtime/transport/http-head.js'

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))
const text = (chunk: Uint8Array): string => String.fromCharCode(...chunk)

const cases: readonly { readonly input: string; readonly lines: readonly string[]; readonly rest: string }[] = [
  { input: 'CONNECT /_goRPC_ HTTP/1.0\n\n', lines: ['CONNECT /_goRPC_ HTTP/1.0'], rest: '' },
  { input: 'CONNECT /_goRPC_ HTTP/1.0\r\n\r\n', lines: ['CONNECT /_goRPC_ HTTP/1.0'], rest: '' },
  { input: 'HTTP/1.1 200 OK\r\nA: b\r\nC: d\r\n\r\n', lines: ['HTTP/1.1 200 OK', 'A: b', 'C: d'], rest: '' },
  { input: 'a\nb\r\n\nrest', lines: ['a', 'b'], rest: 'rest' },
  { input: 'a\n\r\n\n', lines: ['a'], rest: '\n' },
  { input: 'a\n\n\r\n\xff\x00', lines: ['a'], rest: '\r\n\xff\x00' },
  // A CR that is not before an LF is part of its line, and so is all but the last.
  { input: 'a\rb\r\r\n\n', lines: ['a\rb\r'], rest: '' },
  { input: '\xe9\n\n', lines: ['\xe9'], rest: '' },
  { input: '\n', lines: [], rest: '' },
  { input: '\r\nx', lines: [], rest: 'x' },
]

/** What the reader makes of the pieces, and the bytes that it did not see. */
function read(pieces: readonly Uint8Array[]): HttpHead | null | undefined {
  const reader = new HttpHeadReader()
  for (const [at, piece] of pieces.entries()) {
    const head = reader.read(piece)
    if (head === undefined || head === null) continue
    return { lines: head.lines, rest: bytes([head.rest, ...pieces.slice(at + 1)].map(text).join('')) }
  }
  return undefined
}

describe('the head of an HTTP message', () => {
  test.each(cases)('$input', ({ input, lines, rest }) => {
    expect(read([bytes(input)])).toEqual({ lines, rest: bytes(rest) })
  })

  test.each(cases)('$input, one byte at a time', ({ input, lines, rest }) => {
    expect(read([...bytes(input)].map((byte) => Uint8Array.of(byte)))).toEqual({ lines, rest: bytes(rest) })
  })

  test.each(cases)('$input, cut in two anywhere', ({ input, lines, rest }) => {
    const whole = bytes(input)
    for (let cut = 0; cut <= whole.length; cut++) {
      expect(read([whole.subarray(0, cut), whole.subarray(cut)])).toEqual({ lines, rest: bytes(rest) })
    }
  })

  test.each(['', 'a', 'a\n', 'a\r\n\r', 'a\nb'])('%j is not whole', (input) => {
    expect(read([bytes(input)])).toBeUndefined()
  })

  test('is refused past its limit, in whatever pieces it comes', () => {
    expect(new HttpHeadReader().read(bytes('x'.repeat(MAX_HEAD)))).toBeUndefined()
    expect(new HttpHeadReader().read(bytes('x'.repeat(MAX_HEAD + 1)))).toBeNull()
    const reader = new HttpHeadReader()
    expect(reader.read(bytes('x\n'.repeat(MAX_HEAD / 2)))).toBeUndefined()
    expect(reader.read(bytes('\n'))).toBeNull()
  })

  test('may be followed by more than its limit', () => {
    const rest = 'x'.repeat(MAX_HEAD)
    expect(new HttpHeadReader().read(bytes(`a\n\n${rest}`))?.rest).toHaveLength(MAX_HEAD)
  })
})
