import type { Diagnostic } from './diagnostic.js'
import type { Named, Program, SchemaFile } from './node.js'
import { type Part, partsOfDeclared, partsOfMethod, walk } from './walk.js'

/** The file that declares what a file's types refer to, and what it is that refers there first. */
type Uses = ReadonlyMap<SchemaFile, Named>

function usesOf(file: SchemaFile, homes: ReadonlyMap<string, SchemaFile>): Uses {
  const uses = new Map<SchemaFile, Named>()
  const note = (owner: Named, parts: readonly Part[]): void => {
    for (const part of parts) {
      walk(part, ({ type }) => {
        const home = type.kind === 'ref' ? homes.get(type.id) : undefined
        if (home !== undefined && home !== file && !uses.has(home)) uses.set(home, owner)
      })
    }
  }
  for (const declaration of file.declarations) note(declaration, partsOfDeclared(declaration))
  for (const method of file.services.flatMap(({ methods }) => methods)) note(method, partsOfMethod(method))
  return uses
}

/**
 * Files whose types refer to each other: their modules would import each other,
 * and whichever is loaded first would find the other's messages not made yet.
 */
export function checkCycles(program: Program): readonly Diagnostic[] {
  const homes = new Map(program.files.flatMap((file) => file.declarations.map(({ id }) => [id, file] as const)))
  const uses = new Map(program.files.map((file) => [file, usesOf(file, homes)]))
  const found: Diagnostic[] = []
  const done = new Set<SchemaFile>()
  const visit = (file: SchemaFile, way: readonly SchemaFile[]): void => {
    if (done.has(file)) return
    for (const [used, owner] of uses.get(file) ?? []) {
      const from = [...way, file].indexOf(used)
      if (from < 0) visit(used, [...way, file])
      else found.push(cycle([...way, file].slice(from), owner))
    }
    done.add(file)
  }
  for (const file of program.files) visit(file, [])
  return found
}

function cycle(files: readonly SchemaFile[], { span }: Named): Diagnostic {
  const modules = files.map(({ module }) => module).join(', ')
  const message = `the types of these schema files refer to each other in a circle: ${modules}`
  return {
    severity: 'error',
    span,
    message,
    hint: 'Export what they share from one of them, or from a file of its own.',
  }
}
