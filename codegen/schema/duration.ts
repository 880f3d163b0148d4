import { type TSchemaOptions, type TUnsafe, Type } from 'typebox'
import { tagged } from './tag.js'

/** A length of time in nanoseconds, a bigint, as Go's `time.Duration` is. */
export function duration(options?: TSchemaOptions): TUnsafe<bigint> {
  return Type.Unsafe<bigint>({ type: 'bigint', ...tagged({ kind: 'duration' }, options) })
}
