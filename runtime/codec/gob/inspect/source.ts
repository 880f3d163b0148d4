import { Input } from '../input.js'

/** The message that is being read, and where in the stream it lies. */
export class Source {
  readonly input: Input = new Input()
  /** What reading has cost so far. */
  steps = 0
  /** What the input's positions lack to be those of the stream. */
  #shift = 0

  /** Opens `buffer[start]` up to `buffer[end]`, which begins at byte `at` of the stream. */
  open(buffer: Uint8Array, start: number, end: number, at: number): void {
    this.input.open(buffer, start, end)
    this.#shift = at - start
  }

  get at(): number {
    return this.#shift + Math.min(this.input.position, this.input.end)
  }

  get end(): number {
    return this.#shift + this.input.end
  }
}
