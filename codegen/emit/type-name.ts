import type { TypeNode } from '../ir/node.js'
import type { FileScope } from './file-scope.js'
import { hookName } from './hook.js'
import { capitalize } from './names.js'
import { perKind } from './per-kind.js'

/** What helpers for a type are named after: `StringList`, `Int32ToUint32Map`. Two types may share one. */
export const typeName: (node: TypeNode, scope: FileScope) => string = perKind<[FileScope], string>({
  boolean: () => 'Bool',
  int: ({ bits }) => (bits === 53 ? 'Integer' : `Int${bits}`),
  uint: ({ bits }) => `Uint${bits}`,
  int64: () => 'Int64',
  uint64: () => 'Uint64',
  float: ({ bits }) => (bits === 64 ? 'Number' : 'Float32'),
  complex: ({ bits }) => `Complex${bits}`,
  string: () => 'String',
  bytes: () => 'Bytes',
  timestamp: ({ exact }) => (exact ? 'ExactTimestamp' : 'Timestamp'),
  duration: () => 'Duration',
  custom: hookName,
  unknown: () => 'Unknown',
  list: ({ element, length }, scope) =>
    `${typeName(element, scope)}${length === undefined ? 'List' : `Array${length}`}`,
  set: ({ element }, scope) => `${typeName(element, scope)}Set`,
  tuple: ({ elements }, scope) => `${elements.map((element) => typeName(element, scope)).join('')}Tuple`,
  map: ({ key, value }, scope) => `${typeName(key, scope)}To${typeName(value, scope)}Map`,
  record: ({ value }, scope) => `${typeName(value, scope)}Record`,
  nullable: ({ inner }, scope) => `Nullable${typeName(inner, scope)}`,
  ref: ({ id }, scope) => capitalize(scope.declaration(id).name),
})
