/**
 * Any stream of gob as what it says of itself, with no schema: the types that it
 * defines, and its values as trees with the names of types and fields.
 *
 * ```ts
 * const inspector = new GobInspector()
 * for await (const chunk of chunks) for (const item of inspector.push(chunk)) show(item)
 * for (const item of inspector.end()) show(item)
 * ```
 *
 * Where Go reads on or gives up, so does this (encoding/gob/decoder.go, decode.go),
 * save where Go's own way of passing over values loses its place.
 */
import { GobInspector } from './inspector.js'
import type { GobItem } from './item.js'
import type { InspectLimits } from './limits.js'

export { basicNames } from '../wire-type.js'
export { GobInspector } from './inspector.js'
export type { GobItem } from './item.js'
export { defaultInspectLimits, type InspectLimits } from './limits.js'
export type { GobType, GobTypeField, Mechanism } from './type.js'
export type { ByteRange, GobEntry, GobField, GobValue } from './value.js'

/** Everything in the bytes of one whole stream. Never throws for what they are: a fault is an item. */
export function inspectGob(bytes: Uint8Array, limits: Partial<InspectLimits> = {}): readonly GobItem[] {
  const inspector = new GobInspector(limits)
  return [...inspector.push(bytes), ...inspector.end()]
}
