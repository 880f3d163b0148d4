import { RpcError } from '../error.js'
import { expected } from '../expected.js'
import type { Hook } from '../hook.js'
import { parseIp, printIp } from './ip-text.js'

/** Go's `net.IP`, as text such as `1.2.3.4` or `2001:db8::1`; a nil one is ''. On gob it is the bytes of the address. */
export const ipHook: Hook<string> = {
  name: 'IP',
  form: 'bytes',
  encode: written,
  decode: read,
  zero: () => '',
  toJson: (value) => read(written(value)),
  fromJson(value) {
    const bytes = parsed(value)
    if (bytes === undefined) throw new RpcError('decode', 'invalid IP address')
    return read(bytes)
  },
}

function parsed(value: unknown): Uint8Array | undefined {
  if (value === '') return new Uint8Array(0)
  return typeof value === 'string' ? parseIp(value) : undefined
}

function written(value: string): Uint8Array {
  const bytes = parsed(value)
  if (bytes === undefined) throw expected('an IP address', value)
  return bytes
}

function read(bytes: Uint8Array): string {
  if (bytes.length === 0) return ''
  if (bytes.length === 4 || bytes.length === 16) return printIp(bytes)
  throw new RpcError('decode', `an IP address has 4 bytes or 16, not ${bytes.length}`)
}
