import type { TypeNode } from '../ir/node.js'
import type { FileScope } from './file-scope.js'
import { perKind } from './per-kind.js'
import { readerOf, shapeOf } from './reference.js'

/** The expression that reads a value. */
export const readExpression: (node: TypeNode, scope: FileScope) => string = perKind<[FileScope], string>({
  boolean: () => 'd.bool()',
  int: ({ bits }) => `d.int(${bits})`,
  uint: ({ bits }) => `d.uint(${bits})`,
  int64: () => 'd.int64()',
  uint64: () => 'd.uint64()',
  float: ({ bits }) => `d.float(${bits})`,
  complex: ({ bits }) => `d.complex(${bits})`,
  string: () => 'd.string()',
  bytes: () => 'd.bytes()',
  timestamp: ({ exact }) => (exact ? 'd.timestamp()' : 'd.date()'),
  duration: () => 'd.int64()',
  custom: (node, scope) => `d.custom(${scope.customType(node)})`,
  unknown: () => 'd.unknown()',
  list: (node, scope) => `${scope.collection(node).read}(d)`,
  set: (node, scope) => `${scope.collection(node).read}(d)`,
  tuple: (node, scope) => `${scope.collection(node).read}(d)`,
  map: (node, scope) => `${scope.collection(node).read}(d)`,
  record: (node, scope) => `${scope.collection(node).read}(d)`,
  nullable: ({ inner }, scope) => `d.null() ? null : ${readExpression(inner, scope)}`,
  ref: ({ id }, scope) =>
    scope.declaration(id).kind === 'enum' ? `d.enum(${shapeOf(id, scope)})` : `${readerOf(id, scope)}(d)`,
})
