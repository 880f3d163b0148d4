import { defaultLimits, type Message } from '@rpcgen/runtime'
import { defaultGobLimits } from '../../../runtime/codec/gob/limits.js'
import { registryOf } from '../../../runtime/codec/gob/registry.js'
import { StreamWriter } from '../../../runtime/codec/gob/stream-writer.js'
import { ValueStream } from '../../../runtime/codec/gob/value-stream.js'
import type { Contender } from './contender.js'

/**
 * Both ends of a gob stream of one type, behind its first value: the definitions
 * went with that one, so what is encoded from here on is values alone, as in a
 * connection.
 */
export function gobStream(message: Message<unknown>, first: unknown): Contender {
  const registry = registryOf([])
  const writer = new StreamWriter(registry, defaultLimits)
  // Both ends have the same types, so that nothing is to be told of them.
  const reader = new ValueStream({ registry, limits: defaultLimits, gobLimits: defaultGobLimits, onMismatch() {} })
  const stream: Contender = {
    encode: (value) => writer.write(message, value, 'value'),
    decode(bytes) {
      reader.push(bytes)
      if (!reader.next()) throw new Error('the message is not whole')
      return reader.read(message, 'value')
    },
  }
  stream.decode(Buffer.from(stream.encode(first)))
  return stream
}
