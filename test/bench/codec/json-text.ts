import { defaultLimits, type Message } from '@rpcgen/runtime'
import { ByteWriter } from '../../../runtime/bytes.js'
import { JsonDecoder } from '../../../runtime/codec/json/decoder.js'
import { goDialect } from '../../../runtime/codec/json/dialect.js'
import { JsonEncoder } from '../../../runtime/codec/json/encoder.js'
import { shapes } from '../../../runtime/codec/json/go/shapes.js'
import { Room } from '../../../runtime/codec/json/room.js'
import { VALUE } from '../../../runtime/encoder.js'
import type { Contender } from './contender.js'

const SPACE = 0x20

/** Generated code on the JSON codec. */
export function jsonText(message: Message<unknown>): Pick<Contender, 'encode' | 'decode'> {
  const writer = new ByteWriter()
  const room = new Room(writer, defaultLimits.message)
  const encoder = new JsonEncoder(writer, room, defaultLimits.nesting, shapes)
  const decoder = new JsonDecoder(defaultLimits, goDialect, shapes)
  return {
    encode(value) {
      room.open()
      encoder.open(SPACE)
      message.write(encoder, VALUE, value)
      return writer.take()
    },
    decode(bytes) {
      decoder.open(bytes, 0)
      return message.read(decoder)
    },
  }
}
