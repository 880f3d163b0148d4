import { byCodePoint } from '../ir/by-code-point.js'
import type { SchemaFile } from '../ir/node.js'
import { exportsOf } from './exports.js'
import { header } from './header.js'
import { type ImportExtension, importPath } from './import-path.js'
import { render } from './template.js'
import { barrelTemplate } from './templates/barrel.js'
import { oneLine } from './text.js'

/** The text of `index.ts`: every name that one file alone exports, explicitly. */
export function barrelText(files: readonly SchemaFile[], importExtension: ImportExtension): string {
  const modules = modulesByName(files)
  const single = (name: string): boolean => modules.get(name)?.length === 1
  const statements = files.flatMap((file) => {
    const from = importPath('index', file.module, importExtension)
    const { values, types } = exportsOf(file)
    return [
      { typeOnly: false, names: values.filter(single).sort(byCodePoint), from },
      { typeOnly: true, names: types.filter(single).sort(byCodePoint), from },
    ].filter(({ names }) => names.length > 0)
  })
  const ambiguous = [...modules]
    .filter(([, owners]) => owners.length > 1)
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([name, owners]) => ({ name, modules: oneLine(owners.join(' and ')) }))
  return render(barrelTemplate, { header: header('all its schemas'), statements, ambiguous })
}

function modulesByName(files: readonly SchemaFile[]): ReadonlyMap<string, readonly string[]> {
  const modules = new Map<string, string[]>()
  for (const file of files) {
    const { values, types } = exportsOf(file)
    for (const name of [...values, ...types]) modules.set(name, [...(modules.get(name) ?? []), file.module])
  }
  return modules
}
