import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'

export interface Import {
  /** A path from the root for a relative import, else the specifier as it is written. */
  readonly target: string
  /** Whether the import is gone when the file runs. */
  readonly typeOnly: boolean
}

/** What the layout's rules look at in one file. */
export interface Source {
  readonly path: string
  readonly lines: number
  readonly imports: readonly Import[]
  /** Whether it makes code out of text: `eval` or `Function`. */
  readonly evaluates: boolean
}

/** Every TypeScript file below the folders, as paths from `root`, but for what is built or installed. */
export function readSources(root: string, folders: readonly string[]): readonly Source[] {
  return folders.flatMap((folder) =>
    readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) {
        return entry.name === 'dist' || entry.name === 'node_modules' ? [] : readSources(root, [path])
      }
      return path.endsWith('.ts') ? [parseSource(path, readFileSync(`${root}/${path}`, 'utf8'))] : []
    }),
  )
}

export function parseSource(path: string, text: string): Source {
  const imports: Import[] = []
  let evaluates = false
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      imports.push({ target: resolve(path, specifier.text), typeOnly })
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly)
    } else if (ts.isImportTypeNode(node)) {
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true)
    } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments?.[0], false)
      if (ts.isIdentifier(node.expression)) evaluates ||= /^(eval|Function)$/.test(node.expression.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest))
  return { path, lines: text.replace(/\n$/, '').split('\n').length, imports, evaluates }
}

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts')
}
