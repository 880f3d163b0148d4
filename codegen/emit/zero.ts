import type { TypeNode } from '../ir/node.js'
import { hasZero } from '../ir/zero.js'
import type { FileScope } from './file-scope.js'
import { hookText } from './hook.js'
import { perKind } from './per-kind.js'
import { literal } from './text.js'

/** What a required field holds that a wire left out. */
export interface Zero {
  readonly text: string
  /** Whether evaluating it makes an object, so that it should wait until it is needed. */
  readonly allocates: boolean
}

const plain = (text: string): Zero => ({ text, allocates: false })
const made = (text: string): Zero => ({ text, allocates: true })

/** The zero of a type; undefined when it has none. */
export function zeroOf(node: TypeNode, scope: FileScope): Zero | undefined {
  return hasZero(node, scope.declarations) ? zero(node, scope) : undefined
}

const zero: (node: TypeNode, scope: FileScope) => Zero = perKind<[FileScope], Zero>({
  boolean: () => plain('false'),
  int: () => plain('0'),
  uint: () => plain('0'),
  int64: () => plain('0n'),
  uint64: () => plain('0n'),
  float: () => plain('0'),
  complex: (_, scope) => made(`${scope.stub('zeroComplex')}()`),
  string: () => plain("''"),
  bytes: () => made('new Uint8Array(0)'),
  timestamp: ({ exact }, scope) => made(`${scope.stub(exact ? 'zeroTimestamp' : 'zeroDate')}()`),
  duration: () => plain('0n'),
  custom: (node, scope) => made(`${hookText(node, scope)}.zero()`),
  unknown: () => plain('null'),
  list: ({ element, length }, scope) =>
    made(length ? `Array.from({ length: ${length} }, () => ${arrowBody(zero(element, scope).text)})` : '[]'),
  tuple: ({ elements }, scope) => made(`[${elements.map((element) => zero(element, scope).text).join(', ')}]`),
  set: () => made('new Set()'),
  map: () => made('new Map()'),
  record: () => made('{}'),
  nullable: () => plain('null'),
  ref: ({ id }, scope) => {
    const target = scope.declaration(id)
    if (target.kind === 'enum') {
      return plain(literal(target.members.find(({ value }) => value === '' || value === 0)?.value ?? ''))
    }
    if (target.kind === 'message') return made(`${scope.zeroFunction(target)}()`)
    throw new Error(`the union ${target.name} has no zero`)
  },
})

/** A lone `{}` behind an arrow would be a block. */
function arrowBody(text: string): string {
  return text.startsWith('{') ? `(${text})` : text
}
