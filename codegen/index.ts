/** The generator as a library: what the command does, without reading its flags or writing to disk. */

export { type ImportExtension, importExtensions } from './emit/import-path.js'
export { type EmitOptions as GenerateOptions, emit as generate } from './emit/index.js'
export type { OutputFile } from './emit/output-file.js'
export { checkProgram } from './ir/check.js'
export { type CodecName, codecNames } from './ir/codecs.js'
export type { Diagnostic } from './ir/diagnostic.js'
export type * from './ir/node.js'
export { UserError } from './ir/user-error.js'
export { lockPath } from './lock/lock-path.js'
export { type NumberedProgram, type NumberOptions, numberProgram } from './lock/number-program.js'
export { readLocks } from './lock/read-locks.js'
export { type ReadResult, readSchemas } from './read/index.js'
