import type { Declaration, Named, TypeNode } from '../ir/node.js'
import type { Context, Draft, Entry, Run } from './context.js'
import { descriptionOf, type Schema, tagOf } from './schema.js'
import type { Site } from './site.js'

/** Reads what a declaration says beside its name; undefined after an error. */
export type Build = (
  schema: Schema,
  site: Site,
  named: Named & { readonly id: string },
  context: Context,
) => Declaration | undefined

/** Enters a schema under the name that it gives itself, else under `name`; the id is unique in the run. */
export function enter(run: Run, file: Draft, key: object, kind: Entry['kind'], schema: Schema, name: string): Entry {
  const tag = tagOf(schema)
  const own = tag.kind === 'message' && typeof tag.name === 'string' ? tag.name : name
  let id = `${file.module}#${own}`
  for (let n = 2; run.byId.has(id); n++) id = `${file.module}#${own}~${n}`
  const entry = { id, name: own, kind, schema }
  run.entries.set(key, entry)
  run.byId.set(id, entry)
  return entry
}

/** Reads the declaration of an entry into the file that it belongs to. */
export function define(entry: Entry, site: Site, doc: string, context: Context, build: Build): void {
  const { id, name, schema } = entry
  const named = { id, name, doc: descriptionOf(schema) ?? doc, span: site.span }
  const declaration = build(schema, site, named, { ...context, name, followed: [], field: false })
  // What cannot be read has been reported; an empty message in its place gives no reason to report more.
  context.file.declarations.push(declaration ?? { kind: 'message', ...named, wire: {}, fields: [] })
}

/** A reference to the declaration of a schema, which is made here when it has none yet. */
export function declared(
  key: object,
  kind: Entry['kind'],
  schema: Schema,
  site: Site,
  context: Context,
  build: Build,
): TypeNode {
  const known = context.run.entries.get(key)
  if (known !== undefined) return { kind: 'ref', id: known.id }
  const entry = enter(context.run, context.file, key, kind, schema, context.name)
  // A doc comment here is that of the field or the method, which has it.
  define(entry, site, '', context, build)
  return { kind: 'ref', id: entry.id }
}
