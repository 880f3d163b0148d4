import type { TypeKind, TypeNode } from '../../ir/node.js'
import { below, type Context, type Reader, refuse } from '../context.js'
import { isSchema, type Schema } from '../schema.js'
import { argumentAt } from '../site.js'

/**
 * Kinds that can be keys. A `Map` finds objects by identity only, which no wire
 * carries; those that Go has as keys are here all the same, to be walked over.
 */
const keys: ReadonlySet<TypeKind> = new Set([
  'boolean',
  'int',
  'uint',
  'int64',
  'uint64',
  'float',
  'complex',
  'string',
  'duration',
])

function canBeKey(key: TypeNode, { run }: Context): boolean {
  if (key.kind === 'custom') return key.hook === 'rawString'
  return key.kind === 'ref' ? run.byId.get(key.id)?.kind === 'enum' : keys.has(key.kind)
}

export const readMap: Reader = (schema, site, context) => {
  const { key, value } = schema
  if (!isSchema(key) || !isSchema(value)) {
    return refuse(context, site, 'the keys or the values of this map have no type', 'Write map(K, V).')
  }
  const keyNode = context.read(key, argumentAt(site, 0), below(context, 'Key'))
  const valueNode = context.read(value, argumentAt(site, 1), below(context, 'Value'))
  if (!canBeKey(keyNode, context)) {
    const message = 'values of this type cannot be the keys of a map'
    return refuse(
      context,
      argumentAt(site, 0),
      message,
      'Keys are booleans, numbers, bigints, strings, an enum, complex numbers or raw strings.',
    )
  }
  return { kind: 'map', key: keyNode, value: valueNode }
}

/** What `Type.Record(Type.String(), V)` calls any key: typebox 1 and its forerunner. */
const anyKey: ReadonlySet<string> = new Set(['^.*$', '^(.*)$'])

function recordOf(patternProperties: unknown): readonly [string, Schema] | undefined {
  if (!isSchema(patternProperties)) return undefined
  const [first, ...others] = Object.entries(patternProperties)
  if (first === undefined || others.length > 0) return undefined
  const [pattern, value] = first
  return isSchema(value) ? [pattern, value] : undefined
}

export const readRecord: Reader = (schema, site, context) => {
  const record = recordOf(schema.patternProperties)
  if (record === undefined)
    return refuse(context, site, 'this record is not readable', 'Write Type.Record(Type.String(), V).')
  const [pattern, value] = record
  const node = context.read(value, argumentAt(site, 1), below(context, 'Value'))
  if (anyKey.has(pattern)) return { kind: 'record', value: node }
  return pattern.startsWith('^-?(?:0|[1-9]')
    ? refuse(context, argumentAt(site, 0), 'the keys of a record are strings', 'Write map(int32(), V), which is a Map.')
    : refuse(context, argumentAt(site, 0), 'nothing enforces a pattern of keys', 'Write Type.Record(Type.String(), V).')
}
