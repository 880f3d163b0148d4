import { ts } from 'ts-morph'
import { byCodePoint } from '../ir/by-code-point.js'
import type { Span } from '../ir/node.js'
import { docOf } from './doc.js'
import type { Site } from './site.js'
import { type Source, spanOf, spanOfStart } from './source.js'
import { makesValue, topLevel } from './syntax.js'

/** How an export comes by its value: made here, another name for what is made elsewhere, or passed on from another file. */
export type Origin = 'made' | 'named' | 'passed'

/** One export of a schema file: its name, its value, and where it is written. */
export interface Export {
  readonly name: string
  readonly value: unknown
  readonly origin: Origin
  readonly site: Site
}

type Written = Pick<Export, 'origin' | 'site'>

function variable(source: Source, declaration: ts.VariableDeclaration, span: Span): Written {
  const { initializer } = declaration
  const origin = initializer !== undefined && makesValue(initializer) ? 'made' : 'named'
  return { origin, site: { source, span, doc: docOf(source, declaration), expression: initializer } }
}

/** One exported name; or several, of a value that is taken apart. */
function declarationOf(source: Source, declaration: ts.VariableDeclaration): readonly (readonly [string, Written])[] {
  const { name } = declaration
  if (ts.isIdentifier(name)) return [[name.text, variable(source, declaration, spanOf(source, name))]]
  return name.elements.flatMap((element): readonly (readonly [string, Written])[] => {
    if (!ts.isBindingElement(element) || !ts.isIdentifier(element.name)) return []
    const site = { source, span: spanOf(source, element.name), doc: docOf(source, element), expression: undefined }
    return [[element.name.text, { origin: 'made', site }]]
  })
}

/** `export { Args }`, `export { Args as default }`, or the same `from` another file. */
function specifier(source: Source, { name, propertyName }: ts.ExportSpecifier, passed: boolean): Written {
  const span = spanOf(source, name)
  const declared = passed ? undefined : topLevel(source.tree, (propertyName ?? name).text)
  if (declared && ts.isVariableDeclaration(declared)) return variable(source, declared, span)
  return { origin: 'passed', site: { source, span, doc: '', expression: undefined } }
}

function writtenIn(source: Source): ReadonlyMap<string, Written> {
  const written = new Map<string, Written>()
  for (const statement of source.tree.statements) {
    if (ts.isVariableStatement(statement)) {
      if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) continue
      for (const declaration of statement.declarationList.declarations) {
        for (const [name, place] of declarationOf(source, declaration)) written.set(name, place)
      }
    } else if (
      ts.isExportDeclaration(statement) &&
      statement.exportClause &&
      ts.isNamedExports(statement.exportClause)
    ) {
      const passed = statement.moduleSpecifier !== undefined
      for (const one of statement.exportClause.elements) written.set(one.name.text, specifier(source, one, passed))
    } else if (ts.isExportAssignment(statement)) {
      const { expression } = statement
      const site = { source, span: spanOf(source, expression), doc: docOf(source, statement), expression }
      written.set('default', { origin: makesValue(expression) ? 'made' : 'named', site })
    }
  }
  return written
}

/** What a schema file exports: first what its text names, in that order, then the rest (`export *`) in code-point order. */
export function exportsOf(source: Source, values: Readonly<Record<string, unknown>>): readonly Export[] {
  const written = writtenIn(source)
  const unseen: Written = {
    origin: 'passed',
    site: { source, span: spanOfStart(source), doc: '', expression: undefined },
  }
  const named = [...written].filter(([name]) => Object.hasOwn(values, name))
  const others = Object.keys(values)
    .filter((name) => !written.has(name))
    .sort(byCodePoint)
  return [
    ...named.map(([name, place]) => ({ name, value: values[name], ...place })),
    ...others.map((name) => ({ name, value: values[name], ...unseen })),
  ]
}
