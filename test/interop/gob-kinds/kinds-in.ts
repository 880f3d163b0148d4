import type { Type } from '../../../runtime/type.js'

type Of<K extends Type['kind']> = Extract<Type, { kind: K }>

const none = (): readonly Type[] => []

const parts: { readonly [K in Type['kind']]: (type: Of<K>) => readonly Type[] } = {
  bool: none,
  int: none,
  uint: none,
  int64: none,
  uint64: none,
  float: none,
  complex: none,
  string: none,
  bytes: none,
  custom: none,
  time: none,
  enum: none,
  unknown: none,
  nullable: ({ inner }) => [inner],
  struct: ({ fields }) => fields.map(({ type }) => type),
  list: ({ element }) => [element],
  tuple: ({ elements }) => elements,
  map: ({ key, value }) => [key, value],
  union: ({ members }) => members.map(({ type }) => type),
}

/** Every kind that there is. */
export const everyKind = Object.keys(parts) as readonly Type['kind'][]

/** The kinds of these types and of all that they are made of. */
export function kindsIn(types: readonly Type[]): ReadonlySet<Type['kind']> {
  const seen = new Set<Type>(types)
  // A set is walked with what is added on the way.
  for (const type of seen)
    for (const part of (parts[type.kind] as (type: Type) => readonly Type[])(type)) seen.add(part)
  return new Set([...seen].map(({ kind }) => kind))
}
