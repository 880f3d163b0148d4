import { RpcError } from './error.js'

/**
 * What a message may make of itself: an object takes some hundred bytes of memory
 * where an empty one takes a byte on a wire, so a decoder counts those it makes.
 */
export class ObjectBudget {
  readonly #limit: number
  #left = 0

  /** `limit` is the most objects of one value. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Begins another value. */
  open(): void {
    this.#left = this.#limit
  }

  /** Called before an object is made. Throws `limit` for one too many. */
  spend(): void {
    if (--this.#left < 0) throw new RpcError('limit', `more than ${this.#limit} objects in one message`)
  }

  /** Takes one back that was not made after all. */
  regain(): void {
    this.#left++
  }
}
