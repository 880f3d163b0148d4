import type { Type } from './type.js'

/** Types that contain themselves without a struct between have no end. */
const DEEPEST = 8

type Print<T> = (type: T, inner: (type: Type) => string) => string

const print: { readonly [K in Type['kind']]: Print<Extract<Type, { kind: K }>> } = {
  bool: () => 'bool',
  int: ({ bits }) => intName(bits),
  int64: () => 'int64',
  uint: ({ bits }) => `uint${bits}`,
  uint64: () => 'uint64',
  float: ({ bits }) => `float${bits}`,
  complex: ({ bits }) => `complex${bits}`,
  string: () => 'string',
  bytes: () => '[]uint8',
  custom: ({ hook }) => hook.name,
  time: () => 'time.Time',
  unknown: () => 'interface {}',
  enum: ({ base }) => base,
  list: ({ element, length }, inner) => `[${length ?? ''}]${inner(element)}`,
  tuple: ({ elements }, inner) => `[${elements.length}]${elements[0] === undefined ? 'struct {}' : inner(elements[0])}`,
  map: ({ key, value }, inner) => `map[${inner(key)}]${inner(value)}`,
  nullable: ({ inner: type }, inner) => `*${inner(type)}`,
  struct: ({ name }) => name,
  union: ({ name }) => name,
}

/** The Go type that a value of this type would be given, but for the package of one with a name, which only Go knows. */
export function goTypeName(type: Type, depth = 0): string {
  const inner = (type: Type): string => (depth < DEEPEST ? goTypeName(type, depth + 1) : '...')
  return (print[type.kind] as Print<Type>)(type, inner)
}

export function intName(bits: 8 | 16 | 32 | 53): string {
  return bits === 53 ? 'int' : `int${bits}`
}
