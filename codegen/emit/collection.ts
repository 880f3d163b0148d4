import type { CodeBlockWriter } from 'ts-morph'
import type { ListNode, MapNode, RecordNode, SetNode, TupleNode, TypeNode } from '../ir/node.js'
import type { CollectionNode, CollectionRequest, FileScope } from './file-scope.js'
import { functionText } from './function-text.js'
import { mentioned, Names } from './names.js'
import { readExpression } from './read.js'
import { shape } from './shape.js'
import { typeText } from './type-text.js'
import { writeExpression, writeStatements } from './write.js'

/** How one kind of collection is described, written and read; the functions' parameters are `e, slot, v` and `d`. */
interface CollectionEmitter<Node> {
  readonly shape: (node: Node, scope: FileScope) => string
  readonly write: (body: CodeBlockWriter, node: Node, type: string, scope: FileScope) => void
  readonly read: (body: CodeBlockWriter, node: Node, type: string, scope: FileScope) => void
}

type CollectionEmitters = {
  readonly [Kind in CollectionNode['kind']]: CollectionEmitter<Extract<CollectionNode, { kind: Kind }>>
}

const list: CollectionEmitter<ListNode> = {
  shape: ({ element, length }, scope) =>
    `${scope.stub('listType')}(() => ${shape(element, scope)}${length === undefined ? '' : `, ${length}`})`,
  write: (body, { element }, type, scope) => {
    const value = scope.stub('VALUE')
    body.writeLine(`const n = ${scope.stub('lengthOf')}(v)`)
    body.writeLine(`e.beginList(slot, ${type}, n)`)
    const item = `v[i] as ${typeText(element, scope)}`
    body.write('for (let i = 0; i < n; i++) ')
    if (element.kind === 'nullable') {
      body
        .inlineBlock(() => lines(body, [`const item = ${item}`, ...writeStatements(element, value, 'item', scope)]))
        .newLine()
    } else {
      body.write(writeExpression(element, value, item, scope)).newLine()
    }
    body.writeLine('e.endList()')
  },
  read: (body, node, type, scope) => {
    body.writeLine(`const v: ${typeText(node, scope)} = []`)
    body.writeLine(
      `for (let n = d.beginList(${type}); d.nextItem(n); n--) v.push(${readExpression(node.element, scope)})`,
    )
    body.writeLine('return v')
  },
}

const set: CollectionEmitter<SetNode> = {
  shape: ({ element }, scope) => `${scope.stub('setType')}(() => ${shape(element, scope)})`,
  write: (body, { element }, type, scope) => {
    body.writeLine(`e.beginList(slot, ${type}, ${scope.stub('setSizeOf')}(v))`)
    body.write('for (const item of v)').block(() => {
      lines(body, writeStatements(element, scope.stub('VALUE'), 'item', scope))
    })
    body.writeLine('e.endList()')
  },
  read: (body, node, type, scope) => {
    body.writeLine(`const v: ${typeText(node, scope)} = new Set()`)
    body.writeLine(
      `for (let n = d.beginList(${type}); d.nextItem(n); n--) v.add(${readExpression(node.element, scope)})`,
    )
    body.writeLine('return v')
  },
}

const tuple: CollectionEmitter<TupleNode> = {
  shape: ({ elements }, scope) =>
    `${scope.stub('tupleType')}(() => [${elements.map((element) => shape(element, scope)).join(', ')}])`,
  write: (body, { elements }, type, scope) => {
    body.writeLine(`e.beginList(slot, ${type}, ${scope.stub('lengthOf')}(v))`)
    elements.forEach((element, index) => {
      lines(body, writeStatements(element, scope.stub('VALUE'), `v[${index}]`, scope))
    })
    body.writeLine('e.endList()')
  },
  read: (body, { elements }, type, scope) => {
    const reads = elements.map((element) => readExpression(element, scope))
    const names = new Names(['d', 'n', type, ...reads.flatMap(mentioned)])
    const items = reads.map((read, index) => ({ read, local: names.allocate(`v${index}`) }))
    body.writeLine(`let n = d.beginList(${type})`)
    for (const { read, local } of items) body.writeLine('d.nextItem(n--)').writeLine(`const ${local} = ${read}`)
    body.writeLine('d.nextItem(n)')
    body.writeLine(`return [${items.map(({ local }) => local).join(', ')}]`)
  },
}

const map: CollectionEmitter<MapNode> = {
  shape: ({ key, value }, scope) => mapShape(key, value, scope),
  write: (body, { key, value }, type, scope) => {
    body.writeLine(`e.beginMap(slot, ${type}, ${scope.stub('sizeOf')}(v))`)
    body.write('for (const [key, value] of v)').block(() => {
      lines(body, writeStatements(key, scope.stub('KEY'), 'key', scope))
      lines(body, writeStatements(value, scope.stub('VALUE'), 'value', scope))
    })
    body.writeLine('e.endMap()')
  },
  read: (body, node, type, scope) => {
    body.writeLine(`const v: ${typeText(node, scope)} = new Map()`)
    readEntries(body, type, readExpression(node.key, scope), `v.set(key, ${readExpression(node.value, scope)})`)
  },
}

const record: CollectionEmitter<RecordNode> = {
  shape: ({ value }, scope) => mapShape({ kind: 'string' }, value, scope),
  write: (body, { value }, type, scope) => {
    body.writeLine(`const keys = ${scope.stub('keysOf')}(v)`)
    body.writeLine(`e.beginMap(slot, ${type}, ${scope.stub('lengthOf')}(keys))`)
    body.write('for (const key of keys ?? [])').block(() => {
      body.writeLine(`const value = v[key] as ${typeText(value, scope)}`)
      body.writeLine(`e.string(${scope.stub('KEY')}, key)`)
      lines(body, writeStatements(value, scope.stub('VALUE'), 'value', scope))
    })
    body.writeLine('e.endMap()')
  },
  read: (body, node, type, scope) => {
    body.writeLine(`const v: ${typeText(node, scope)} = {}`)
    readEntries(body, type, 'd.string()', `${scope.stub('setKey')}(v, key, ${readExpression(node.value, scope)})`)
  },
}

const emitters: CollectionEmitters = { list, set, tuple, map, record }

export function isCollection(node: TypeNode): node is CollectionNode {
  return Object.hasOwn(emitters, node.kind)
}

/** The constant and the two functions of one collection type. */
export function collectionText({ node, type, write, read }: CollectionRequest, scope: FileScope): string {
  // The table's type ties each entry to its kind; that one lookup keeps to it is beyond the compiler.
  const emitter = emitters[node.kind] as CollectionEmitter<CollectionNode>
  const text = typeText(node, scope)
  const writer = `function ${write}(e: ${scope.stubType('Encoder')}, slot: ${scope.stubType('Slot')}, v: ${text}): void`
  const reader = `function ${read}(d: ${scope.stubType('Decoder')}): ${text}`
  return [
    `const ${type} = ${emitter.shape(node, scope)}`,
    functionText(writer, (body) => emitter.write(body, node, type, scope)),
    functionText(reader, (body) => emitter.read(body, node, type, scope)),
  ].join('\n\n')
}

function mapShape(key: TypeNode, value: TypeNode, scope: FileScope): string {
  return `${scope.stub('mapType')}(${shape(key, scope)}, () => ${shape(value, scope)})`
}

function readEntries(body: CodeBlockWriter, type: string, key: string, store: string): void {
  body.write(`for (let n = d.beginMap(${type}); d.nextKey(n); n--)`).block(() => {
    lines(body, [`const key = ${key}`, 'd.nextValue()', store])
  })
  body.writeLine('return v')
}

function lines(body: CodeBlockWriter, statements: readonly string[]): void {
  for (const statement of statements) body.writeLine(statement)
}
