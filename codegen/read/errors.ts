import { capitalized } from '../ir/capitalized.js'
import { placeOf, quoted } from '../ir/clash.js'
import type { ErrorNode, Span } from '../ir/node.js'
import { classify } from './classify.js'
import { type Context, type Run, report } from './context.js'
import { messageOf } from './declarable.js'
import { readErrorCode, refuseSameCode } from './error-code.js'
import { readId } from './id.js'
import { hidesPrototype, isSchema, type Schema } from './schema.js'
import { propertyAt, type Site, valueAt } from './site.js'

/** The errors of a service so far: what the details of each are known by, and where the name stood first. */
export type KnownErrors = Map<string, { readonly key: object; readonly span: Span }>

/** Whether the details are those that the error has elsewhere in the service. */
function agrees(name: string, key: object, site: Site, run: Run, known: KnownErrors): boolean {
  const first = known.get(name)
  if (first === undefined) known.set(name, { key, span: site.span })
  if (first === undefined || first.key === key) return true
  const message = `the error ${quoted(name)} has other details than at ${placeOf(first.span)}`
  report(run, 'error', site, message, 'Give both the same schema, from one constant, or rename one of them.')
  return false
}

/** What is read as no type at all says best itself what is wrong with it. */
function explainsItself(schema: Schema): boolean {
  return ['ref', 'unsupported'].includes(classify(schema))
}

function readError(
  name: string,
  details: unknown,
  site: Site,
  context: Context,
  known: KnownErrors,
): readonly ErrorNode[] {
  const { run, defs } = context
  const found = isSchema(details) ? messageOf(details, defs) : undefined
  if (!isSchema(details) || (found === undefined && !explainsItself(details))) {
    const message = `the details of the error ${quoted(name)} are no object`
    report(run, 'error', site, message, 'Write Type.Object({ ... }); it may be empty.')
    return []
  }
  if (found !== undefined && !agrees(name, found.key, site, run, known)) return []
  const read = context.read(details, valueAt(site), { ...context, name: context.name + capitalized(name) })
  if (read.kind !== 'ref') return []
  const errorCode = readErrorCode(details, site, run)
  return [{ name, doc: site.doc, span: site.span, details: read, errorCode, id: readId(details, site, run) }]
}

/** The `errors` of a method, which stand at `site`. Details without a name of their own are named after the service. */
export function readErrors(errors: unknown, site: Site, context: Context, known: KnownErrors): readonly ErrorNode[] {
  const { run } = context
  if (errors === undefined) return []
  if (!isSchema(errors)) {
    report(run, 'error', site, 'errors is no object of schemas', 'Write errors: { NotFound: Type.Object({ ... }) }.')
    return []
  }
  if (hidesPrototype(errors)) report(run, 'error', site, 'the error __proto__ is lost', 'Name it otherwise.')
  const read = Object.entries(errors).flatMap(([name, details]) =>
    readError(name, details, propertyAt(site, name), context, known),
  )
  refuseSameCode(read, site, run)
  return read
}
