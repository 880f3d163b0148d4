import { describe, expect, test } from 'vitest'
import { readBase64, writeBase64 } from '../../../../runtime/codec/json/base64.js'
import { readDouble, readInteger, shortestFloat32, writeNumber } from '../../../../runtime/codec/json/number.js'
import { readTime, writeTime } from '../../../../runtime/codec/json/rfc3339.js'
import { fold } from '../../../../runtime/codec/json/shape.js'
import { random, text, utf8 } from './harness.js'

const ROUNDS = 3000
const buffer = new Uint8Array(64)
const wrote = (end: number): string => text(buffer.subarray(0, end))
const cursor = (json: string) => ({ buffer: utf8(`${json},`), position: 0 })

/** Doubles of every size, decimals of few places, and the neighbours of 2^53. */
function randomNumber(next: (limit: number) => number): number {
  switch (next(4)) {
    case 0: {
      const bits = new DataView(new ArrayBuffer(8))
      bits.setUint32(0, next(2 ** 32))
      bits.setUint32(4, next(2 ** 32))
      return bits.getFloat64(0)
    }
    case 1:
      return next(1e9) / 10 ** next(8)
    case 2:
      return (2 ** 53 - 20 + next(40)) / 10 ** next(5)
    default:
      return -next(10 ** next(10))
  }
}

describe('numbers', () => {
  test('are written as String has them, and read as Number does', () => {
    const next = random(4)
    for (let round = 0; round < ROUNDS; round++) {
      const value = randomNumber(next)
      if (!Number.isFinite(value)) continue
      const json = wrote(writeNumber(buffer, 0, value))
      expect(json).toBe(Object.is(value, -0) ? '-0' : String(value))
      expect(readDouble(cursor(json))).toBe(value)
    }
  })

  test('of more digits than needed read as Number does', () => {
    const next = random(5)
    for (let round = 0; round < ROUNDS; round++) {
      const digits = Array.from({ length: 1 + next(24) }, () => next(10)).join('')
      const json = `${next(10)}${next(2) === 0 ? '.' : ''}${digits}${next(4) === 0 ? `e${next(60) - 30}` : ''}`.replace(
        /^0+(?=\d)/,
        '',
      )
      expect([json, readDouble(cursor(json))]).toEqual([json, Number(json)])
    }
  })

  test('integers are exact, or none', () => {
    for (let n = 2 ** 53 - 30; n < 2 ** 53; n++) {
      expect(readInteger(cursor(String(n)))).toBe(n)
      expect(readInteger(cursor(`-${n}`))).toBe(-n)
    }
    for (const json of ['9007199254740992', '9007199254740993', '-9007199254740992', '1.0', '1e2', '"1"', 'null']) {
      const place = cursor(json)
      expect(readInteger(place)).toBeNaN()
      expect(place.position).toBe(0)
    }
  })

  test('floats of 32 bits are short, and read back as the same', () => {
    const next = random(6)
    const bits = new DataView(new ArrayBuffer(4))
    for (let round = 0; round < ROUNDS; round++) {
      bits.setUint32(0, next(2 ** 32))
      const value = bits.getFloat32(0)
      if (!Number.isFinite(value)) continue
      const short = shortestFloat32(value)
      expect(Math.fround(short)).toBe(value)
      // Nine digits tell every float of 32 bits from its neighbours.
      expect(short.toExponential().replace(/e.*|[-.]/g, '').length).toBeLessThanOrEqual(9)
    }
    expect([0.1, 16777216, 1e-45, 3.4028235e38].map((n) => shortestFloat32(Math.fround(n)))).toEqual([
      0.1, 16777216, 1e-45, 3.4028235e38,
    ])
  })
})

test('base64 agrees with that of Node', () => {
  const next = random(7)
  for (let round = 0; round < 300; round++) {
    const bytes = Uint8Array.from({ length: next(40) }, () => next(256))
    const base64 = Buffer.from(bytes).toString('base64')
    expect(wrote(writeBase64(buffer, 0, bytes))).toBe(base64)
    expect(readBase64(utf8(base64))).toEqual(bytes)
  }
})

test('moments agree with Date, in every zone', () => {
  const next = random(8)
  for (let round = 0; round < ROUNDS; round++) {
    const offset = (next(2879) - 1439) * 60
    const seconds = next(2 ** 32) * 73 - 62_167_132_800 + next(73)
    const nanos = next(3) === 0 ? next(1e9) : next(1000) * 1e6
    if (seconds + offset > 253_402_300_799) continue
    const written = wrote(writeTime(buffer, 0, { seconds, nanos, offset }))
    const local = new Date((seconds + offset) * 1000).toISOString()
    expect(written.slice(0, 19)).toBe(local.slice(0, 19))
    expect(Date.parse(written)).toBe(seconds * 1000 + Math.floor(nanos / 1e6))
    expect(readTime(utf8(written))).toEqual({ seconds, nanos, offset })
  }
})

// The pairs are those of Go's bytes.EqualFold.
test.each([
  ['Name', 'nAME', true],
  ['K', '\u212a', true],
  ['s', '\u017f', true],
  ['Straße', 'STRAẞE', true],
  ['Straße', 'STRASSE', false],
  ['Σ', 'ς', true],
  ['i', 'ı', false],
  ['i', 'İ', false],
  ['µ', 'μ', true],
  ['ﬁ', 'fi', false],
  ['𐐀', '𐐨', true],
])('%s and %s', (one, other, equal) => {
  expect(fold(one) === fold(other)).toBe(equal)
})
