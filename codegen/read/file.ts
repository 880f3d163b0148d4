import type { Declaration, SchemaFile } from '../ir/node.js'
import type { Item } from './claim.js'
import { classify } from './classify.js'
import type { Context, Draft, Run } from './context.js'
import { type Build, define } from './declare.js'
import { buildEnum } from './kinds/enum.js'
import { buildMessage } from './kinds/object.js'
import { definitionAt, readDefinitions } from './kinds/ref.js'
import { buildUnion } from './kinds/union.js'
import { checkOptions } from './options.js'
import { isSchema, type Schema } from './schema.js'
import { readService } from './service.js'
import type { Site } from './site.js'
import { readType } from './type.js'

const builds: Readonly<Record<Declaration['kind'], Build>> = {
  message: buildMessage,
  enum: buildEnum,
  union: buildUnion,
}

/** The place of what an exported `Type.Cyclic` names as its root, at the name of the export. */
function rootAt(value: Schema, site: Site): Site {
  const { $ref: root } = value
  return typeof root === 'string' ? { ...definitionAt(site, root), span: site.span } : site
}

function readItem(item: Item, context: Context): void {
  const { name, site, value } = item.of
  if (item.kind === 'service') {
    context.file.services.push(readService(name, item.definition, site, context))
    return
  }
  const { entry, found } = item
  const inside = { ...context, defs: found.defs }
  checkOptions(found.schema, found.kind, site, context)
  // What is exported may be a Type.Cyclic around it, with options of its own.
  if (isSchema(value)) checkOptions(value, classify(value), site, context)
  define(entry, isSchema(value) ? rootAt(value, site) : site, site.doc, inside, builds[found.kind])
  if (isSchema(value) && isSchema(value.$defs)) readDefinitions(value.$defs, site, inside)
}

/** Reads the items of one file, in the order of its source. */
export function readFileItems(file: Draft, path: string, items: readonly Item[], run: Run): SchemaFile {
  const context: Context = { run, file, read: readType, name: '', defs: {}, followed: [], field: false }
  for (const item of items) readItem(item, context)
  return { module: file.module, path, declarations: file.declarations, services: file.services }
}
