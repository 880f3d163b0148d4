import { defaultLimits, type Message } from '@rpcgen/runtime'
import { ByteReader, ByteWriter } from '../../../runtime/bytes.js'
import { Body } from '../../../runtime/codec/msgpack/body.js'
import { rpcDialect } from '../../../runtime/codec/msgpack/dialect.js'
import type { Contender } from './contender.js'

/** Generated code on the MessagePack codec. */
export function msgpackBytes(message: Message<unknown>): Pick<Contender, 'encode' | 'decode'> {
  const reader = new ByteReader()
  const writer = new ByteWriter()
  const body = new Body({ reader, writer, limits: defaultLimits, extensions: 'auto' }, rpcDialect)
  return {
    encode(value) {
      body.write(writer.length, message, value)
      return writer.take()
    },
    decode(bytes) {
      reader.append(bytes)
      const value = body.read(message, reader.position, 'value')
      reader.position = reader.end
      return value
    },
  }
}
