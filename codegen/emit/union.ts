import type { UnionNode } from '../ir/node.js'
import { isIdentifier } from '../ir/reserved.js'
import type { FileScope } from './file-scope.js'
import { functionText } from './function-text.js'
import { messageConstant } from './message-constant.js'
import { readerOf, shapeOf, writerOf } from './reference.js'
import { render } from './template.js'
import { unionTemplate } from './templates/union.js'
import { literal, str } from './text.js'

/** A union of messages: its type, its shape, its two functions and the exported `Message`. */
export function unionText(node: UnionNode, scope: FileScope): string {
  const helpers = scope.helpers(node.id)
  const unionType = scope.stub('unionType')
  return render(unionTemplate, {
    name: node.name,
    doc: node.doc,
    types: node.members.map(({ ref }) => scope.exported(ref.id)),
    type: `const ${helpers.type} = ${unionType}(${str(node.name)}, ${str(node.discriminator)}, () => ${memberShapes(node, scope)})`,
    write: writeFunction(node, scope),
    read: readFunction(node, scope),
    exported: messageConstant(node.name, helpers, scope),
  })
}

function memberShapes({ members }: UnionNode, scope: FileScope): string {
  const rows = members.map(({ tag, ref, id }) => {
    const type = shapeOf(ref.id, scope)
    // A Message tells its type only as one of all; that this is a struct, the reader has seen.
    const struct = scope.owns(ref.id) ? type : `${type} as ${scope.stubType('StructType')}`
    const parts = [`tag: ${literal(tag)}`, `type: ${struct}`, ...(id === undefined ? [] : [`id: ${id}`])]
    return `  { ${parts.join(', ')} },\n`
  })
  return `[\n${rows.join('')}]`
}

function writeFunction(node: UnionNode, scope: FileScope): string {
  const { type, write } = scope.helpers(node.id)
  const signature = `function ${write}(e: ${scope.stubType('Encoder')}, slot: ${scope.stubType('Slot')}, v: ${node.name}): void`
  // What is no object at all must reach the encoder too: it alone knows the path to report.
  const tag = isIdentifier(node.discriminator) ? `v?.${node.discriminator}` : `v?.[${str(node.discriminator)}]`
  return functionText(signature, (body) => {
    body.write(`switch (${tag})`).block(() => {
      node.members.forEach((member, index) => {
        body.writeLine(`case ${literal(member.tag)}:`)
        body.indent(() => {
          body.writeLine(`e.beginUnion(slot, ${type}, ${index})`)
          body.writeLine(`${writerOf(member.ref.id, scope)}(e, ${scope.stub('VALUE')}, v)`)
          body.writeLine('break')
        })
      })
      body.writeLine('default:')
      body.indent(() => body.writeLine(`e.beginUnion(slot, ${type}, -1)`))
    })
    body.writeLine('e.endUnion()')
  })
}

function readFunction(node: UnionNode, scope: FileScope): string {
  const { type, read } = scope.helpers(node.id)
  const [first] = node.members
  if (first === undefined) throw new Error(`the union ${node.name} has no member; the reader lets none pass`)
  return functionText(`function ${read}(d: ${scope.stubType('Decoder')}): ${node.name}`, (body) => {
    body.writeLine(`let v: ${node.name}`)
    body.write(`switch (d.beginUnion(${type}))`).block(() => {
      node.members.slice(1).forEach((member, index) => {
        body.writeLine(`case ${index + 1}:`)
        body.indent(() => body.writeLine(`v = ${readerOf(member.ref.id, scope)}(d)`).writeLine('break'))
      })
      body.writeLine('default:')
      body.indent(() => body.writeLine(`v = ${readerOf(first.ref.id, scope)}(d)`))
    })
    body.writeLine('d.endUnion()').writeLine('return v')
  })
}
