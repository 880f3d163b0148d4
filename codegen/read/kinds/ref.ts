import type { TypeNode } from '../../ir/node.js'
import { type Context, type Reader, refuse } from '../context.js'
import { isSchema, type Schema } from '../schema.js'
import { propertyAt, type Site } from '../site.js'

/** What a name in `$defs` stands for; a message there is called by that name, unless an export names it. */
function readDefinition(name: string, site: Site, context: Context): TypeNode {
  const target = Object.hasOwn(context.defs, name) ? context.defs[name] : undefined
  if (!isSchema(target)) {
    const known = Object.keys(context.defs).map((key) => JSON.stringify(key))
    const hint = known.length === 0 ? 'Type.Ref has a meaning inside Type.Cyclic.' : `There is ${known.join(', ')}.`
    return refuse(context, site, `nothing is called ${JSON.stringify(name)} here`, hint)
  }
  if (context.followed.includes(name)) {
    const message = `${JSON.stringify(name)} stands for itself, with no message on the way`
    return refuse(context, site, message, 'Let it pass through a field of a Type.Object.')
  }
  return context.read(target, site, { ...context, name, followed: [...context.followed, name], field: context.field })
}

export const readRef: Reader = (schema, site, context) => {
  const name = schema.$ref
  if (name === '#') return refuse(context, site, 'Type.This is not read', 'Write Type.Cyclic with Type.Ref.')
  return typeof name === 'string'
    ? readDefinition(name, site, context)
    : refuse(context, site, 'this ref has no name', "Write Type.Ref('Name').")
}

/** `Type.Cyclic(definitions, root)`: every definition is read, so that each message of it is declared. */
export const readCyclic: Reader = (schema, site, context) => {
  const { $defs: defs, $ref: root } = schema
  if (!isSchema(defs) || typeof root !== 'string') {
    return refuse(context, site, 'this Type.Cyclic has no root', 'Write Type.Cyclic({ Name: ... }, "Name").')
  }
  const inside: Context = { ...context, defs, followed: [] }
  const node = readDefinition(root, definitionAt(site, root), inside)
  readDefinitions(defs, site, inside)
  return node
}

/** Reads all definitions of a `Type.Cyclic`; those that have been read by then are found. */
export function readDefinitions(defs: Schema, site: Site, context: Context): void {
  for (const name of Object.keys(defs)) readDefinition(name, definitionAt(site, name), { ...context, field: false })
}

export function definitionAt(site: Site, name: string): Site {
  return { ...propertyAt(site, name), doc: '' }
}
