import { RpcError } from '../error.js'
import { expected } from '../expected.js'
import type { Hook } from '../hook.js'
import { readUtf8 } from '../utf8.js'

const encoder = new TextEncoder()

/** A Go string that need not be UTF-8, as its bytes. JSON has its text, where bytes that are no UTF-8 are U+FFFD. */
export const rawStringHook: Hook<Uint8Array> = {
  name: 'string',
  form: 'string',
  encode: checked,
  decode: (bytes) => bytes,
  zero: () => new Uint8Array(0),
  toJson: (value) => readUtf8(checked(value), 0, value.length),
  fromJson(value) {
    if (typeof value !== 'string') throw new RpcError('decode', 'a raw string is a string in JSON')
    return encoder.encode(value)
  },
}

function checked(value: Uint8Array): Uint8Array {
  if (!(value instanceof Uint8Array)) throw expected('a Uint8Array', value)
  return value
}
