import { defaultLimits, type Message } from '@rpcgen/runtime'
import { ByteReader, ByteWriter } from '../../../runtime/bytes.js'
import { Body } from '../../../runtime/codec/thrift/body.js'
import { compact } from '../../../runtime/codec/thrift/compact/index.js'
import type { Contender } from './contender.js'

/** Generated code on the Thrift codec. */
export function thriftBytes(message: Message<unknown>): Pick<Contender, 'encode' | 'decode'> {
  const reader = new ByteReader()
  const writer = new ByteWriter()
  const body = new Body({ reader, writer, limits: defaultLimits, extensions: 'auto' }, compact)
  return {
    encode(value) {
      body.write(writer.length, { message, wrapper: undefined }, value)
      return writer.take()
    },
    decode(bytes) {
      reader.append(bytes)
      const value = body.read(message, reader.position, undefined, 'value')
      reader.position = reader.end
      return value
    },
  }
}
