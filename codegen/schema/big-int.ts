import { type TSchemaOptions, type TUnsafe, Type } from 'typebox'
import { tagged } from './tag.js'

/** An integer of any size, as Go's `*big.Int` is. For 64 bits there is `int64`. */
export function bigInt(options?: TSchemaOptions): TUnsafe<bigint> {
  return Type.Unsafe<bigint>({ type: 'bigint', ...tagged({ kind: 'bigInt' }, options) })
}
