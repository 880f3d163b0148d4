import type { FileScope, HelperNames } from './file-scope.js'
import { call } from './text.js'

/** The export through which methods and other modules reach a message or a union. */
export function messageConstant(name: string, { type, write, read }: HelperNames, scope: FileScope): string {
  const declared = `export const ${name}: ${scope.stubType('Message')}<${name}> = `
  return call(declared, scope.stub('message'), [type, write, read])
}
