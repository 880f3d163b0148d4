import { intName } from '../../go-type.js'
import { readUtf8 } from '../../utf8.js'
import { MINUS } from './ascii.js'
import { skipScalar } from './cursor.js'
import { readInteger } from './number.js'
import type { ScalarReader } from './scalar-reader.js'
import { readString } from './text.js'

/*
 * Integers. Those that do not stand as plain numbers of at most 53 bits are read
 * the slow way: the keys of a map, which are quoted, those of 64 bits, and the
 * nulls that stand for 0.
 */

/** What Go takes for an integer of 64 bits or less; only a map's key may begin with a plus. */
const INTEGER = /^[-+]?\d{1,20}$/

export function readInt(decoder: ScalarReader, bits: 8 | 16 | 32 | 53): number {
  const start = decoder.position
  const value = readInteger(decoder)
  if (bits === 53 ? !Number.isNaN(value) : (value << (32 - bits)) >> (32 - bits) === value) return value
  const least = bits === 53 ? Number.MIN_SAFE_INTEGER : -(2 ** (bits - 1))
  decoder.position = start
  return readOtherInteger(decoder, intName(bits), least, bits === 53 ? -least : -least - 1)
}

export function readUint(decoder: ScalarReader, bits: 8 | 16 | 32): number {
  const start = decoder.position
  const value = readInteger(decoder)
  if ((value << (32 - bits)) >>> (32 - bits) === value) return value
  decoder.position = start
  return readOtherInteger(decoder, `uint${bits}`, 0, 2 ** bits - 1)
}

/** One of 64 bits; `wrap` tells whether it is signed. */
export function readBigint(
  decoder: ScalarReader,
  type: 'int64' | 'uint64',
  wrap: (bits: number, value: bigint) => bigint,
): bigint {
  const value = type === 'uint64' && decoder.peek() === MINUS ? Number.NaN : readInteger(decoder)
  return Number.isNaN(value) ? readOtherBigint(decoder, type, wrap) : BigInt(value)
}

/** An integer from `least` to `most`, both of 53 bits, of which the caller knows that it is no plain number; `type` is Go's. */
function readOtherInteger(decoder: ScalarReader, type: string, least: number, most: number): number {
  if (!decoder.atKey) return decoder.zero(type)
  const text = readString(decoder)
  const value = INTEGER.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw decoder.mismatch(type, `number ${text}`)
}

/** As {@link readOtherInteger}, for one of 64 bits. */
function readOtherBigint(decoder: ScalarReader, type: string, wrap: (bits: number, value: bigint) => bigint): bigint {
  const { buffer, position } = decoder
  const end = skipScalar(buffer, position)
  const text = decoder.atKey ? readString(decoder) : readUtf8(buffer, position, end)
  const value = INTEGER.test(text) ? BigInt(text) : undefined
  if (value !== undefined && wrap(64, value) === value) {
    if (!decoder.atKey) decoder.position = end
    return value
  }
  if (decoder.atKey) throw decoder.mismatch(type, `number ${text}`)
  return BigInt(decoder.zero(type))
}
