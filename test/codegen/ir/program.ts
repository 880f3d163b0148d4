import type {
  Declaration,
  ErrorNode,
  FieldNode,
  MessageNode,
  MethodNode,
  Program,
  ServiceNode,
  Span,
  TypeNode,
} from '../../../codegen/ir/node.js'

let line = 0

/** A place of its own for each node, so that findings can be told apart. */
function place(): Span {
  return { file: 'schemas/a.ts', line: ++line, column: 1, length: 1 }
}

export function field(name: string, type: TypeNode, more: Partial<FieldNode> = {}): FieldNode {
  return { name, doc: '', span: place(), type, optional: false, wire: {}, id: undefined, ...more }
}

export function message(name: string, ...fields: readonly FieldNode[]): MessageNode {
  return { kind: 'message', id: `a#${name}`, name, doc: '', span: place(), wire: {}, fields }
}

export function enumOf(name: string, ...values: readonly (string | number)[]): Declaration {
  const members = values.map((value) => ({ name: `m${value}`, value }))
  return { kind: 'enum', id: `a#${name}`, name, doc: '', span: place(), members }
}

export function union(name: string, discriminator: string, ...tags: readonly string[]): Declaration {
  const members = tags.map((tag) => ({ tag, ref: ref(tag), span: place(), id: undefined }))
  return { kind: 'union', id: `a#${name}`, name, doc: '', span: place(), discriminator, members }
}

export function ref(name: string): { readonly kind: 'ref'; readonly id: string } {
  return { kind: 'ref', id: `a#${name}` }
}

export function method(name: string, more: Partial<MethodNode> = {}): MethodNode {
  const none = {
    params: undefined,
    result: undefined,
    errors: [],
    idempotent: false,
    oneway: false,
    timeout: undefined,
  }
  return { name, doc: '', span: place(), ...none, wire: {}, ...more }
}

export function error(name: string, details: string, more: Partial<ErrorNode> = {}): ErrorNode {
  return { name, doc: '', span: place(), details: ref(details), errorCode: undefined, id: undefined, ...more }
}

export function service(name: string, methods: readonly MethodNode[], more: Partial<ServiceNode> = {}): ServiceNode {
  return { name, doc: '', span: place(), wireName: name, wire: {}, methods, ...more }
}

export function program(
  declarations: readonly Declaration[],
  services: readonly ServiceNode[] = [],
  module = 'a',
): Program {
  return { files: [{ module, path: `schemas/${module}.ts`, declarations, services }] }
}
