import { type TSchemaOptions, type TUnsafe, Type } from 'typebox'
import { tagged } from './tag.js'

/** A UUID such as `00112233-4455-6677-8899-aabbccddeeff`, read in lower case: 16 bytes where a wire has no text for it. */
export function uuid(options?: TSchemaOptions): TUnsafe<string> {
  return Type.Unsafe<string>({ type: 'string', ...tagged({ kind: 'uuid' }, options) })
}
