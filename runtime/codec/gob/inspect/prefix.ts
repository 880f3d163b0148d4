import type { ByteReader } from '../../../bytes.js'
import { RpcError } from '../../../error.js'

/** The length in front of a message. */
export interface Prefix {
  /** May be inexact past 2^53, which is over any limit all the same. */
  readonly length: number
  /** How many bytes it takes itself. */
  readonly width: number
}

/** The length that the reader stands before; undefined while not all of it has arrived. Throws `protocol`. */
export function readPrefix({ buffer, position, end }: ByteReader): Prefix | undefined {
  const first = buffer[position]
  if (first === undefined || position >= end) return undefined
  if (first < 128) return { length: first, width: 1 }
  const width = 257 - first
  if (width > 9) throw new RpcError('protocol', 'gob: encoded unsigned integer out of range')
  if (position + width > end) return undefined
  let length = 0
  for (let i = 1; i < width; i++) length = length * 256 + (buffer[position + i] ?? 0)
  return { length, width }
}
