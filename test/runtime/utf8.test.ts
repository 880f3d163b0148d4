import { describe, expect, test } from 'vitest'
import { ByteWriter } from '../../runtime/bytes.js'
import { randomAt } from '../../runtime/transport/random.js'
import { readUtf8, utf8Length, writeUtf8 } from '../../runtime/utf8.js'

const texts = [
  '',
  'a',
  'hello',
  'é',
  'héllo wörld',
  '日本語',
  '😀',
  'a😀b',
  '\ufeffbom',
  '\u0000',
  'x'.repeat(27),
  'x'.repeat(28),
  'x'.repeat(29),
  'x'.repeat(64),
  `${'x'.repeat(63)}é`,
  'é'.repeat(500),
]

describe('texts', () => {
  test.each(texts)('%j is written and read as the platform does', (text) => {
    const wanted = new TextEncoder().encode(text)
    expect(utf8Length(text)).toBe(wanted.length)
    const writer = new ByteWriter(8)
    writeUtf8(writer, text, wanted.length)
    expect(writer.take()).toEqual(wanted)
    expect(readUtf8(wanted, 0, wanted.length)).toBe(text)
  })

  // An engine may write otherwise once it has compiled the code, as Node 26.10 does.
  test('20,000 texts of characters of any size', () => {
    let drawn = 0
    const draw = (below: number): number => randomAt(26, drawn++) % below
    for (let i = 0; i < 20_000; i++) {
      const codes = Array.from({ length: 1 + draw(200) }, () => draw(0x11_0000 - 0x800))
      const text = String.fromCodePoint(...codes.map((code) => (code < 0xd800 ? code : code + 0x800)))
      const wanted = Buffer.from(text)
      const writer = new ByteWriter(8)
      writeUtf8(writer, text, wanted.length)
      if (!wanted.equals(writer.take())) throw new Error(`${JSON.stringify(text)} is written otherwise`)
    }
  })

  test.each(['\ud800', 'a\udc00b', '\ud800\ud800', '\udc00\ud800'])('a lone surrogate in %j becomes U+FFFD', (text) => {
    const wanted = new TextEncoder().encode(text)
    expect(utf8Length(text)).toBe(wanted.length)
    const writer = new ByteWriter(8)
    writeUtf8(writer, text, wanted.length)
    expect(writer.take()).toEqual(wanted)
  })

  test('bytes that are no UTF-8 become U+FFFD, in short and in long texts', () => {
    for (const length of [3, 60]) {
      const bytes = new Uint8Array(length).fill(0x61)
      bytes[1] = 0xff
      expect(readUtf8(bytes, 0, length)).toBe(`a\ufffd${'a'.repeat(length - 2)}`)
    }
  })
})
