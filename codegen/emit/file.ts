import type { Declaration, SchemaFile } from '../ir/node.js'
import { bodyText } from './body.js'
import { collectionText } from './collection.js'
import { enumText, enumTypeText } from './enum.js'
import { FileScope } from './file-scope.js'
import { header } from './header.js'
import { customTypeText } from './hook.js'
import { type ImportExtension, importPath } from './import-path.js'
import type { ImportStatement } from './imports.js'
import { messageText } from './message.js'
import { serviceText } from './service.js'
import { render } from './template.js'
import { fileTemplate } from './templates/file.js'
import { unionText } from './union.js'
import { zeroFunction } from './zero-function.js'

/** The `stubVersion` of the runtime that the emitted code is written for. */
export const STUB_VERSION = 4

/** What the files of one run share. */
export interface FileContext {
  readonly declarations: ReadonlyMap<string, Declaration>
  /** The module that declares each declaration, by its id. */
  readonly owners: ReadonlyMap<string, string>
  readonly importExtension: ImportExtension
  /** How a generated file names the schema file that it comes from. */
  readonly sourcePath: (file: SchemaFile) => string
}

/** The text of `<module>.ts`. */
export function fileText(file: SchemaFile, context: FileContext): string {
  const scope = new FileScope(file, context.declarations, context.owners)
  const checkStub = scope.stub('checkStub')
  const sections = sectionsOf(file, scope)
  return render(fileTemplate, {
    header: header(context.sourcePath(file)),
    imports: scope.imports.statements().map((statement) => importView(statement, file, context)),
    check: `${checkStub}(${STUB_VERSION})`,
    sections,
  })
}

/**
 * What constants are made of stands above them: a method's descriptor needs its
 * bodies, a body its collections, and a map the type of its keys. Types and functions need no order.
 */
function sectionsOf(file: SchemaFile, scope: FileScope): readonly string[] {
  const declarations = file.declarations.map((declaration) => declarationText(declaration, scope))
  const services = file.services.map((service) => serviceText(service, scope))
  // Rendering may ask for more of the same: a Map that is walked while it grows gives those too.
  const bodies = Array.from(scope.bodies.values(), (request) => bodyText(request, scope))
  const collections = Array.from(scope.collections.values(), (request) => collectionText(request, scope))
  const zeroes = Array.from(scope.zeroes.values(), ({ name, node }) => zeroFunction(node, name, scope))
  const enums = Array.from(scope.enums.values(), (request) => enumTypeText(request, scope))
  const customs = Array.from(scope.customs.values(), (request) => customTypeText(request, scope))
  return [...declarations, ...enums, ...customs, ...collections, ...zeroes, ...bodies, ...services]
}

function declarationText(declaration: Declaration, scope: FileScope): string {
  switch (declaration.kind) {
    case 'message':
      return messageText(declaration, scope)
    case 'enum':
      return enumText(declaration)
    case 'union':
      return unionText(declaration, scope)
  }
}

function importView(statement: ImportStatement, file: SchemaFile, context: FileContext): object {
  const { module, sibling, typeOnly, specifiers } = statement
  const from = sibling ? importPath(file.module, module, context.importExtension) : module
  return { typeOnly, specifiers, from }
}
