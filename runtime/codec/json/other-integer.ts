/*
 * Integers that do not stand as plain numbers of at most 53 bits: the keys of a
 * map, which are quoted, those of 64 bits, and the nulls that stand for 0.
 */
import { readUtf8 } from '../../utf8.js'
import { skipScalar } from './cursor.js'
import type { JsonDecoder } from './decoder.js'
import { readString } from './text.js'

/** What Go takes for an integer of 64 bits or less; only a map's key may begin with a plus. */
const INTEGER = /^[-+]?\d{1,20}$/

/** An integer from `least` to `most`, both of 53 bits, of which the caller knows that it is no plain number; `type` is Go's. */
export function readOtherInteger(decoder: JsonDecoder, type: string, least: number, most: number): number {
  if (!decoder.atKey) return decoder.zero(type)
  const text = readString(decoder)
  const value = INTEGER.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw decoder.mismatch(type, `number ${text}`)
}

/** As {@link readOtherInteger}, for one of 64 bits; `wrap` tells whether it is signed. */
export function readOtherBigint(
  decoder: JsonDecoder,
  type: string,
  wrap: (bits: number, value: bigint) => bigint,
): bigint {
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
