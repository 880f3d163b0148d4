import { errorsOf } from '../ir/errors.js'
import type { SchemaFile, ServiceNode } from '../ir/node.js'

/** What a generated file exports, in order: names with a value (and perhaps a type), and names that are types only. */
export interface Exports {
  readonly values: readonly string[]
  readonly types: readonly string[]
}

export function exportsOf(file: SchemaFile): Exports {
  return {
    values: [...file.declarations.map(({ name }) => name), ...file.services.flatMap(valuesOf)],
    types: file.services.flatMap(({ name }) => [name, `${name}Handlers`]),
  }
}

function valuesOf(service: ServiceNode): readonly string[] {
  const { name } = service
  const errors = errorsOf(service).length === 0 ? [] : [`${name}Errors`]
  return [...errors, `${name}Methods`, `${name}Client`, `serve${name}`]
}
