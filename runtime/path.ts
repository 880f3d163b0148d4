import type { StructType } from './type.js'

interface Open {
  readonly segment: string
  /** Undefined for a list or a map. */
  readonly struct: StructType | undefined
  readonly list: boolean
  index: number
}

/** Where a walk over a value stands, from the outside in: `params.items[3].email`. */
export class Path {
  readonly #open: Open[] = []
  /** The part for the value at hand, inside what is open. */
  #here: string

  constructor(root: string) {
    this.#here = root
  }

  field(index: number): void {
    this.#here = `.${this.#open.at(-1)?.struct?.fields[index]?.name ?? index}`
  }

  /** A value that has no place of its own: the next item, when a list is innermost. */
  value(): void {
    const innermost = this.#open.at(-1)
    if (innermost?.list === true) this.#here = `[${innermost.index++}]`
  }

  /** A map's key, and then the value that goes with it. */
  key(key: unknown): void {
    this.#here = `[${typeof key === 'string' ? JSON.stringify(key) : String(key)}]`
  }

  enterStruct(struct: StructType): void {
    this.#enter(struct, false)
  }

  enterList(): void {
    this.#enter(undefined, true)
  }

  enterMap(): void {
    this.#enter(undefined, false)
  }

  /** The innermost container is done, and is itself the value at hand again. */
  leave(): void {
    this.#here = this.#open.pop()?.segment ?? ''
  }

  toString(): string {
    return this.#open.map(({ segment }) => segment).join('') + this.#here
  }

  #enter(struct: StructType | undefined, list: boolean): void {
    this.#open.push({ segment: this.#here, struct, list, index: 0 })
    this.#here = ''
  }
}
