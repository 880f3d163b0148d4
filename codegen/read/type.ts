import { classify } from './classify.js'
import { type Reader, refuse } from './context.js'
import { readers } from './kinds/index.js'
import { checkOptions } from './options.js'

/** Reads any schema, by its kind. */
export const readType: Reader = (schema, site, context) => {
  const kind = classify(schema)
  checkOptions(schema, kind, site, context)
  if (schema['~optional'] === true && !context.field) {
    refuse(context, site, 'only a field can be optional', 'Write Type.Union([T, Type.Null()]).')
  }
  return readers[kind](schema, site, { ...context, field: false })
}
