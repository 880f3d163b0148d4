import type { TagKind } from '../schema/tag.js'
import { isSchema, type Schema, tagOf } from './schema.js'

/** The kinds of schema that are read, each by a reader of its own. */
export type SchemaKind =
  | Exclude<TagKind, 'message'>
  | 'boolean'
  | 'integer'
  | 'number'
  | 'bigint'
  | 'string'
  | 'unknown'
  | 'list'
  | 'tuple'
  | 'record'
  | 'object'
  | 'enum'
  | 'literal'
  | 'union'
  | 'cyclic'
  | 'ref'
  | 'unsupported'

const tagKinds: Readonly<Record<Exclude<TagKind, 'message'>, true>> = {
  int8: true,
  int16: true,
  int32: true,
  int64: true,
  uint8: true,
  uint16: true,
  uint32: true,
  uint64: true,
  float32: true,
  complex64: true,
  complex128: true,
  bigInt: true,
  bytes: true,
  duration: true,
  ip: true,
  rawString: true,
  uuid: true,
  marshaled: true,
  timestamp: true,
  array: true,
  map: true,
  set: true,
}

function isTagKind(kind: unknown): kind is Exclude<TagKind, 'message'> {
  return typeof kind === 'string' && Object.hasOwn(tagKinds, kind)
}

/** By the keyword that decides, the first that a schema has. */
const keywords: readonly (readonly [string, SchemaKind])[] = [
  ['$defs', 'cyclic'],
  ['$ref', 'ref'],
  ['enum', 'enum'],
  ['const', 'literal'],
  ['anyOf', 'union'],
  ['allOf', 'unsupported'],
  ['oneOf', 'unsupported'],
  ['not', 'unsupported'],
  ['if', 'unsupported'],
]

/** By `type`, where that alone decides. */
const types: ReadonlyMap<unknown, SchemaKind> = new Map([
  ['boolean', 'boolean'],
  ['integer', 'integer'],
  ['number', 'number'],
  ['bigint', 'bigint'],
  ['string', 'string'],
])

/** The kind of a schema by its keywords, so that it does not matter which typebox made it. */
export function classify(schema: Schema): SchemaKind {
  const { kind } = tagOf(schema)
  if (isTagKind(kind)) return kind
  for (const [keyword, found] of keywords) if (Object.hasOwn(schema, keyword)) return found
  const { type, items, properties, patternProperties } = schema
  if (type === 'array') return Array.isArray(items) ? 'tuple' : isSchema(items) ? 'list' : 'unsupported'
  if (type === 'object') return isSchema(properties) ? 'object' : isSchema(patternProperties) ? 'record' : 'unsupported'
  if (type === undefined) return isAny(schema) ? 'unknown' : 'unsupported'
  return types.get(type) ?? 'unsupported'
}

/** No keyword says it: `{}` is any value, unless typebox marked it as something that JSON Schema has no word for. */
function isAny(schema: Schema): boolean {
  const kind = schema['~kind']
  return kind === undefined || kind === 'Any' || kind === 'Unknown'
}
