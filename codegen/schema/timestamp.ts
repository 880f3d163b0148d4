import { type TSchemaOptions, type TUnsafe, Type } from 'typebox'
import { tagged } from './tag.js'

/** A moment to the nanosecond and the zone it was written in. */
export interface ExactTimestamp {
  /** Whole seconds since 1970-01-01T00:00:00Z; negative before. */
  seconds: number
  /** Nanoseconds after `seconds`: 0 to 999,999,999. */
  nanos: number
  /** The zone, in seconds east of UTC. */
  offset: number
}

/** A moment as a `Date`, which keeps milliseconds and no zone; `exact: true` keeps all that Go's `time.Time` sends. */
export function timestamp(options: TSchemaOptions & { readonly exact: true }): TUnsafe<ExactTimestamp>
export function timestamp(options?: TSchemaOptions & { readonly exact?: false }): TUnsafe<Date>
export function timestamp(
  options: TSchemaOptions & { readonly exact?: boolean } = {},
): TUnsafe<ExactTimestamp> | TUnsafe<Date> {
  const { exact = false, ...others } = options
  const schema = { type: 'Date', ...tagged({ kind: 'timestamp', exact }, others) }
  return exact ? Type.Unsafe<ExactTimestamp>(schema) : Type.Unsafe<Date>(schema)
}
