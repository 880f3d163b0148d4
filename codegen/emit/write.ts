import type { TypeNode } from '../ir/node.js'
import type { FileScope } from './file-scope.js'
import { perKind } from './per-kind.js'
import { shapeOf, writerOf } from './reference.js'

/** The expression that writes `value` to `slot`; `value` is evaluated more than once. */
export const writeExpression: (node: TypeNode, slot: string, value: string, scope: FileScope) => string = perKind<
  [string, string, FileScope],
  string
>({
  boolean: (_, slot, value) => `e.bool(${slot}, ${value})`,
  int: ({ bits }, slot, value) => `e.int(${slot}, ${value}, ${bits})`,
  uint: ({ bits }, slot, value) => `e.uint(${slot}, ${value}, ${bits})`,
  int64: (_, slot, value) => `e.int64(${slot}, ${value})`,
  uint64: (_, slot, value) => `e.uint64(${slot}, ${value})`,
  float: ({ bits }, slot, value) => `e.float(${slot}, ${value}, ${bits})`,
  complex: ({ bits }, slot, value) => `e.complex(${slot}, ${value}, ${bits})`,
  string: (_, slot, value) => `e.string(${slot}, ${value})`,
  bytes: (_, slot, value) => `e.bytes(${slot}, ${value})`,
  timestamp: ({ exact }, slot, value) => `e.${exact ? 'timestamp' : 'date'}(${slot}, ${value})`,
  duration: (_, slot, value) => `e.int64(${slot}, ${value})`,
  custom: (node, slot, value, scope) => `e.custom(${slot}, ${value}, ${scope.customType(node)})`,
  unknown: (_, slot, value) => `e.unknown(${slot}, ${value})`,
  list: (node, slot, value, scope) => `${scope.collection(node).write}(e, ${slot}, ${value})`,
  set: (node, slot, value, scope) => `${scope.collection(node).write}(e, ${slot}, ${value})`,
  tuple: (node, slot, value, scope) => `${scope.collection(node).write}(e, ${slot}, ${value})`,
  map: (node, slot, value, scope) => `${scope.collection(node).write}(e, ${slot}, ${value})`,
  record: (node, slot, value, scope) => `${scope.collection(node).write}(e, ${slot}, ${value})`,
  nullable: ({ inner }, slot, value, scope) =>
    `${value} === null ? e.null(${slot}) : ${writeExpression(inner, slot, value, scope)}`,
  ref: ({ id }, slot, value, scope) =>
    scope.declaration(id).kind === 'enum'
      ? `e.enum(${slot}, ${value}, ${shapeOf(id, scope)})`
      : `${writerOf(id, scope)}(e, ${slot}, ${value})`,
})

/** The same as statements, a line each, for a value that is a name or a property of one. */
export function writeStatements(node: TypeNode, slot: string, value: string, scope: FileScope): readonly string[] {
  if (node.kind !== 'nullable') return [writeExpression(node, slot, value, scope)]
  return [`if (${value} === null) e.null(${slot})`, `else ${writeExpression(node.inner, slot, value, scope)}`]
}
