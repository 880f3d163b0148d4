import { byCodePoint } from '../ir/by-code-point.js'
import type { Diagnostic } from '../ir/diagnostic.js'
import type { Program, SchemaFile } from '../ir/node.js'
import { claim, type Module } from './claim.js'
import type { Run } from './context.js'
import { exportsOf } from './exports.js'
import { explainFailures, type Failure } from './failure.js'
import { readFileItems } from './file.js'
import { inImportOrder } from './import-order.js'
import { findInputs } from './inputs.js'
import { loadAll } from './load.js'
import { parse } from './source.js'

export interface ReadResult {
  readonly program: Program
  /** In the order of files and lines. When one of them is an error, the program is not whole. */
  readonly diagnostics: readonly Diagnostic[]
  /** The text of every file that a span can name, by `Span.file`. */
  readonly sources: ReadonlyMap<string, string>
}

/**
 * Reads every schema file that the inputs name: folders (with those inside, but
 * for `node_modules` and dot folders) and files, ending in .ts, .mts, .js or
 * .mjs and not in .d.ts. Reading runs the files. Paths are relative to `cwd`.
 * Throws a `UserError` when an input is missing or there is no schema file.
 */
export async function readSchemas(inputs: readonly string[], cwd: string = process.cwd()): Promise<ReadResult> {
  const files = await findInputs(inputs, cwd)
  const sources = files.map(parse)
  const loaded = await loadAll(
    files.map(({ absolute }) => absolute),
    cwd,
  )
  const run: Run = { diagnostics: [], entries: new Map(), byId: new Map(), scopes: new Map(), looked: new Set() }
  const failures: Failure[] = []
  const modules: (Module & { readonly path: string })[] = []
  for (const [index, { module, path }] of files.entries()) {
    const source = sources[index]
    const result = loaded[index]
    if (source === undefined || result === undefined) continue
    if ('error' in result) failures.push({ source, error: result.error })
    else
      modules.push({
        file: { module, declarations: [], services: [] },
        path,
        exports: exportsOf(source, result.exports),
      })
  }
  const items = claim(modules, run)
  // What no export names is declared by the first file that uses it, so each file comes behind those that it imports.
  const byPath = new Map(modules.map((module) => [module.path, module]))
  const read = new Map<string, SchemaFile>()
  for (const { path } of inImportOrder(files)) {
    const module = byPath.get(path)
    if (module !== undefined) read.set(path, readFileItems(module.file, path, items.get(module.file) ?? [], run))
  }
  return {
    program: { files: files.flatMap(({ path }) => read.get(path) ?? []) },
    diagnostics: sorted([...explainFailures(failures, sources), ...run.diagnostics]),
    sources: new Map(files.map(({ path, text }) => [path, text])),
  }
}

/** What is reached on two ways is found twice, and said once. */
function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unique = new Map(diagnostics.map((found) => [JSON.stringify(found), found]))
  return [...unique.values()].sort(
    ({ span: a }, { span: b }) => byCodePoint(a.file, b.file) || a.line - b.line || a.column - b.column,
  )
}
