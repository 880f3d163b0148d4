import type { StructType } from '../../type.js'

/** A struct that is being written. It is kept for the next one at its depth. */
export class Frame {
  /** Undefined outside all structs. */
  type: StructType | undefined
  /** The field written last: fields are numbered by their distance. */
  last = -1
  /** The struct around this one. */
  readonly outer: Frame
  #inner: Frame | undefined

  constructor(outer: Frame | undefined) {
    this.outer = outer ?? this
  }

  /** The frame of a struct inside this one. */
  enter(type: StructType): Frame {
    this.#inner ??= new Frame(this)
    const frame = this.#inner
    frame.type = type
    frame.last = -1
    return frame
  }
}
