import type { Declaration } from '../ir/node.js'
import { classify } from './classify.js'
import { isSchema, type Schema, schemasOf } from './schema.js'

/** A schema that becomes a declaration, and what it is known by: typebox copies schemas, but not these parts of them. */
export interface Declarable {
  readonly kind: Declaration['kind']
  readonly key: object
  readonly schema: Schema
  /** What `$ref` means in it. */
  readonly defs: Schema
}

export interface UnionForm {
  readonly nullable: boolean
  /** The members other than null, each with its index in the union. */
  readonly members: readonly { readonly schema: Schema; readonly index: number }[]
  readonly form: 'none' | 'one' | 'enum' | 'messages' | 'mixed'
}

/** What a union amounts to. */
export function unionForm(schema: Schema, defs: Schema): UnionForm {
  const all = schemasOf(schema.anyOf).map((member, index) => ({ schema: member, index }))
  const members = all.filter((member) => member.schema.type !== 'null')
  const every = (test: (member: Schema) => boolean): boolean => members.every((member) => test(member.schema))
  const nullable = members.length < all.length
  if (members.length === 0) return { nullable, members, form: 'none' }
  if (members.length === 1) return { nullable, members, form: 'one' }
  if (every((member) => ['literal', 'enum'].includes(classify(member)))) return { nullable, members, form: 'enum' }
  if (every((member) => messageOf(member, defs) !== undefined)) return { nullable, members, form: 'messages' }
  return { nullable, members, form: 'mixed' }
}

/** The schema of the message that a schema is, or refers to. */
export function messageOf(schema: Schema, defs: Schema): Declarable | undefined {
  const found = declarable(schema, defs)
  return found?.kind === 'message' ? found : undefined
}

/** What a schema declares, itself or through a ref; undefined when it has no name in TypeScript. */
export function declarable(
  schema: Schema,
  defs: Schema = {},
  followed: readonly string[] = [],
): Declarable | undefined {
  const kind = classify(schema)
  if (kind === 'object') return { kind: 'message', key: schema.properties as object, schema, defs }
  if (kind === 'literal') return { kind: 'enum', key: schema, schema, defs }
  if (kind === 'enum' && Array.isArray(schema.enum)) return { kind: 'enum', key: schema.enum, schema, defs }
  if (kind === 'union') {
    const { form } = unionForm(schema, defs)
    const key = schema.anyOf as object
    if (form === 'enum') return { kind: 'enum', key, schema, defs }
    return form === 'messages' ? { kind: 'union', key, schema, defs } : undefined
  }
  if (kind !== 'cyclic' && kind !== 'ref') return undefined
  const { $ref: name, $defs } = schema
  const scope = isSchema($defs) ? $defs : defs
  const target = typeof name === 'string' && Object.hasOwn(scope, name) ? scope[name] : undefined
  if (typeof name !== 'string' || !isSchema(target)) return undefined
  const again = kind === 'ref' && followed.includes(name)
  return again ? undefined : declarable(target, scope, kind === 'ref' ? [...followed, name] : [name])
}
