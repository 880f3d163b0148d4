import { ts } from 'ts-morph'
import type { Span } from '../ir/node.js'
import { docOf } from './doc.js'
import { type Source, spanOf } from './source.js'
import { assignedTo, findProperty, meaning } from './syntax.js'

/**
 * Where a part of a schema is written. Values come from running the file and
 * places from its syntax; a site walks the second in step with the first. Where
 * they part, as when a function of the author's made the value, a site keeps the
 * place of the nearest part that is known.
 */
export interface Site {
  readonly source: Source
  /** What to underline: the name, of what has one. */
  readonly span: Span
  readonly doc: string
  readonly expression: ts.Expression | undefined
}

function within(site: Site, expression: ts.Expression | undefined): Site {
  return valueAt({ ...site, doc: '', expression })
}

/** The place of a value that has a name: the value itself, as far as it is written there. */
export function valueAt(site: Site): Site {
  const { source, expression } = site
  return expression === undefined ? site : { ...site, span: spanOf(source, expression) }
}

/** The place of an argument of the call that makes the value here. */
export function argumentAt(site: Site, index: number): Site {
  const call = site.expression && meaning(site.source.tree, site.expression)
  return within(site, call && ts.isCallExpression(call) ? call.arguments[index] : undefined)
}

/** The place of one item of the list that is the first argument here: of a union or a tuple. */
export function itemAt(site: Site, index: number): Site {
  const { source, expression } = argumentAt(site, 0)
  const list = expression && meaning(source.tree, expression)
  return within(site, list && ts.isArrayLiteralExpression(list) ? list.elements[index] : undefined)
}

/** The place of a property, at its name: a method of a service, a field of a message, an option of a type. */
export function propertyAt(site: Site, name: string): Site {
  const { source, expression } = site
  const property = expression && findProperty(source.tree, expression, name)
  if (property === undefined) return { ...site, doc: '', expression: undefined }
  const span = spanOf(source, property.name ?? property)
  return { source, span, doc: docOf(source, property), expression: assignedTo(property) }
}
