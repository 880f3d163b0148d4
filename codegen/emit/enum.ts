import type { EnumNode } from '../ir/node.js'
import type { FileScope, Request } from './file-scope.js'
import { render } from './template.js'
import { enumTemplate } from './templates/enum.js'
import { literal, prop, str } from './text.js'

/** An enum: an object of its members and the union of their values. */
export function enumText(node: EnumNode): string {
  return render(enumTemplate, {
    name: node.name,
    doc: node.doc,
    members: node.members.map(({ name, value }) => `${prop(name)}: ${literal(value)}`),
    union: [...new Set(node.members.map(({ value }) => literal(value)))],
  })
}

/** The runtime's description of an enum, in terms of what is exported: so any module can make one of any enum. */
export function enumTypeText({ name, node }: Request<EnumNode>, scope: FileScope): string {
  return `const ${name} = ${scope.stub('enumType')}(${str(node.name)}, Object.values(${scope.exported(node.id)}))`
}
