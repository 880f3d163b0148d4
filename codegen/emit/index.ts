import { byCodePoint } from '../ir/by-code-point.js'
import { declarations } from '../ir/declarations.js'
import type { Program, SchemaFile } from '../ir/node.js'
import { UserError } from '../ir/user-error.js'
import { barrelText } from './barrel.js'
import { checkSyntax } from './check-syntax.js'
import { fileText } from './file.js'
import type { ImportExtension } from './import-path.js'
import type { OutputFile } from './output-file.js'

export interface EmitOptions {
  /** How generated modules import each other: `./arith.js` (default), `./arith.ts` or `./arith`. */
  readonly importExtension?: ImportExtension | undefined
  /** How a generated file names the schema file that it comes from. Default: as the user named it. */
  readonly sourcePath?: ((file: SchemaFile) => string) | undefined
}

/**
 * The generated files of a program, by code point of their paths: one for each
 * schema file that declares or serves something, and the index. Pure: the same
 * program gives the same bytes. Throws a `UserError` when two schema files would
 * become one generated file.
 */
export function emit(program: Program, options: EmitOptions = {}): readonly OutputFile[] {
  const { importExtension = 'js', sourcePath = (file) => file.path } = options
  const files = program.files
    .filter((file) => file.declarations.length + file.services.length > 0)
    .sort((a, b) => byCodePoint(a.module, b.module))
  refuseClashes(files)
  const owners = new Map(files.flatMap((file) => file.declarations.map(({ id }) => [id, file.module] as const)))
  const context = { declarations: declarations(program), owners, importExtension, sourcePath }
  const outputs = files.map((file) => ({ path: `${file.module}.ts`, text: fileText(file, context) }))
  outputs.push({ path: 'index.ts', text: barrelText(files, importExtension) })
  outputs.sort((a, b) => byCodePoint(a.path, b.path))
  checkSyntax(outputs)
  return outputs
}

/** On many file systems two names that differ only in case are one. */
function refuseClashes(files: readonly SchemaFile[]): void {
  const taken = new Map<string, string>()
  for (const { module, path } of files) {
    const key = module.toLowerCase()
    if (key === 'index') {
      throw new UserError(
        `${path} would be generated as ${module}.ts, the name of the index`,
        'Rename the schema file.',
      )
    }
    const other = taken.get(key)
    if (other !== undefined) {
      throw new UserError(
        `${other} and ${path} would both be generated as ${module}.ts`,
        'Rename one of the two schema files.',
      )
    }
    taken.set(key, path)
  }
}
