import { capitalized } from '../../ir/capitalized.js'
import type { FieldNode } from '../../ir/node.js'
import { type Context, type Reader, refuse } from '../context.js'
import { declarable } from '../declarable.js'
import { type Build, declared } from '../declare.js'
import { checkSameGoType, readGoType } from '../go-type.js'
import { readFieldId } from '../id.js'
import { descriptionOf, hidesPrototype, isSchema, type Schema } from '../schema.js'
import { propertyAt, type Site, valueAt } from '../site.js'
import { readWire } from '../wire.js'

/** A field is described by its own `description`, else its comment; what describes its type is said where that is. */
function docOf(schema: Schema, site: Site, { run, defs }: Context): string {
  const own = descriptionOf(schema)
  const type = declarable(schema, defs)
  const named = type && run.entries.get(type.key)
  return own !== undefined && own !== (named && descriptionOf(named.schema)) ? own : site.doc
}

function readField(name: string, schema: Schema, optional: boolean, site: Site, context: Context): FieldNode {
  const at = propertyAt(site, name)
  const doc = docOf(schema, at, context)
  const type = context.read(schema, valueAt(at), { ...context, name: context.name + capitalized(name), field: true })
  const id = readFieldId(schema, at, context)
  return { name, doc, span: at.span, type, optional, wire: readWire(schema, at, context.run), id }
}

export const buildMessage: Build = (schema, site, named, context) => {
  const { properties, required } = schema as { readonly properties: object; readonly required?: unknown }
  if (hidesPrototype(properties)) {
    refuse(context, site, 'the field __proto__ is lost', "Name it otherwise, and add { wire: '__proto__' }.")
  }
  const needed: ReadonlySet<unknown> = new Set(Array.isArray(required) ? required : [])
  const scope = { ...context, defs: context.run.scopes.get(properties) ?? context.defs }
  const fields = Object.entries(properties).flatMap(([name, field]: [string, unknown]) => {
    if (isSchema(field)) return [readField(name, field, !needed.has(name), site, scope)]
    refuse(context, propertyAt(site, name), `the field ${JSON.stringify(name)} has no type`, 'Give it a schema.')
    return []
  })
  return { kind: 'message', ...named, wire: readGoType(schema, site, context.run), fields }
}

export const readObject: Reader = (schema, site, context) => {
  const { run } = context
  const key = schema.properties as object
  const node = declared(key, 'message', schema, site, context, buildMessage)
  const entry = run.entries.get(key)
  if (entry !== undefined) checkSameGoType(schema, entry.schema, entry.name, site, run)
  return node
}
