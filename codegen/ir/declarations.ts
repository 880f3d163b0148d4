import type { Declaration, Program } from './node.js'

/** Every declaration of a program, by id. */
export function declarations(program: Program): ReadonlyMap<string, Declaration> {
  return new Map(program.files.flatMap((file) => file.declarations).map((declaration) => [declaration.id, declaration]))
}
