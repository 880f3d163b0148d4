import { type TArray, type TSchema, type TSchemaOptions, Type } from 'typebox'
import { tagged } from './tag.js'

/** A list of exactly `length` items, as Go's `[3]int` is. */
export function array<T extends TSchema>(items: T, length: number, options?: TSchemaOptions): TArray<T> {
  return Type.Array(items, { ...tagged({ kind: 'array' }, options), minItems: length, maxItems: length })
}
