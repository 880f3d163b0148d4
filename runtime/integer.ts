import { expected } from './expected.js'

/** Throws `encode` unless the value is a signed integer of so many bits; 53 are the safe ones. */
export function checkInt(value: number, bits: 8 | 16 | 32 | 53): void {
  if (!Number.isSafeInteger(value)) throw expected(bits === 53 ? 'a safe integer' : `an int${bits}`, value)
  if (bits !== 53 && (value << (32 - bits)) >> (32 - bits) !== value) throw expected(`an int${bits}`, value)
}

/** Throws `encode` unless the value is an unsigned integer of so many bits. */
export function checkUint(value: number, bits: 8 | 16 | 32): void {
  if (typeof value !== 'number' || (value << (32 - bits)) >>> (32 - bits) !== value) {
    throw expected(`a uint${bits}`, value)
  }
}
