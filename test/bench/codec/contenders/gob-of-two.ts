import { isDeepStrictEqual } from 'node:util'
import type { Contender } from '../contender.js'
import { gobStream } from '../gob-stream.js'
import { jsonText } from '../json-text.js'
import type { Shape } from '../shapes.js'

/**
 * As `gob`, in a process whose generated code has met the JSON codec too: what
 * it calls is then no longer one function that the engine can take for granted.
 */
export function gobOfTwo({ message, values }: Shape): Contender {
  const other = jsonText(message)
  return {
    ...gobStream(message, values()[0]),
    beside(value) {
      if (!isDeepStrictEqual(other.decode(Buffer.from(other.encode(value))), value))
        throw new Error('the JSON codec has another value')
    },
  }
}
