import type { Declaration, MethodNode, TypeKind, TypeNode } from './node.js'

/** Where a type stands in what holds it. */
export type Position = 'params' | 'result' | 'error' | 'field' | 'item' | 'key' | 'value' | 'inner' | 'member'

export interface Part {
  readonly type: TypeNode
  readonly position: Position
}

type Parts<T> = (node: T) => readonly Part[]

const none = (): readonly Part[] => []

const partsByKind: { readonly [K in TypeKind]: Parts<Extract<TypeNode, { kind: K }>> } = {
  boolean: none,
  int: none,
  uint: none,
  int64: none,
  uint64: none,
  float: none,
  complex: none,
  string: none,
  bytes: none,
  timestamp: none,
  duration: none,
  custom: none,
  unknown: none,
  list: ({ element }) => [{ type: element, position: 'item' }],
  set: ({ element }) => [{ type: element, position: 'item' }],
  tuple: ({ elements }) => elements.map((type) => ({ type, position: 'item' })),
  map: ({ key, value }) => [
    { type: key, position: 'key' },
    { type: value, position: 'value' },
  ],
  record: ({ value }) => [{ type: value, position: 'value' }],
  nullable: ({ inner }) => [{ type: inner, position: 'inner' }],
  ref: none,
}

const partsOfDeclaration: {
  readonly [K in Declaration['kind']]: Parts<Extract<Declaration, { kind: K }>>
} = {
  message: ({ fields }) => fields.map(({ type }) => ({ type, position: 'field' })),
  enum: none,
  union: ({ members }) => members.map(({ ref }) => ({ type: ref, position: 'member' })),
}

/** The types that stand directly in a type; a ref has none, since what it names is walked where it is declared. */
export function partsOf(type: TypeNode): readonly Part[] {
  return (partsByKind[type.kind] as Parts<TypeNode>)(type)
}

/** The types that stand directly in a declaration: its fields', or its members. */
export function partsOfDeclared(declaration: Declaration): readonly Part[] {
  return (partsOfDeclaration[declaration.kind] as Parts<Declaration>)(declaration)
}

/** The params and the result of a method, those that it has, and the details of its errors. */
export function partsOfMethod({ params, result, errors }: MethodNode): readonly Part[] {
  const parts: Part[] = []
  if (params !== undefined) parts.push({ type: params, position: 'params' })
  if (result !== undefined) parts.push({ type: result, position: 'result' })
  for (const { details } of errors) parts.push({ type: details, position: 'error' })
  return parts
}

/** Calls `visit` for a part and all below it, outermost first, up to the refs. */
export function walk(part: Part, visit: (part: Part) => void): void {
  visit(part)
  for (const below of partsOf(part.type)) walk(below, visit)
}
