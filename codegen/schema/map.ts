import { type Static, type TSchema, type TSchemaOptions, type TUnsafe, Type } from 'typebox'
import { tagged } from './tag.js'

/**
 * A `Map`. Keys are booleans, numbers, bigints, strings or an enum; for string
 * keys and a plain object there is `Type.Record(Type.String(), V)`. Complex
 * numbers and raw strings can be keys too. They are objects, so a `Map` finds
 * only the very one that it holds.
 */
export function map<K extends TSchema, V extends TSchema>(
  key: K,
  value: V,
  options?: TSchemaOptions,
): TUnsafe<Map<Static<K>, Static<V>>> {
  return Type.Unsafe<Map<Static<K>, Static<V>>>({ type: 'Map', key, value, ...tagged({ kind: 'map' }, options) })
}
