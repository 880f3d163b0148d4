import { endless } from '../malformed.js'

/** The most bytes of an integer of 64 bits, seven in each. */
const LONGEST = 10

/** Seven bytes hold 49 bits, which a number holds exactly. */
const EXACT = 7

/** Four bytes hold 28 bits, which can be shifted. */
const SHORT = 4

const TWO_32 = 2 ** 32

/** Where the integer ends that begins at `at`, or -1 as long as that has not arrived. Throws `protocol` for an endless one. */
export function varintEnd(buffer: Uint8Array, at: number, end: number): number {
  for (let p = at; p < end; p++) {
    if ((buffer[p] as number) < 0x80) return p + 1
    if (p - at === LONGEST - 1) throw endless()
  }
  return -1
}

/** The unsigned integer in these bytes; more than 2^53 is not exact. */
export function readVarint(buffer: Uint8Array, at: number): number {
  let value = 0
  let scale = 1
  for (let p = at; ; p++) {
    const byte = buffer[p] as number
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return value
    scale *= 128
  }
}

/** Appends an unsigned integer that a number holds exactly. */
export function writeVarint(buffer: Uint8Array, at: number, value: number): number {
  let p = at
  let left = value
  // What has more than 32 bits is divided; shifts, which are faster, do for the rest.
  while (left >= TWO_32) {
    buffer[p++] = (left % 0x80) | 0x80
    left = Math.floor(left / 0x80)
  }
  while (left >= 0x80) {
    buffer[p++] = left | 0x80
    left >>>= 7
  }
  buffer[p] = left
  return p + 1
}

/** The signed integer that is zigzagged in the bytes from `at` to `end`: modulo 2^64, as Thrift's own readers have it. */
export function readBigZigzag(buffer: Uint8Array, at: number, end: number): bigint {
  let value = 0n
  for (let p = end - 1; p >= at; p--) value = (value << 7n) | BigInt((buffer[p] as number) & 0x7f)
  return BigInt.asIntN(64, value & 1n ? ~(value >> 1n) : value >> 1n)
}

/** As {@link readBigZigzag}; rounded where it is beyond the safe range. */
export function readZigzag(buffer: Uint8Array, at: number, end: number): number {
  if (end - at > EXACT) return Number(readBigZigzag(buffer, at, end))
  if (end - at > SHORT) {
    const value = readVarint(buffer, at)
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
  let value = 0
  for (let p = end - 1; p >= at; p--) value = (value << 7) | ((buffer[p] as number) & 0x7f)
  return (value >>> 1) ^ -(value & 1)
}

export function writeBigZigzag(buffer: Uint8Array, at: number, value: bigint): number {
  let p = at
  let left = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n))
  while (left >= 0x80n) {
    buffer[p++] = Number(left & 0x7fn) | 0x80
    left >>= 7n
  }
  buffer[p++] = Number(left)
  return p
}

/** Integers up to this one are exact in a number when they are zigzagged. */
const LARGEST = 2 ** 52 - 1

/** Appends a safe integer. */
export function writeZigzag(buffer: Uint8Array, at: number, value: number): number {
  if ((value | 0) === value) return writeVarint(buffer, at, ((value << 1) ^ (value >> 31)) >>> 0)
  if (value > LARGEST || value < -LARGEST) return writeBigZigzag(buffer, at, BigInt(value))
  return writeVarint(buffer, at, value < 0 ? -value * 2 - 1 : value * 2)
}
