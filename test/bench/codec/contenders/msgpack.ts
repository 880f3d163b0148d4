import { Decoder, Encoder } from '@msgpack/msgpack'
import type { Contender } from '../contender.js'

/** One encoder and one decoder for all messages, which its documentation calls the fast way. */
export function msgpack(): Contender {
  const encoder = new Encoder()
  const decoder = new Decoder()
  return {
    encode: (value) => encoder.encode(value),
    decode: (bytes) => decoder.decode(bytes),
  }
}
