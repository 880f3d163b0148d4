import type { TypeNode } from '../ir/node.js'
import type { FileScope } from './file-scope.js'
import { perKind } from './per-kind.js'
import { shapeOf } from './reference.js'

/** The runtime's description of a type, as an expression. */
export const shape: (node: TypeNode, scope: FileScope) => string = perKind<[FileScope], string>({
  boolean: (_, scope) => scope.stub('bool'),
  int: ({ bits }, scope) => scope.stub(bits === 53 ? 'integer' : `int${bits}`),
  uint: ({ bits }, scope) => scope.stub(`uint${bits}`),
  int64: (_, scope) => scope.stub('int64'),
  uint64: (_, scope) => scope.stub('uint64'),
  float: ({ bits }, scope) => scope.stub(`float${bits}`),
  complex: ({ bits }, scope) => scope.stub(`complex${bits}`),
  string: (_, scope) => scope.stub('string'),
  bytes: (_, scope) => scope.stub('bytes'),
  timestamp: ({ exact }, scope) => scope.stub(exact ? 'timestamp' : 'date'),
  duration: (_, scope) => scope.stub('int64'),
  custom: (node, scope) => scope.customType(node),
  unknown: (_, scope) => scope.stub('unknown'),
  list: (node, scope) => scope.collection(node).type,
  set: (node, scope) => scope.collection(node).type,
  tuple: (node, scope) => scope.collection(node).type,
  map: (node, scope) => scope.collection(node).type,
  record: (node, scope) => scope.collection(node).type,
  nullable: ({ inner }, scope) => `${scope.stub('nullableType')}(() => ${shape(inner, scope)})`,
  ref: ({ id }, scope) => shapeOf(id, scope),
})
