import type { TypeNode } from '../ir/node.js'
import type { FileScope } from './file-scope.js'
import { hookValueText } from './hook.js'
import { perKind } from './per-kind.js'

/** A type in TypeScript. */
export const typeText: (node: TypeNode, scope: FileScope) => string = perKind<[FileScope], string>({
  boolean: () => 'boolean',
  int: () => 'number',
  uint: () => 'number',
  int64: () => 'bigint',
  uint64: () => 'bigint',
  float: () => 'number',
  complex: (_, scope) => scope.stubType('Complex'),
  string: () => 'string',
  bytes: () => 'Uint8Array',
  timestamp: ({ exact }, scope) => (exact ? scope.stubType('Timestamp') : 'Date'),
  duration: () => 'bigint',
  custom: hookValueText,
  unknown: () => 'unknown',
  list: ({ element }, scope) => {
    const text = typeText(element, scope)
    return element.kind === 'nullable' ? `(${text})[]` : `${text}[]`
  },
  set: ({ element }, scope) => `Set<${typeText(element, scope)}>`,
  tuple: ({ elements }, scope) => `[${elements.map((element) => typeText(element, scope)).join(', ')}]`,
  map: ({ key, value }, scope) => `Map<${typeText(key, scope)}, ${typeText(value, scope)}>`,
  record: ({ value }, scope) => `Record<string, ${typeText(value, scope)}>`,
  nullable: ({ inner }, scope) => `${typeText(inner, scope)} | null`,
  ref: ({ id }, scope) => scope.exported(id),
})

/** The type of a field that may be left out: `undefined` is a way to leave it out. */
export function optionalText(node: TypeNode, scope: FileScope): string {
  return node.kind === 'unknown' ? 'unknown' : `${typeText(node, scope)} | undefined`
}
