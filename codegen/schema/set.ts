import { type Static, type TSchema, type TSchemaOptions, type TUnsafe, Type } from 'typebox'
import { tagged } from './tag.js'

/**
 * A `Set`: a set on Thrift, which has such a type, and a list on every other
 * wire. Items are of any type that a list can have. Those that are objects, from
 * bytes to messages, are told apart by identity, as `Set` does: two that are
 * equal are sent as two.
 */
export function set<T extends TSchema>(items: T, options?: TSchemaOptions): TUnsafe<Set<Static<T>>> {
  return Type.Unsafe<Set<Static<T>>>({ type: 'Set', items, ...tagged({ kind: 'set' }, options) })
}
