import { RpcError } from '../error.js'
import { expected } from '../expected.js'
import type { Hook } from '../hook.js'
import { readUtf8 } from '../utf8.js'

/** The version of the encoding; it stands above the sign bit in the first byte (math/big/intmarsh.go). */
const VERSION = 1

const HEX = '0123456789abcdef'

/** Go's `*big.Int`, as a bigint of any size; a nil one is 0. JSON has its digits, as a number. */
export const bigIntHook: Hook<bigint> = {
  name: '*Int',
  form: 'gob',
  encode: (value) => marshal(checked(value)),
  decode: unmarshal,
  zero: () => 0n,
  toJson: checked,
  fromJson(value) {
    if (typeof value === 'bigint') return value
    if (Number.isSafeInteger(value)) return BigInt(value as number)
    throw new RpcError('decode', 'a big.Int is an integer, written in digits')
  },
}

function checked(value: bigint): bigint {
  if (typeof value !== 'bigint') throw expected('a bigint', value)
  return value
}

/** The version and the sign in one byte, then the magnitude, most significant byte first; of 0, that byte alone. */
function marshal(value: bigint): Uint8Array {
  const negative = value < 0n
  // Hexadecimal digits are made, and read again below, in a time that grows with their number alone.
  const digits = value === 0n ? '' : (negative ? -value : value).toString(16)
  const odd = digits.length % 2
  const bytes = new Uint8Array(1 + (digits.length + odd) / 2)
  bytes[0] = (VERSION << 1) | (negative ? 1 : 0)
  for (let i = 0; i < digits.length; i++) {
    const place = 1 + ((i + odd) >> 1)
    bytes[place] = ((bytes[place] as number) << 4) | digitAt(digits, i)
  }
  return bytes
}

function digitAt(digits: string, index: number): number {
  const code = digits.charCodeAt(index)
  // A letter's code has its value, less 9, in the low bits.
  return code < 0x40 ? code & 0xf : (code & 0xf) + 9
}

function unmarshal(bytes: Uint8Array): bigint {
  const [first] = bytes
  if (first === undefined) return 0n
  if (first >> 1 !== VERSION)
    throw new RpcError('decode', `version ${first >> 1} of the encoding of big.Int is not known`)
  if (bytes.length === 1) return 0n
  const digits = new Uint8Array(2 * (bytes.length - 1))
  for (let i = 0; i < digits.length; i += 2) {
    const byte = bytes[1 + i / 2] as number
    digits[i] = HEX.charCodeAt(byte >> 4)
    digits[i + 1] = HEX.charCodeAt(byte & 0xf)
  }
  const magnitude = BigInt(`0x${readUtf8(digits, 0, digits.length)}`)
  return (first & 1) === 1 ? -magnitude : magnitude
}
