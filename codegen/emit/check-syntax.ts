import { Project } from 'ts-morph'
import type { OutputFile } from './output-file.js'

/** Throws when a file is not TypeScript, which is a fault of the emitter whatever the schema: nothing is written then. */
export function checkSyntax(files: readonly OutputFile[]): void {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    compilerOptions: { noLib: true, noResolve: true, types: [] },
  })
  for (const { path, text } of files) project.createSourceFile(path, text)
  for (const diagnostic of project.getProgram().getSyntacticDiagnostics()) {
    const file = diagnostic.getSourceFile().getFilePath().slice(1)
    const message = diagnostic.getMessageText()
    const reason = typeof message === 'string' ? message : message.getMessageText()
    throw new Error(`generated ${file}:${diagnostic.getLineNumber()} is not TypeScript: ${reason}`)
  }
}
