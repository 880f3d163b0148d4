import type {
  Declaration,
  EnumNode,
  ErrorNode,
  FieldNode,
  MessageNode,
  MethodNode,
  Program,
  SchemaFile,
  ServiceNode,
  Span,
  TypeNode,
  UnionNode,
  WireNames,
} from '../../../codegen/ir/node.js'

/** Hand-made programs: what the reader would make, without a schema file. */
export const span: Span = { file: 'test.ts', line: 1, column: 1, length: 1 }

export const integer: TypeNode = { kind: 'int', bits: 53 }
export const string: TypeNode = { kind: 'string' }

export function ref(id: string): TypeNode & { kind: 'ref' } {
  return { kind: 'ref', id }
}

export function list(element: TypeNode, length?: number): TypeNode {
  return { kind: 'list', element, length }
}

export function set(element: TypeNode): TypeNode & { kind: 'set' } {
  return { kind: 'set', element }
}

export function field(name: string, type: TypeNode, more: Partial<FieldNode> = {}): FieldNode {
  return { name, doc: '', span, type, optional: false, wire: {}, id: undefined, ...more }
}

export function message(id: string, fields: readonly FieldNode[], doc = '', wire: WireNames = {}): MessageNode {
  return { kind: 'message', id, name: nameOf(id), doc, span, wire, fields }
}

export function enumeration(id: string, members: Readonly<Record<string, string | number>>, doc = ''): EnumNode {
  const entries = Object.entries(members)
  return { kind: 'enum', id, name: nameOf(id), doc, span, members: entries.map(([name, value]) => ({ name, value })) }
}

export function union(id: string, discriminator: string, members: Readonly<Record<string, string>>): UnionNode {
  const entries = Object.entries(members)
  const nodes = entries.map(([tag, member]) => ({ tag, ref: ref(member), span, id: undefined }))
  return { kind: 'union', id, name: nameOf(id), doc: '', span, discriminator, members: nodes }
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
  return { name, doc: '', span, ...none, wire: {}, ...more }
}

export function error(name: string, details: string, doc = '', more: Partial<ErrorNode> = {}): ErrorNode {
  return { name, doc, span, details: ref(details), errorCode: undefined, id: undefined, ...more }
}

export function service(name: string, methods: readonly MethodNode[], more: Partial<ServiceNode> = {}): ServiceNode {
  return { name, doc: '', span, wireName: name, wire: {}, methods, ...more }
}

export function file(
  module: string,
  declarations: readonly Declaration[],
  services: readonly ServiceNode[] = [],
): SchemaFile {
  return { module, path: `schemas/${module}.ts`, declarations, services }
}

export function program(...files: readonly SchemaFile[]): Program {
  return { files }
}

/** Ids are written `module#Name`. */
function nameOf(id: string): string {
  return id.slice(id.indexOf('#') + 1)
}
