import type { Diagnostic } from '../ir/diagnostic.js'
import type { Declaration, ServiceNode, TypeNode } from '../ir/node.js'
import type { Schema } from './schema.js'
import type { Site } from './site.js'

/** A schema that has a name in TypeScript, from the moment that its name is known. */
export interface Entry {
  readonly id: string
  readonly name: string
  readonly kind: Declaration['kind']
  /** The schema that was named; others may share its identity, such as its optional form. */
  readonly schema: Schema
}

/** What one run has found so far. */
export interface Run {
  readonly diagnostics: Diagnostic[]
  /** By what a schema is known by: its properties, its list of values, its list of members. */
  readonly entries: Map<object, Entry>
  readonly byId: Map<string, Entry>
  /** What `$ref` means in a message that stands in a `Type.Cyclic`, by the message's properties. */
  readonly scopes: Map<object, Schema>
  /** The schemas whose options have been looked at. */
  readonly looked: Set<Schema>
}

/** A file that is being read. */
export interface Draft {
  readonly module: string
  readonly declarations: Declaration[]
  readonly services: ServiceNode[]
}

export type Reader = (schema: Schema, site: Site, context: Context) => TypeNode

/** What a reader must know beside the schema and its place. */
export interface Context {
  readonly run: Run
  readonly file: Draft
  /** Reads what stands inside; given here, since the readers of kinds and this one call each other. */
  readonly read: Reader
  /** What a message, an enum or a union without a name of its own would be called here. */
  readonly name: string
  /** What `$ref` names. */
  readonly defs: Schema
  /** The refs that were followed since the last message: one that comes again never ends. */
  readonly followed: readonly string[]
  /** Whether this is a field, which can be optional. */
  readonly field: boolean
}

/** The context of what stands inside, with a longer name. */
export function below(context: Context, suffix: string): Context {
  return { ...context, name: context.name + suffix, field: false }
}

export function report(run: Run, severity: Diagnostic['severity'], site: Site, message: string, hint: string): void {
  run.diagnostics.push({ severity, span: site.span, message, hint })
}

/** Reports an error; the answer stands in for the type that cannot be read, and gives no reason for a second error. */
export function refuse({ run }: Context, site: Site, message: string, hint: string): TypeNode {
  report(run, 'error', site, message, hint)
  return { kind: 'string' }
}
