import { dirname, resolve } from 'node:path'
import { ts } from 'ts-morph'

interface File {
  readonly absolute: string
  readonly text: string
}

const extension = /\.(?:ts|mts|js|mjs)$/

/**
 * The files, each behind those of them that it imports, as they run: so a part
 * of a schema that no export names is named, and declared, where it was made.
 * Of a cycle, the first in the given order comes last.
 */
export function inImportOrder<F extends File>(files: readonly F[]): readonly F[] {
  const byPath = new Map(files.map((file) => [file.absolute.replace(extension, ''), file]))
  const ordered = new Set<F>()
  const open = new Set<F>()
  const visit = (file: F): void => {
    if (open.has(file)) return
    open.add(file)
    for (const { fileName } of ts.preProcessFile(file.text).importedFiles) {
      if (!fileName.startsWith('.')) continue
      const imported = byPath.get(resolve(dirname(file.absolute), fileName).replace(extension, ''))
      if (imported !== undefined) visit(imported)
    }
    ordered.add(file)
  }
  files.forEach(visit)
  return [...ordered]
}
