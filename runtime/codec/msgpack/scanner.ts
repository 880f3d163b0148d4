import type { ByteReader } from '../../bytes.js'
import { RpcError } from '../../error.js'
import type { Limits } from '../../limits.js'
import { tooLong } from '../../too-long.js'
import {
  ARRAY_KIND,
  FIXARRAY,
  FIXED_BYTES,
  FIXMAP,
  KINDS,
  LENGTH_BYTES,
  MAP_KIND,
  NEVER_USED,
  readLength,
} from './format.js'

/** Deeper values end the connection. What may be read of them is limited further. */
const DEEPEST = 10_000

/**
 * Finds where the next values of a stream end. It goes on where it stopped for
 * want of bytes, so each value is visited once; what it has passed is valid
 * MessagePack, so nobody needs to check that again.
 */
export class Scanner {
  /** How many bytes from the reader's position belong to the values, once they are whole; until then, to what was visited. */
  length = 0
  /** Values visited so far. */
  steps = 0
  readonly #limit: number
  /** Values that are still to come before all are whole, and of these the ones that each open container waits for. */
  #owed = 0
  readonly #left: number[] = [0]
  #depth = 0

  constructor(limits: Limits) {
    this.#limit = limits.message
  }

  /** Begins with so many values, which then stand one behind another. */
  begin(values: number): void {
    this.length = 0
    this.#owed = values
    this.#left[0] = values
    this.#depth = 0
  }

  /**
   * Whether the values are whole; they then begin at the reader's position.
   * Throws `protocol` for the byte that begins nothing, and `limit` for what is
   * too long, as soon as it says so, or too deep.
   */
  isWhole({ buffer, position, end }: ByteReader): boolean {
    const left = this.#left
    let p = position + this.length
    let owed = this.#owed
    let depth = this.#depth
    while (owed > 0 && p < end) {
      const first = buffer[p] as number
      const bytes = LENGTH_BYTES[first] as number
      if (p + bytes >= end) break
      if (first === NEVER_USED) throw new RpcError('protocol', 'a byte c1, which begins no value of MessagePack')
      this.steps++
      owed--
      ;(left[depth] as number)--
      const kind = KINDS[first]
      if (kind === ARRAY_KIND || kind === MAP_KIND) {
        const count = bytes === 0 ? first - (kind === MAP_KIND ? FIXMAP : FIXARRAY) : readLength(buffer, p + 1, bytes)
        const inner = kind === MAP_KIND ? count * 2 : count
        p += 1 + bytes
        if (inner > 0) {
          if (depth === DEEPEST) throw new RpcError('limit', `more than ${DEEPEST} values inside each other`)
          owed += inner
          left[++depth] = inner
        }
      } else {
        p += 1 + bytes + (FIXED_BYTES[first] as number) + readLength(buffer, p + 1, bytes)
      }
      while (depth > 0 && left[depth] === 0) depth--
      // Every value that is owed takes a byte at least.
      if (p - position + owed > this.#limit) throw tooLong(this.#limit)
    }
    this.length = p - position
    this.#owed = owed
    this.#depth = depth
    return owed === 0 && p <= end
  }
}
