import type { Declaration, TypeKind, TypeNode } from './node.js'

/** `open` holds the ids of the messages that are being asked, so that one which requires itself has no zero. */
type HasZero<T> = (node: T, declared: ReadonlyMap<string, Declaration>, open: ReadonlySet<string>) => boolean

const always = (): boolean => true

const zeroByKind: { readonly [K in TypeKind]: HasZero<Extract<TypeNode, { kind: K }>> } = {
  boolean: always,
  int: always,
  uint: always,
  int64: always,
  uint64: always,
  float: always,
  complex: always,
  string: always,
  bytes: always,
  timestamp: always,
  duration: always,
  custom: always,
  unknown: always,
  list: ({ element, length }, declared, open) =>
    length === undefined || length === 0 || typeHasZero(element, declared, open),
  tuple: ({ elements }, declared, open) => elements.every((element) => typeHasZero(element, declared, open)),
  set: always,
  map: always,
  record: always,
  nullable: always,
  ref: ({ id }, declared, open) => {
    const declaration = declared.get(id)
    if (declaration === undefined || open.has(id)) return false
    return (zeroByDeclaration[declaration.kind] as HasZero<Declaration>)(declaration, declared, new Set([...open, id]))
  },
}

const zeroByDeclaration: {
  readonly [K in Declaration['kind']]: HasZero<Extract<Declaration, { kind: K }>>
} = {
  message: ({ fields }, declared, open) =>
    fields.every(({ type, optional }) => optional || typeHasZero(type, declared, open)),
  enum: ({ members }) => members.some(({ value }) => value === '' || value === 0),
  union: () => false,
}

function typeHasZero(type: TypeNode, declared: ReadonlyMap<string, Declaration>, open: ReadonlySet<string>): boolean {
  return (zeroByKind[type.kind] as HasZero<TypeNode>)(type, declared, open)
}

/**
 * Whether a type has a value that wires which leave zeroes out can mean by
 * nothing: an enum only with '' or 0 among its members, a union never, a
 * message when each required field has one.
 */
export function hasZero(type: TypeNode, declarations: ReadonlyMap<string, Declaration>): boolean {
  return typeHasZero(type, declarations, new Set())
}
