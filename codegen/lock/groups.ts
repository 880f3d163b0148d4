import { quoted } from '../ir/clash.js'
import type { Declaration, FieldNode, MethodNode, SchemaFile, ServiceNode, Span } from '../ir/node.js'

/** Something that has an id among others. */
export interface Item {
  /** What the lock knows it by. */
  readonly name: string
  /** What a message calls it: `the field "a"`. */
  readonly what: string
  readonly span: Span
  /** The id that the schema's author gives it. */
  readonly id: number | undefined
  /** Whether it can do without one. */
  readonly exempt: boolean
}

/** What is numbered together: the fields of a message, the members of a union, or the errors of a method. */
export interface Group {
  /** Unique in its file. */
  readonly key: string
  readonly span: Span
  readonly items: readonly Item[]
}

/** A member is known by its literal: a message may be called otherwise from one day to the next. */
export function memberName(tag: string | number): string {
  return String(tag)
}

export function methodKey({ name: service }: ServiceNode, { name }: MethodNode): string {
  return `${service}.${name}`
}

/** The groups of a file, in its order. `exempt` are fields that are not sent where there are ids. */
export function groupsOf({ declarations, services }: SchemaFile, exempt: ReadonlySet<FieldNode>): readonly Group[] {
  return [
    ...declarations.flatMap((declaration) => groupOf(declaration, exempt)),
    ...services.flatMap((service) =>
      service.methods
        .filter(({ errors }) => errors.length > 0)
        .map((method) => ({
          key: methodKey(service, method),
          span: method.span,
          items: method.errors.map(({ name, span, id }) => ({ ...itemOf('error', name, span, id), exempt: false })),
        })),
    ),
  ]
}

function groupOf(declaration: Declaration, exempt: ReadonlySet<FieldNode>): readonly Group[] {
  const { kind, name: key, span: place } = declaration
  if (kind === 'enum') return []
  if (kind === 'message') {
    const items = declaration.fields.map((field) => ({
      ...itemOf('field', field.name, field.span, field.id),
      exempt: exempt.has(field),
    }))
    return [{ key, span: place, items }]
  }
  const items = declaration.members.map(({ tag, span, id }) => ({
    ...itemOf('member', memberName(tag), span, id),
    exempt: false,
  }))
  return [{ key, span: place, items }]
}

function itemOf(kind: string, name: string, span: Span, id: number | undefined): Omit<Item, 'exempt'> {
  return { name, what: `the ${kind} ${quoted(name)}`, span, id }
}
