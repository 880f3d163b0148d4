import type { SchemaFile } from '../ir/node.js'

/** What a generated file exports, in order: names with a value (and perhaps a type), and names that are types only. */
export interface Exports {
  readonly values: readonly string[]
  readonly types: readonly string[]
}

export function exportsOf(file: SchemaFile): Exports {
  return {
    values: [
      ...file.declarations.map(({ name }) => name),
      ...file.services.flatMap(({ name }) => [`${name}Methods`, `${name}Client`, `serve${name}`]),
    ],
    types: file.services.flatMap(({ name }) => [name, `${name}Handlers`]),
  }
}
