import { type TSchemaOptions, type TUnsafe, Type } from 'typebox'
import { tagged } from './tag.js'

/** Raw bytes, a `Uint8Array`. */
export function bytes(options?: TSchemaOptions): TUnsafe<Uint8Array> {
  return Type.Unsafe<Uint8Array>({ type: 'Uint8Array', ...tagged({ kind: 'bytes' }, options) })
}
