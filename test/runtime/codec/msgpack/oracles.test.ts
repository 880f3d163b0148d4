import { isDeepStrictEqual } from 'node:util'
import { decode as home, encode as homeEncode } from '@msgpack/msgpack'
import { Packr } from 'msgpackr'
import { expect, test } from 'vitest'
import { rpcDialect } from '../../../../runtime/codec/msgpack/dialect.js'
import { anything, decode, encode, hex } from './harness.js'

const ROUNDS = 20_000

/** A generator of 32-bit numbers that always gives the same ones (mulberry32). */
function randomly(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
}

function make(next: () => number, depth: number): unknown {
  const below = (count: number): number => next() % count
  switch (below(depth > 4 ? 8 : 10)) {
    case 0:
      return null
    case 1:
      return below(2) === 0
    case 2:
      return below(2 ** (below(31) + 1))
    case 3:
      return -below(2 ** (below(31) + 1)) - 1
    case 4:
      return Math.trunc((below(2 ** 21) - 2 ** 20) * 2 ** 32) + below(2 ** 30)
    case 5:
      return (next() - 2 ** 31) / 3
    case 6:
      return 'aé漢😀'.repeat(below(30) === 0 ? below(20_000) : below(8))
    case 7:
      return Uint8Array.from({ length: below(40) === 0 ? below(70_000) : below(20) }, () => below(256))
    case 8:
      return Array.from({ length: below(20) === 0 ? 17 : below(5) }, () => make(next, depth + 1))
    default:
      return Object.fromEntries(
        Array.from({ length: below(20) === 0 ? 20 : below(5) }, (_, i) => [`k${i}_${below(9)}`, make(next, depth + 1)]),
      )
  }
}

test(`${ROUNDS} random values are the same to @msgpack/msgpack and to msgpackr, both ways`, () => {
  const packr = new Packr({ useRecords: false, variableMapSize: true, int64AsType: 'number', copyBuffers: true })
  const next = randomly(20_250_801)
  for (let round = 0; round < ROUNDS; round++) {
    const value = make(next, 0)
    const ours = encode(rpcDialect, anything, value)
    const theirs = homeEncode(value)
    const wanted = hex(theirs)
    // Both write the fewest bytes, so they write the same.
    if (hex(ours) !== wanted) expect(hex(ours)).toBe(wanted)
    if (!isDeepStrictEqual(plain(home(ours)), value)) throw new Error(`round ${round}`)
    if (!isDeepStrictEqual(decode(rpcDialect, anything, theirs), value)) throw new Error(`round ${round}`)
    if (!isDeepStrictEqual(decode(rpcDialect, anything, new Uint8Array(packr.pack(value))), value))
      throw new Error(`round ${round}`)
    if (!isDeepStrictEqual(plain(packr.unpack(ours)), value)) throw new Error(`round ${round}`)
  }
})

/** Bytes as they are, whatever kind of object holds them. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
}
