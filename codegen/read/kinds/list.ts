import type { TypeNode } from '../../ir/node.js'
import { below, type Context, type Reader, refuse } from '../context.js'
import { isSchema, type Schema, schemasOf } from '../schema.js'
import { argumentAt, itemAt, type Site } from '../site.js'

function readItems(schema: Schema, site: Site, context: Context, what = 'list'): TypeNode {
  const items = schema.items
  if (isSchema(items)) return context.read(items, argumentAt(site, 0), below(context, 'Item'))
  return refuse(context, site, `the items of this ${what} have no type`, 'Give it the schema of an item.')
}

export const readList: Reader = (schema, site, context) => ({
  kind: 'list',
  element: readItems(schema, site, context),
  length: undefined,
})

/** `array(T, length)`, which says the length as the least and the greatest number of items. */
export const readArray: Reader = (schema, site, context) => {
  const { minItems: length } = schema
  if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0) {
    return refuse(context, site, 'the length of this array is no whole number', 'Write array(T, 3), or Type.Array(T).')
  }
  return { kind: 'list', element: readItems(schema, site, context), length }
}

/** `set(T)`. */
export const readSet: Reader = (schema, site, context) => ({
  kind: 'set',
  element: readItems(schema, site, context, 'set'),
})

export const readTuple: Reader = (schema, site, context) => ({
  kind: 'tuple',
  elements: schemasOf(schema.items).map((item, index) =>
    context.read(item, itemAt(site, index), below(context, `Item${index + 1}`)),
  ),
})
