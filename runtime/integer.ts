import { expected } from './expected.js'

/** Throws `encode` unless the value is a signed integer of so many bits; 53 are the safe ones. */
export function checkInt(value: number, bits: 8 | 16 | 32 | 53): void {
  if (!isInt(value, bits)) throw expected(intName(bits), value)
}

export function isInt(value: unknown, bits: 8 | 16 | 32 | 53): value is number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return false
  return bits === 53 || (value << (32 - bits)) >> (32 - bits) === value
}

export function intName(bits: 8 | 16 | 32 | 53): string {
  return bits === 53 ? 'a safe integer' : `an int${bits}`
}

/** Throws `encode` unless the value is an unsigned integer of so many bits. */
export function checkUint(value: number, bits: 8 | 16 | 32): void {
  if (!isUint(value, bits)) throw expected(`a uint${bits}`, value)
}

export function isUint(value: unknown, bits: 8 | 16 | 32): value is number {
  return typeof value === 'number' && (value << (32 - bits)) >>> (32 - bits) === value
}

/** Throws `encode` unless the value is a bigint in the range of an int64. */
export function checkInt64(value: bigint): void {
  if (typeof value !== 'bigint' || BigInt.asIntN(64, value) !== value) throw expected('an int64 as a bigint', value)
}

/** Throws `encode` unless the value is a bigint in the range of a uint64. */
export function checkUint64(value: bigint): void {
  if (typeof value !== 'bigint' || BigInt.asUintN(64, value) !== value) throw expected('a uint64 as a bigint', value)
}
