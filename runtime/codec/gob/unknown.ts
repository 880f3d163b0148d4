import { expected } from '../../expected.js'
import { isTyped } from './typed.js'

/** The name of the Go type that a value of no declared type is sent as. Throws `encode` for what has none. */
export function goTypeOf(value: unknown): string {
  switch (typeof value) {
    case 'boolean':
      return 'bool'
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? 'int' : 'float64'
    case 'bigint':
      return bigintType(value)
    case 'string':
      return 'string'
    case 'object':
      if (value !== null) return objectType(value)
  }
  throw expected('a value that gob has a type for', value)
}

function bigintType(value: bigint): string {
  if (BigInt.asIntN(64, value) === value) return 'int64'
  return BigInt.asUintN(64, value) === value ? 'uint64' : '*big.Int'
}

function objectType(value: object): string {
  if (isTyped(value)) return value.type
  if (value instanceof Uint8Array) return '[]uint8'
  if (value instanceof Date) return 'time.Time'
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}'
}
