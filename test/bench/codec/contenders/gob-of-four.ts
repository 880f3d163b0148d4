import { isDeepStrictEqual } from 'node:util'
import type { Contender } from '../contender.js'
import { gobStream } from '../gob-stream.js'
import { jsonText } from '../json-text.js'
import { msgpackBytes } from '../msgpack-bytes.js'
import type { Shape } from '../shapes.js'
import { thriftBytes } from '../thrift-bytes.js'

/**
 * As `gobOfTwo`, with three others: the engine still knows each function that is
 * called, by where it looks. It gives that up at the fifth.
 */
export function gobOfFour({ message, values }: Shape): Contender {
  const others = [jsonText(message), msgpackBytes(message), thriftBytes(message)]
  return {
    ...gobStream(message, values()[0]),
    beside(value) {
      for (const other of others) {
        if (!isDeepStrictEqual(other.decode(Buffer.from(other.encode(value))), value))
          throw new Error('another codec has another value')
      }
    },
  }
}
