import { RpcError } from '../../error.js'
import {
  ARRAY_KIND,
  BINARY_KIND,
  BOOLEAN_KIND,
  EXTENSION_KIND,
  FLOAT_KIND,
  INT64,
  INTEGER_KIND,
  KINDS,
  MAP_KIND,
  NEVER_USED,
  NIL_KIND,
  STRING_KIND,
  TRUE,
  UINT64,
} from './format.js'
import { readBigint, readFloat, readInteger } from './number.js'

const names: Readonly<Record<number, string>> = {
  [STRING_KIND]: 'a string',
  [BINARY_KIND]: 'bytes',
  [ARRAY_KIND]: 'an array',
  [MAP_KIND]: 'a map',
  [EXTENSION_KIND]: 'an extension',
  [NIL_KIND]: 'nil',
}

/** What stands in the place of a required field that is missing, and of a value whose key was there before. */
export const MISSING: Uint8Array = Uint8Array.of(NEVER_USED)
export const TWICE: Uint8Array = Uint8Array.of(NEVER_USED)

/** A key that stands in one map a second time; named where the path does not name it. */
export function twice(key?: unknown): RpcError {
  const named = key === undefined ? 'the key' : `the key ${typeof key === 'string' ? JSON.stringify(key) : String(key)}`
  return new RpcError('decode', `${named} stands there twice`)
}

/** The error for a value that is not what its type says: `expected a string, got the number 7`. */
export function mismatch(what: string, buffer: Uint8Array, at: number): RpcError {
  if (buffer === TWICE) return twice()
  const found = describe(buffer, at)
  return new RpcError('decode', found === undefined ? `missing, expected ${what}` : `expected ${what}, got ${found}`)
}

/** Undefined for the byte that begins nothing: it stands for a value that is missing. */
function describe(buffer: Uint8Array, at: number): string | undefined {
  const first = buffer[at] as number
  switch (KINDS[first]) {
    case INTEGER_KIND: {
      const small = readInteger(buffer, at)
      return `the number ${Number.isNaN(small) ? readBigint(buffer, at) : small}`
    }
    case FLOAT_KIND:
      return `the float ${readFloat(buffer, at)}`
    case BOOLEAN_KIND:
      return String(first === TRUE)
    default:
      return names[KINDS[first] as number]
  }
}

/** Whether the integer at `at` is one that {@link readInteger} does not hold. */
export function isLarge(buffer: Uint8Array, at: number): boolean {
  return buffer[at] === UINT64 || buffer[at] === INT64
}
