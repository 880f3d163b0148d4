import { isRpcError } from '../../../error.js'
import { readTime } from '../../../go-time.js'
import type { Timestamp } from '../../../type.js'
import { readUtf8 } from '../../../utf8.js'
import { corrupt, type Input } from '../input.js'
import { BOOL, BYTES, COMPLEX, FLOAT, INT, STRING, UINT } from '../wire-type.js'
import type { Source } from './source.js'
import type { GobType } from './type.js'
import type { GobValue } from './value.js'

/*
 * Values with no values inside. Each lies in one message: only what an interface
 * holds can be in the next.
 */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Reads a value of a basic type; undefined, with nothing read, when the id is of no such type. */
export function readBasic(id: number, source: Source): GobValue | undefined {
  const { input, at: start } = source
  switch (id) {
    case BOOL: {
      const value = nextNumber(input, () => input.uint64() !== 0 || input.high !== 0)
      return { kind: 'bool', value, start, end: source.at }
    }
    case INT:
      return { kind: 'int', value: nextInt(input), start, end: source.at }
    case UINT:
      return { kind: 'uint', value: nextUint(input), start, end: source.at }
    case FLOAT:
      return { kind: 'float', value: nextFloat(input), start, end: source.at }
    case COMPLEX: {
      const real = nextFloat(input)
      const imaginary = nextFloat(input)
      return { kind: 'complex', real, imaginary, start, end: source.at }
    }
    case STRING: {
      const bytes = nextBytes(input, 'invalid string length')
      const value = readUtf8(bytes, 0, bytes.length)
      return isUtf8(bytes)
        ? { kind: 'string', value, start, end: source.at }
        : { kind: 'string', value, raw: new Uint8Array(bytes), start, end: source.at }
    }
    case BYTES:
      return { kind: 'bytes', value: new Uint8Array(nextBytes(input, 'invalid []byte length')), start, end: source.at }
    default:
      return undefined
  }
}

/** Reads what a type's own marshaller has written. */
export function readOpaque(id: number, type: Extract<GobType, { kind: 'opaque' }>, source: Source): GobValue {
  const start = source.at
  const { name, mechanism } = type
  const value = new Uint8Array(nextBytes(source.input, 'GobDecoder: invalid data length'))
  const time = mechanism === 'GobEncoder' && name === 'Time' ? timeIn(value) : undefined
  return { kind: 'opaque', id, name, value, ...(time === undefined ? {} : { time }), start, end: source.at }
}

/** A type that is called Time need not be Go's. */
function timeIn(bytes: Uint8Array): Timestamp | undefined {
  try {
    return readTime(bytes, 0, bytes.length)
  } catch (error) {
    if (isRpcError(error)) return undefined
    throw error
  }
}

export function nextInt(input: Input): number | bigint {
  const start = input.position
  const value = nextNumber(input, () => input.int())
  if (Number.isSafeInteger(value)) return value
  input.position = start
  return input.bigInt()
}

export function nextUint(input: Input): number | bigint {
  const start = input.position
  const value = nextNumber(input, () => input.uint())
  if (Number.isSafeInteger(value)) return value
  input.position = start
  return input.bigUint()
}

function nextFloat(input: Input): number {
  return nextNumber(input, () => input.float())
}

/**
 * The bytes behind a length, in place. What is kept has to be copied, and not by
 * `slice`, which in Node's Buffer copies nothing. Throws with the complaint when
 * there are not as many.
 */
export function nextBytes(input: Input, complaint: string): Uint8Array {
  const length = nextUint(input)
  if (length > input.left) throw corrupt(`${complaint} ${length}: exceeds input size ${input.left}`)
  const start = input.position
  input.position += Number(length)
  return input.buffer.subarray(start, input.position)
}

/** {@link Input} reads the first byte of a number whether it is there or not. */
function nextNumber<T>(input: Input, read: () => T): T {
  if (input.left <= 0) throw corrupt('unexpected EOF')
  return read()
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes)
    return true
  } catch {
    return false
  }
}
