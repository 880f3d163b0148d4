import { type TObject, type TObjectOptions, type TProperties, Type } from 'typebox'
import { tagged } from './tag.js'

/**
 * A `Type.Object` with a name of its own, whether it is exported or not: for
 * what stands inside other types, and for what is made from another message, as
 * in `message('Patch', Type.Partial(Person).properties)`.
 */
export function message<P extends TProperties>(name: string, properties: P, options?: TObjectOptions): TObject<P> {
  // A message is known by the identity of its properties: a copy makes it another than the one they came from.
  return Type.Object({ ...properties }, tagged({ kind: 'message', name }, options))
}
