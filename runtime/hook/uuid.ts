import { RpcError } from '../error.js'
import { expected } from '../expected.js'
import type { Hook } from '../hook.js'

const SIZE = 16
const PATTERN = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/**
 * A UUID as text, `00112233-4455-6677-8899-aabbccddeeff`, read in lower case. Its
 * bytes are the sixteen of RFC 9562, on gob as `encoding.BinaryMarshaler` of
 * `github.com/google/uuid` has them.
 */
export const uuidHook: Hook<string> = {
  name: 'UUID',
  form: 'binary',
  encode: written,
  decode: read,
  zero: () => read(new Uint8Array(SIZE)),
  toJson: (value) => read(written(value)),
  fromJson(value) {
    if (!isUuid(value)) throw new RpcError('decode', 'invalid UUID')
    return value.toLowerCase()
  },
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && PATTERN.test(value)
}

function written(value: string): Uint8Array {
  if (!isUuid(value)) throw expected('a UUID', value)
  const digits = value.replaceAll('-', '')
  return Uint8Array.from({ length: SIZE }, (_, i) => Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16))
}

function read(bytes: Uint8Array): string {
  if (bytes.length !== SIZE) throw new RpcError('decode', `a UUID has ${SIZE} bytes, not ${bytes.length}`)
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
