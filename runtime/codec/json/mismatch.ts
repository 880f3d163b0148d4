/*
 * The words with which encoding/json refuses a value (decode.go,
 * `UnmarshalTypeError`). They go back to the peer as they are, so they name
 * types as Go does.
 */
import { RpcError } from '../../error.js'
import { readUtf8 } from '../../utf8.js'
import { CLOSE_BRACE, CLOSE_BRACKET, LOWER_F, LOWER_N, LOWER_T, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './ascii.js'
import { skipScalar } from './cursor.js'
import type { Shape } from './shape.js'

/** A value that does not fit: `found` is `string`, `number 1.5`, `object`; `place` as {@link placeOf} says it. */
export function mismatch(found: string, place: string, type: string): RpcError {
  return new RpcError('decode', `json: cannot unmarshal ${found} into Go ${place} of type ${type}`)
}

/** A type's name that says that it is a number: Go quotes the number that does not fit one. */
const NUMERIC = /^(u?int|float)\d*$/

/** What Go calls the value that stands in the place of one of this type. */
export function describe(buffer: Uint8Array, at: number, type: string): string {
  switch (buffer[at]) {
    case QUOTE:
      return 'string'
    case OPEN_BRACE:
      return 'object'
    case OPEN_BRACKET:
      return 'array'
    case LOWER_T:
    case LOWER_F:
      return 'bool'
    case LOWER_N:
      return 'null'
    case CLOSE_BRACE:
    case CLOSE_BRACKET:
      return 'nothing'
    default:
      return NUMERIC.test(type) ? `number ${readUtf8(buffer, at, skipScalar(buffer, at))}` : 'number'
  }
}

/** Throws `encode` for -1, which is no list at all, and for another count than a list of fixed length has. */
export function checkCount(count: number, length: number | undefined): void {
  if (count < 0) throw new RpcError('encode', 'expected an array')
  if (length === undefined || count === length) return
  throw new RpcError('encode', `expected an array of ${length} items, got ${count}`)
}

/** A list of fixed length with more items, or with so many too few. */
export function wrongCount(more: boolean, left: number): RpcError {
  return new RpcError('decode', more ? 'more items than the list has' : `${left} items of the list are missing`)
}

/** A key that stands in one object a second time; named where the path does not name it. */
export function twice(key?: string): RpcError {
  const named = key === undefined ? 'the key' : `the key ${JSON.stringify(key)}`
  return new RpcError('decode', `${named} stands there twice`)
}

/** What a peer that is not Go's is told instead of the name of a type of Go's. */
export function plainName(type: string): string {
  if (type === '[]uint8') return 'bytes in base64'
  if (type === 'time.Time') return 'a moment of RFC 3339'
  if (type.startsWith('[')) return 'an array'
  if (type.startsWith('map[')) return 'an object'
  return type
}

/** What stands open around a value, from the outside in: the shape of each struct, and the index of its field at hand. */
export function placeOf(shapes: readonly (Shape | undefined)[], fields: readonly number[], depth: number): string {
  const path: string[] = []
  let struct = ''
  for (let level = 1; level <= depth; level++) {
    const shape = shapes[level]
    if (shape === undefined) continue
    struct = shape.type.name
    path.push(shape.names[fields[level] as number] ?? '')
  }
  return path.length === 0 ? 'value' : `struct field ${struct}.${path.join('.')}`
}
