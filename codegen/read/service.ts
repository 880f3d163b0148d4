import { capitalized } from '../ir/capitalized.js'
import type { MethodNode, ServiceNode, TypeNode } from '../ir/node.js'
import { type Context, report } from './context.js'
import { type KnownErrors, readErrors } from './errors.js'
import { checkKeys } from './options.js'
import { hidesPrototype, isSchema, type Schema } from './schema.js'
import { propertyAt, type Site, valueAt } from './site.js'
import { readWire } from './wire.js'

const serviceKeys = ['kind', 'name', 'methods', 'wire']
const methodKeys = ['kind', 'params', 'result', 'errors', 'idempotent', 'oneway', 'timeout', 'wire']

/** What `service` of rpcgen/schema makes, as far as a caller in plain JavaScript lets it. */
export interface ServiceDefinition extends Schema {
  readonly kind: 'service'
  readonly name?: unknown
  readonly methods?: unknown
}

interface MethodDefinition extends Schema {
  readonly kind: 'method'
  readonly errors?: unknown
  readonly idempotent?: unknown
  readonly oneway?: unknown
  readonly timeout?: unknown
}

/** A definition is known by its `kind`, so that it does not matter which copy of this package made it. */
export function isService(value: unknown): value is ServiceDefinition {
  return isSchema(value) && value.kind === 'service'
}

function isMethod(value: unknown): value is MethodDefinition {
  return isSchema(value) && value.kind === 'method'
}

function readTimeout(timeout: unknown, site: Site, { run }: Context): number | undefined {
  if (timeout === undefined || (typeof timeout === 'number' && timeout > 0)) return timeout
  const message = 'a timeout is a positive number of milliseconds, or Infinity'
  report(run, 'error', propertyAt(site, 'timeout'), message, 'Write such a number, or leave it out.')
  return undefined
}

function readFlag(definition: MethodDefinition, flag: 'idempotent' | 'oneway', site: Site, { run }: Context): boolean {
  const value = definition[flag]
  if (value === undefined || typeof value === 'boolean') return value === true
  report(run, 'error', propertyAt(site, flag), `${flag} is true or false`, 'Write one of them.')
  return false
}

/** A caller who gets no answer gets neither a result nor an error. */
function readOneway(definition: MethodDefinition, site: Site, context: Context): boolean {
  const oneway = readFlag(definition, 'oneway', site, context)
  for (const part of ['result', 'errors'] as const) {
    if (!oneway || definition[part] === undefined) continue
    const message = `a oneway method has no ${part}: its caller does not wait`
    report(context.run, 'error', propertyAt(site, part), message, `Leave out ${part}, or oneway.`)
  }
  return oneway
}

function readPart(definition: Schema, part: 'params' | 'result', site: Site, context: Context): TypeNode | undefined {
  const schema = definition[part]
  const at = propertyAt(site, part)
  if (schema === undefined) return undefined
  if (isSchema(schema)) return context.read(schema, valueAt(at), { ...context, name: context.name + capitalized(part) })
  report(context.run, 'error', at, `${part} is no schema`, 'Give it one, or leave it out.')
  return undefined
}

function readMethod(
  name: string,
  definition: MethodDefinition,
  site: Site,
  context: Context,
  errors: KnownErrors,
): MethodNode {
  checkKeys(definition, methodKeys, 'method', site, context.run)
  const inside = { ...context, name: context.name + capitalized(name) }
  return {
    name,
    doc: site.doc,
    span: site.span,
    params: readPart(definition, 'params', site, inside),
    result: readPart(definition, 'result', site, inside),
    // An error belongs to the service, and is named after it.
    errors: readErrors(definition.errors, propertyAt(site, 'errors'), context, errors),
    idempotent: readFlag(definition, 'idempotent', site, context),
    oneway: readOneway(definition, site, context),
    timeout: readTimeout(definition.timeout, site, context),
    wire: readWire(definition, site, context.run),
  }
}

/** Reads a service that is exported as `name`. */
export function readService(name: string, definition: ServiceDefinition, site: Site, context: Context): ServiceNode {
  const { run } = context
  checkKeys(definition, serviceKeys, 'service', site, run)
  const { name: wireName, methods } = definition
  const wire = readWire(definition, site, run)
  if (typeof wireName !== 'string' || !isSchema(methods)) {
    report(run, 'error', site, 'a service has a name and methods', "Write service('Name', { ... }).")
    return { name, doc: site.doc, span: site.span, wireName: name, wire, methods: [] }
  }
  if (hidesPrototype(methods)) report(run, 'error', site, 'the method __proto__ is lost', 'Name it otherwise.')
  const errors: KnownErrors = new Map()
  const read = Object.entries(methods).flatMap(([method, value]) => {
    const at = propertyAt(site, method)
    if (isMethod(value)) return [readMethod(method, value, at, { ...context, name }, errors)]
    report(run, 'error', at, `${JSON.stringify(method)} is no method`, 'Write method({ params, result }).')
    return []
  })
  return { name, doc: site.doc, span: site.span, wireName, wire, methods: read }
}
