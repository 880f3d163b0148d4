import { checkCodec } from './check-codec.js'
import { checkCycles } from './check-cycles.js'
import { checkGoTypes } from './check-go-types.js'
import { checkNames } from './check-names.js'
import { checkWires } from './check-wires.js'
import { checkZero } from './check-zero.js'
import type { CodecName } from './codecs.js'
import { declarations } from './declarations.js'
import type { Diagnostic } from './diagnostic.js'
import type { Program } from './node.js'

/**
 * Findings about a whole program: names that generated code cannot have, files
 * that need each other, names on the wire and of Go types, and, for each of the
 * named codecs, what it cannot carry or carries with a catch. Each group is in
 * the order of the program.
 */
export function checkProgram(program: Program, codecs: readonly CodecName[]): readonly Diagnostic[] {
  const declared = declarations(program)
  return [
    ...checkNames(program),
    ...checkCycles(program),
    ...checkWires(program, codecs),
    ...checkGoTypes(program, codecs, declared),
    ...codecs.flatMap((codec) => checkCodec(program, codec, declared)),
    ...checkZero(program, codecs, declared),
  ]
}
