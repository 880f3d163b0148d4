/** Moments as RFC 3339 has them, written as Go's time.RFC3339Nano: zeros at the end of a fraction are left out. */
import { RpcError } from '../../error.js'
import type { Timestamp } from '../../type.js'
import { readUtf8 } from '../../utf8.js'
import { ascii, COLON, DOT, MINUS, NINE, PLUS, ZERO } from './ascii.js'

/** The most bytes that {@link writeTime} takes: `2006-01-02T15:04:05.999999999-07:00`. */
export const TIME_BYTES = 35

const UPPER_T = 0x54
const UPPER_Z = 0x5a
const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const NANO_DIGITS = 9

/** Year 0 begins and year 9999 ends, in seconds from 1970: RFC 3339 has four digits. */
const FIRST_SECOND = -62_167_219_200
const LAST_SECOND = 253_402_300_799

/** Whether RFC 3339 can say this moment, in its own zone. */
export function isWritable({ seconds, nanos, offset }: Timestamp): boolean {
  const local = seconds + offset
  const inYears = Number.isInteger(seconds) && local >= FIRST_SECOND && local <= LAST_SECOND
  const inZone = offset % MINUTE === 0 && Math.abs(offset) < DAY
  return inYears && inZone && Number.isInteger(nanos) && nanos >= 0 && nanos < 1e9
}

/** Writes a moment that {@link isWritable}, and answers with where it ends. */
export function writeTime(buffer: Uint8Array, at: number, { seconds, nanos, offset }: Timestamp): number {
  const local = seconds + offset
  const days = Math.floor(local / DAY)
  const second = local - days * DAY
  let p = writeDate(buffer, at, days)
  buffer[p++] = UPPER_T
  p = writeClock(buffer, p, second)
  buffer[p++] = COLON
  p = writePadded(buffer, p, second % MINUTE, 2)
  if (nanos > 0) {
    buffer[p++] = DOT
    p = writePadded(buffer, p, nanos, NANO_DIGITS)
    while (buffer[p - 1] === ZERO) p--
  }
  if (offset === 0) {
    buffer[p++] = UPPER_Z
    return p
  }
  buffer[p++] = offset < 0 ? MINUS : PLUS
  return writeClock(buffer, p, Math.abs(offset))
}

/** Writes hours and minutes. */
function writeClock(buffer: Uint8Array, at: number, seconds: number): number {
  const p = writePadded(buffer, at, Math.floor(seconds / HOUR), 2)
  buffer[p] = COLON
  return writePadded(buffer, p + 1, Math.floor(seconds / MINUTE) % 60, 2)
}

/** Days from 1970 to year, month and day; years are counted from March, so that the leap day is a year's last. */
function writeDate(buffer: Uint8Array, at: number, days: number): number {
  // The eras of 400 years begin on 1 March of year 0, 719,468 days before 1970.
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((dayOfYear * 5 + 2) / 153)
  const day = dayOfYear - Math.floor((fromMarch * 153 + 2) / 5) + 1
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  let p = writePadded(buffer, at, yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4)
  buffer[p] = MINUS
  p = writePadded(buffer, p + 1, month, 2)
  buffer[p] = MINUS
  return writePadded(buffer, p + 1, day, 2)
}

function writePadded(buffer: Uint8Array, at: number, value: number, digits: number): number {
  let rest = value
  for (let p = at + digits - 1; p >= at; p--) {
    buffer[p] = ZERO + (rest % 10)
    rest = Math.floor(rest / 10)
  }
  return at + digits
}

const DATE_AND_CLOCK = ascii('0000-00-00T00:00:00')
const CLOCK = ascii('00:00')

/** The moment that a text says. Digits behind the ninth of a fraction are dropped, as Go drops them. Throws `decode` for what is no moment. */
export function readTime(text: Uint8Array): Timestamp {
  const time = parse(text)
  if (time !== undefined) return time
  throw new RpcError('decode', `parsing time "${readUtf8(text, 0, text.length)}": RFC 3339 does not have it so`)
}

function parse(text: Uint8Array): Timestamp | undefined {
  if (!hasForm(text, 0, DATE_AND_CLOCK)) return undefined
  const midnight = readDate(text)
  const clock = readClock(text, 11)
  const second = readDigits(text, 17, 2)
  if (midnight === undefined || clock === undefined || second >= MINUTE) return undefined
  let p = DATE_AND_CLOCK.length
  let nanos = 0
  if (text[p] === DOT) {
    const first = ++p
    for (; isDigit(text[p]); p++) if (p < first + NANO_DIGITS) nanos = nanos * 10 + (text[p] as number) - ZERO
    if (p === first) return undefined
    nanos *= 10 ** Math.max(0, first + NANO_DIGITS - p)
  }
  const offset = readZone(text, p)
  return offset === undefined ? undefined : { seconds: midnight + clock + second - offset, nanos, offset }
}

function readZone(text: Uint8Array, at: number): number | undefined {
  const sign = text[at]
  if (sign === UPPER_Z) return at + 1 === text.length ? 0 : undefined
  if ((sign !== PLUS && sign !== MINUS) || at + 6 !== text.length || !hasForm(text, at + 1, CLOCK)) return undefined
  const offset = readClock(text, at + 1)
  return offset === undefined || sign === PLUS ? offset : 0 - offset
}

/** Hours and minutes in seconds. */
function readClock(text: Uint8Array, at: number): number | undefined {
  const hour = readDigits(text, at, 2)
  const minute = readDigits(text, at + 3, 2)
  return hour < 24 && minute < 60 ? hour * HOUR + minute * MINUTE : undefined
}

const MONTH_LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The first second of a day: the inverse of {@link writeDate}. */
function readDate(text: Uint8Array): number | undefined {
  const year = readDigits(text, 0, 4)
  const month = readDigits(text, 5, 2)
  const day = readDigits(text, 8, 2)
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (day < 1 || !(day <= (MONTH_LENGTHS[month - 1] ?? 0)) || (month === 2 && day === 29 && !leap)) return undefined
  const yearFromMarch = month <= 2 ? year - 1 : year
  const fromMarch = (month + 9) % 12
  const era = Math.floor(yearFromMarch / 400)
  const yearOfEra = yearFromMarch - era * 400
  const dayOfYear = Math.floor((fromMarch * 153 + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return (era * 146_097 + dayOfEra - 719_468) * DAY
}

function readDigits(text: Uint8Array, at: number, digits: number): number {
  let value = 0
  for (let p = at; p < at + digits; p++) value = value * 10 + (text[p] as number) - ZERO
  return value
}

/** Whether a digit stands wherever the form has one, and everything else is the form's. */
function hasForm(text: Uint8Array, at: number, form: Uint8Array): boolean {
  return form.every((expected, i) => (expected === ZERO ? isDigit(text[at + i]) : text[at + i] === expected))
}

function isDigit(c: number | undefined): boolean {
  return c !== undefined && c >= ZERO && c <= NINE
}
