import { RpcError } from '../../error.js'
import { tooLong } from '../../too-long.js'
import { BOOL, LIST, MAP, SET, STOP, STRUCT, type WireType } from './format.js'
import { Part, type Protocol } from './protocol.js'

/** Deeper values end the connection. What may be read of them is limited further. */
const DEEPEST = 10_000

/** In the place of a type: no value has begun. */
const NOTHING = 0

/** In the place of the type of keys: the container is a struct. Keys themselves may be structs. */
const FIELDS = -1

/**
 * Finds where a value ends. It goes on where it stopped for want of bytes, so
 * each part is visited once; what it has passed is valid Thrift, so nobody needs
 * to check that again.
 */
export class Scanner {
  /** How many bytes belong to the value, once it is whole; until then, to what was visited. */
  length = 0
  /** Heads and values visited so far. */
  steps = 0
  readonly #protocol: Protocol
  readonly #limit: number
  readonly #part = new Part()
  /** The type of the value that comes next, once its head is passed. */
  #type: number = NOTHING
  /** Of each container that is open: the types of its keys and values, and how many values are still to come; of a struct, its last field. */
  readonly #keys: number[] = []
  readonly #values: number[] = []
  readonly #left: number[] = []
  #depth = 0

  /** `limit` is the most bytes that a value may have. */
  constructor(protocol: Protocol, limit: number) {
    this.#protocol = protocol
    this.#limit = limit
  }

  /** Begins with a value of this type. */
  begin(type: WireType): void {
    this.length = 0
    this.#type = type
    this.#depth = 0
  }

  /**
   * Whether the value that begins at `start` is whole at `end`. Throws `protocol`
   * for what is no Thrift, and `limit` for what is too long, as soon as it says
   * so, or too deep.
   */
  isWhole(buffer: Uint8Array, start: number, end: number): boolean {
    let p = start + this.length
    while (this.#type !== NOTHING || this.#depth > 0) {
      const next = this.#type === NOTHING ? this.#next(buffer, p, end) : this.#value(buffer, p, end)
      if (next < 0) break
      p = next
      if (p - start > this.#limit) throw tooLong(this.#limit)
      if (p > end) break
    }
    this.length = p - start
    return this.#type === NOTHING && this.#depth === 0 && p <= end
  }

  /** Finds the type of what comes next in the innermost container, or leaves that. */
  #next(buffer: Uint8Array, at: number, end: number): number {
    const depth = this.#depth
    const key = this.#keys[depth] as number
    if (key === FIELDS) return this.#field(buffer, at, end)
    const left = this.#left[depth] as number
    if (left === 0) this.#depth--
    else {
      this.#left[depth] = left - 1
      this.#type = key !== NOTHING && left % 2 === 0 ? key : (this.#values[depth] as number)
    }
    return at
  }

  #field(buffer: Uint8Array, at: number, end: number): number {
    const part = this.#part
    part.id = this.#left[this.#depth] as number
    const next = this.#protocol.heads.field(part, buffer, at, end)
    if (next < 0) return next
    this.steps++
    this.#left[this.#depth] = part.id
    if (part.type === STOP) this.#depth--
    // A bool whose value is in the head has nothing behind it.
    else if (part.type !== BOOL || part.bool === undefined) this.#type = part.type
    return next
  }

  /** Passes over a value, or into it. */
  #value(buffer: Uint8Array, at: number, end: number): number {
    const type = this.#type as WireType
    const { heads } = this.#protocol
    const part = this.#part
    let next: number
    if (type === STRUCT) {
      next = at
      this.#enter(FIELDS, NOTHING, 0)
    } else if (type === LIST || type === SET) {
      next = heads.list(part, buffer, at, end)
      if (next < 0) return next
      next = this.#items(NOTHING, part.count, next)
    } else if (type === MAP) {
      next = heads.map(part, buffer, at, end)
      if (next < 0) return next
      next = this.#items(part.keyType, part.count * 2, next)
    } else {
      next = heads.endOf(type, buffer, at, end)
      if (next < 0) return next
      this.#type = NOTHING
    }
    this.steps++
    return next
  }

  /** Goes into a collection of so many values, or over it where their size is known. */
  #items(key: number, count: number, at: number): number {
    // Every value takes a byte at least.
    if (count > this.#limit) throw tooLong(this.#limit)
    const type = this.#part.type as WireType
    const size = key === NOTHING && count > 0 ? this.#protocol.heads.fixedSize(type) : 0
    if (size === 0) {
      this.#enter(key, type, count)
      return at
    }
    this.#type = NOTHING
    return at + size * count
  }

  #enter(key: number, value: number, left: number): void {
    if (this.#depth === DEEPEST) throw new RpcError('limit', `more than ${DEEPEST} values inside each other`)
    const depth = ++this.#depth
    this.#keys[depth] = key
    this.#values[depth] = value
    this.#left[depth] = left
    this.#type = NOTHING
  }
}
