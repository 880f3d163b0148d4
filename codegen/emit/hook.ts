import type { CustomNode, ShippedHook } from '../ir/node.js'
import type { FileScope, Request } from './file-scope.js'
import { capitalize } from './names.js'

/** What a hook of the runtime is called there, and what its values are in TypeScript. */
const shipped: Readonly<Record<ShippedHook, { readonly constant: string; readonly type: string }>> = {
  bigInt: { constant: 'bigIntHook', type: 'bigint' },
  ip: { constant: 'ipHook', type: 'string' },
  rawString: { constant: 'rawStringHook', type: 'Uint8Array' },
  uuid: { constant: 'uuidHook', type: 'string' },
}

/** A hook, as an expression: an export of the runtime, or of the module that the schema names. */
export function hookText({ hook }: CustomNode, scope: FileScope): string {
  return typeof hook === 'string' ? scope.stub(shipped[hook].constant) : scope.external(hook.module, hook.name)
}

/** The type of a hook's values in TypeScript. */
export function hookValueText(node: CustomNode, scope: FileScope): string {
  const { hook } = node
  return typeof hook === 'string'
    ? shipped[hook].type
    : `${scope.stubType('HookValue')}<typeof ${hookText(node, scope)}>`
}

/** What the constant of a hook's type is named after. */
export function hookName({ hook }: CustomNode): string {
  return capitalize(typeof hook === 'string' ? hook : hook.name)
}

/** The runtime's description of a type that marshals itself. */
export function customTypeText({ name, node }: Request<CustomNode>, scope: FileScope): string {
  return `const ${name} = ${scope.stub('customType')}(${hookText(node, scope)})`
}
