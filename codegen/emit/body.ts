import type { TypeNode } from '../ir/node.js'
import { isCollection } from './collection.js'
import type { FileScope, Request } from './file-scope.js'
import { readExpression } from './read.js'
import { shape } from './shape.js'
import { call } from './text.js'
import { typeText } from './type-text.js'
import { writeExpression } from './write.js'

/** The `Message` of a type without a name, for methods that take it or answer with it as the whole body. */
export function bodyText({ name, node }: Request<TypeNode>, scope: FileScope): string {
  const declared = `const ${name}: ${scope.stubType('Message')}<${typeText(node, scope)}> = `
  const message = scope.stub('message')
  if (isCollection(node)) {
    const { type, write, read } = scope.collection(node)
    return call(declared, message, [type, write, read])
  }
  const write = group(writeExpression(node, 'slot', 'v', scope), node.kind === 'nullable')
  const read = group(readExpression(node, scope), node.kind === 'nullable')
  return call(declared, message, [shape(node, scope), `(e, slot, v) => ${write}`, `(d) => ${read}`])
}

function group(expression: string, conditional: boolean): string {
  return conditional ? `(${expression})` : expression
}
