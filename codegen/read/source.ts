import { Project, ts } from 'ts-morph'
import type { Diagnostic } from '../ir/diagnostic.js'
import type { Span } from '../ir/node.js'
import type { Input } from './inputs.js'

/** The syntax of one schema file. Nothing is resolved and no types are known: that is what running the file is for. */
export interface Source {
  readonly path: string
  readonly tree: ts.SourceFile
}

/** Parses one schema file. */
export function parse({ path, absolute, text }: Input): Source {
  return { path, tree: ts.createSourceFile(absolute, text, ts.ScriptTarget.ESNext, true) }
}

/** From one offset to another in a file, to the end of the first line at most. */
export function spanBetween({ path, tree }: Source, start: number, end: number): Span {
  const { line, character } = tree.getLineAndCharacterOfPosition(start)
  const [first = ''] = tree.text.slice(start, end).split(/\r\n|[\n\r\u2028\u2029]/)
  return { file: path, line: line + 1, column: character + 1, length: Math.max(1, first.length) }
}

export function spanOf(source: Source, node: ts.Node): Span {
  return spanBetween(source, node.getStart(source.tree), node.end)
}

/** One line, from its first sign to its last; the start of the file when it has no such line. */
export function spanOfLine(source: Source, line: number): Span {
  const { tree } = source
  if (line > tree.getLineStarts().length) return spanOfStart(source)
  const start = tree.getPositionOfLineAndCharacter(line - 1, 0)
  const [text = ''] = tree.text.slice(start).split(/\r\n|[\n\r\u2028\u2029]/)
  return spanBetween(source, start + text.length - text.trimStart().length, start + text.trimEnd().length)
}

export function spanOfStart({ path }: Source): Span {
  return { file: path, line: 1, column: 1, length: 1 }
}

/** What the parser has against a file: asked only of one that fails to load, since it needs a program. */
export function syntaxErrors(source: Source): readonly Diagnostic[] {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipFileDependencyResolution: true,
    compilerOptions: { allowJs: true, noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.ESNext },
  })
  const file = project.createSourceFile(source.tree.fileName, source.tree.text)
  return project
    .getProgram()
    .getSyntacticDiagnostics(file)
    .map(({ compilerObject: { start, length, messageText } }) => ({
      severity: 'error',
      span: spanBetween(source, start, start + length),
      message: ts.flattenDiagnosticMessageText(messageText, ' '),
      hint: 'This is no TypeScript; mend the syntax.',
    }))
}
