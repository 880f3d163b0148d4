import { RpcError } from '../../error.js'
import type { Limits } from '../../limits.js'
import {
  AFTER,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  END_KEY,
  END_NULL,
  ERROR,
  FIRST_ITEM,
  FIRST_KEY,
  KEY,
  MESSAGE,
  NEXT,
  OPEN_ARRAY,
  OPEN_KEY,
  OPEN_OBJECT,
  OUTER_FIRST_KEY,
  OUTER_KEY,
  OUTER_KEY_STRING,
  TABLE,
  VALUE,
} from './grammar.js'
import type { Keys } from './shape.js'
import type { Source } from './source.js'
import { readString } from './text.js'

/** Deeper values end the connection, as with encoding/json (scanner.go, `maxNestingDepth`). What may be read is limited further. */
const DEEPEST = 10_000

/**
 * Finds where the next JSON value of a stream ends, and on the way where the
 * members of an object begin and end that have one of the given keys. It goes on
 * where it stopped for want of bytes, so each byte is visited once; what it has
 * passed is valid JSON, so nobody needs to check that again.
 */
export class Scanner {
  /** The bytes of the value, once it is whole; those that could begin one, when it turns out to be no JSON. */
  length = 0
  /** Whether one of the members stands there twice, or more often; the last of them is the one that counts. */
  repeated = false
  /** Bytes visited so far, of all values. */
  steps = 0
  readonly #keys: Keys
  readonly #limit: number
  readonly #starts: number[]
  readonly #ends: number[]
  /** How many bytes were visited. This and every offset counts from where the value begins. */
  #visited = 0
  #state = MESSAGE
  #depth = 0
  /** What closes each level that is open, from 1. */
  readonly #closing: number[] = [ERROR]
  /** Where the key at hand of the outermost object begins. */
  #keyStart = 0
  /** The index of that key among the given ones, or -1. */
  #member = -1

  constructor(keys: Keys, limits: Limits) {
    this.#keys = keys
    this.#limit = limits.message
    this.#starts = keys.names.map(() => -1)
    this.#ends = keys.names.map(() => -1)
  }

  /**
   * Whether a whole value has arrived; it then begins at the reader's position.
   * Throws `protocol` for what is neither an object nor an array nor null, and
   * `limit` for what is too long or too deep.
   */
  isWhole(reader: Source): boolean {
    if (this.#visited === 0) passSpace(reader)
    const { buffer, position: base } = reader
    const stop = Math.min(reader.end, base + this.#limit)
    const table = TABLE
    const closing = this.#closing
    let p = base + this.#visited
    let state = this.#state
    let depth = this.#depth
    while (p < stop) {
      const next = table[(state << 8) | (buffer[p] as number)] as number
      if (next > END_NULL) {
        state = next
        // Most bytes of a string or a number leave the state as it is.
        do p++
        while (p < stop && table[(next << 8) | (buffer[p] as number)] === next)
        continue
      }
      switch (next) {
        case NEXT:
          if (depth > 1) state = closing[depth] === CLOSE_OBJECT ? KEY : VALUE
          else {
            this.#endMember(p - base)
            state = closing[depth] === CLOSE_OBJECT ? OUTER_KEY : VALUE
          }
          break
        case OPEN_OBJECT:
        case OPEN_ARRAY:
          if (depth === DEEPEST) throw new RpcError('limit', `more than ${DEEPEST} values inside each other`)
          closing[++depth] = next === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY
          state = next === OPEN_ARRAY ? FIRST_ITEM : depth === 1 ? OUTER_FIRST_KEY : FIRST_KEY
          break
        case OPEN_KEY:
          this.#keyStart = p - base
          state = OUTER_KEY_STRING
          break
        case END_KEY:
          this.#beginMember(buffer, base, p)
          state = VALUE
          break
        case CLOSE_OBJECT:
        case CLOSE_ARRAY:
          if (next !== closing[depth]) throw this.#noJson(p - base)
          depth--
          if (depth === 0) {
            this.#endMember(p - base)
            return this.#found(p + 1 - base)
          }
          state = AFTER
          break
        case END_NULL:
          return this.#found(p + 1 - base)
        default:
          throw this.#noJson(p - base)
      }
      p++
    }
    this.steps += p - base - this.#visited
    this.#visited = p - base
    this.#state = state
    this.#depth = depth
    if (this.#visited >= this.#limit) throw new RpcError('limit', `a message is over the limit of ${this.#limit} bytes`)
    return false
  }

  /** Takes the value from the reader, and begins anew. */
  take(reader: Source): void {
    reader.position += this.length
    this.#visited = 0
    this.#state = MESSAGE
    this.#depth = 0
    this.#member = -1
    this.repeated = false
    this.#starts.fill(-1)
  }

  has(member: number): boolean {
    return (this.#starts[member] as number) >= 0
  }

  /** Where a member's value begins, counted from the value's beginning; white space may come first. */
  startOf(member: number): number {
    return this.#starts[member] as number
  }

  /** Where a member's value ends, and white space behind it. */
  endOf(member: number): number {
    return this.#ends[member] as number
  }

  #beginMember(buffer: Uint8Array, base: number, colon: number): void {
    this.#member = this.#find(buffer, base + this.#keyStart)
    if (this.#member < 0) return
    this.repeated ||= this.has(this.#member)
    this.#starts[this.#member] = colon + 1 - base
  }

  /** The keys are few and begin differently, so comparing is quicker than making a text of what stands here. */
  #find(buffer: Uint8Array, start: number): number {
    const { bytes } = this.#keys
    for (let member = 0; member < bytes.length; member++) {
      const key = bytes[member] as Uint8Array
      const colon = key.length - 1
      let i = 0
      while (i < colon && buffer[start + i] === key[i]) i++
      if (i === colon) return member
    }
    return this.#keys.find(readString({ buffer, position: start }))
  }

  #found(length: number): true {
    this.steps += length - this.#visited
    this.length = length
    return true
  }

  #noJson(at: number): RpcError {
    this.steps += at - this.#visited
    this.length = at
    return new RpcError('protocol', `byte ${at} of a message makes it no JSON`)
  }

  #endMember(end: number): void {
    if (this.#member >= 0) this.#ends[this.#member] = end
  }
}

/** Passes over the white space between values, which nobody has to keep. */
function passSpace(reader: Source): void {
  const { buffer, end } = reader
  while (reader.position < end && isSpace(buffer[reader.position] as number)) reader.position++
}

function isSpace(c: number): boolean {
  return TABLE[(MESSAGE << 8) | c] === MESSAGE
}
