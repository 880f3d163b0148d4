import type { MessageNode } from '../ir/node.js'
import type { FileScope } from './file-scope.js'
import { functionText } from './function-text.js'
import { enclosed, prop } from './text.js'
import { zeroOf } from './zero.js'

/**
 * The function that makes a message of zeroes. A module that needs one for
 * another module's message has its own, so that none is exported.
 */
export function zeroFunction(message: MessageNode, name: string, scope: FileScope): string {
  const fields = message.fields.map((field) => {
    // Optional fields are there as undefined: every object of a message then has the same hidden class.
    const zero = field.optional ? 'undefined' : zeroOf(field.type, scope)?.text
    if (zero === undefined) throw new Error(`${message.name}.${field.name} has no zero, so ${message.name} has none`)
    return `${prop(field.name)}: ${zero}`
  })
  return functionText(`function ${name}(): ${scope.exported(message.id)}`, (body) => {
    body.writeLine(`return ${enclosed('{}', fields)}`)
  })
}
