import { type TSchemaOptions, type TUnsafe, Type } from 'typebox'
import { tagged } from './tag.js'

/** A Go string that need not be UTF-8, as its bytes. */
export function rawString(options?: TSchemaOptions): TUnsafe<Uint8Array> {
  return Type.Unsafe<Uint8Array>({ type: 'Uint8Array', ...tagged({ kind: 'rawString' }, options) })
}
