import type { Contender } from '../contender.js'
import { gobStream } from '../gob-stream.js'
import type { Shape } from '../shapes.js'

/** Generated code on the gob codec, as one of its kind in the process. */
export function gob({ message, values }: Shape): Contender {
  return gobStream(message, values()[0])
}
