/** Numbers as text: written as Go writes them, which is as JavaScript does but for -0 (encoding/json, encode.go, `floatEncoder`). */

import { readUtf8 } from '../../utf8.js'
import { DOT, LOWER_E, MINUS, NINE, UPPER_E, writeAscii, ZERO } from './ascii.js'
import { type Cursor, skipScalar } from './cursor.js'

/** The most bytes that {@link writeNumber} takes: `-2.2250738585072014e-308`. */
export const NUMBER_BYTES = 24

/** Writes an integer of at most 53 bits. */
export function writeInteger(buffer: Uint8Array, at: number, value: number): number {
  if (value >= 0) return writeDigits(buffer, at, value)
  buffer[at] = MINUS
  return writeDigits(buffer, at + 1, -value)
}

function writeDigits(buffer: Uint8Array, at: number, value: number): number {
  let end = at + 1
  for (let power = 10; value >= power; power *= 10) end++
  let p = end
  let rest = value
  while (rest > 0x7fff_ffff) {
    const tenth = Math.floor(rest / 10)
    buffer[--p] = ZERO + (rest - tenth * 10)
    rest = tenth
  }
  let small = rest | 0
  do {
    const tenth = (small / 10) | 0
    buffer[--p] = ZERO + (small - tenth * 10)
    small = tenth
  } while (p > at)
  return end
}

/** Writes a finite number with the fewest digits that read back as the same double. */
export function writeNumber(buffer: Uint8Array, at: number, value: number): number {
  if (Number.isSafeInteger(value) && (value !== 0 || 1 / value > 0)) return writeInteger(buffer, at, value)
  const hundreds = Math.round(value * 100)
  // Prices and the like: no other decimal of at most 15 digits reads back as this double, and no shorter one.
  if (hundreds / 100 === value && hundreds > 0 && hundreds < 1e15) return writeHundredths(buffer, at, hundreds)
  return writeAscii(buffer, at, value === 0 ? '-0' : String(value))
}

function writeHundredths(buffer: Uint8Array, at: number, hundreds: number): number {
  const whole = Math.floor(hundreds / 100)
  const cents = hundreds - whole * 100
  const p = writeDigits(buffer, at, whole)
  buffer[p] = DOT
  buffer[p + 1] = ZERO + ((cents / 10) | 0)
  if (cents % 10 === 0) return p + 2
  buffer[p + 2] = ZERO + (cents % 10)
  return p + 3
}

/** The shortest decimal that reads back as the same float of 32 bits; `value` is one. */
export function shortestFloat32(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return Number(value.toPrecision(9))
}

/** Passes over an integer and answers with it. NaN, and nothing is passed, when there is none or a double does not hold it for certain. */
export function readInteger(cursor: Cursor): number {
  const { buffer } = cursor
  let p = cursor.position
  const negative = buffer[p] === MINUS
  if (negative) p++
  const first = p
  let value = 0
  let c = buffer[p] as number
  for (; c >= ZERO && c <= NINE; c = buffer[++p] as number) value = value * 10 + (c - ZERO)
  if (p === first || c === DOT || c === LOWER_E || c === UPPER_E || value > Number.MAX_SAFE_INTEGER) return Number.NaN
  cursor.position = p
  return negative ? 0 - value : value
}

/** Powers of ten that a double holds exactly: a quotient of two exact doubles is rounded only once, so it is the nearest one. */
const POWERS: readonly number[] = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))

/** Passes over a number and answers with the nearest double, infinite ones included. NaN, and nothing is passed, when there is none. */
export function readDouble(cursor: Cursor): number {
  const { buffer } = cursor
  let p = cursor.position
  const negative = buffer[p] === MINUS
  if (negative) p++
  const first = p
  let digits = 0
  let places = 0
  let c = buffer[p] as number
  for (; c >= ZERO && c <= NINE; c = buffer[++p] as number) digits = digits * 10 + (c - ZERO)
  if (p === first) return Number.NaN
  if (c === DOT) {
    const point = p
    for (c = buffer[++p] as number; c >= ZERO && c <= NINE; c = buffer[++p] as number) digits = digits * 10 + (c - ZERO)
    places = p - point - 1
  }
  if (c === LOWER_E || c === UPPER_E || digits > Number.MAX_SAFE_INTEGER || places >= POWERS.length) {
    const start = cursor.position
    cursor.position = skipScalar(buffer, p)
    return Number(readUtf8(buffer, start, cursor.position))
  }
  cursor.position = p
  const value = digits / (POWERS[places] as number)
  return negative ? -value : value
}
