import { RpcError } from './error.js'

/** The error for a value that is not what its type says: `expected a string, got undefined`. */
export function expected(what: string, value: unknown, code: 'encode' | 'decode' = 'encode'): RpcError {
  return new RpcError(code, `expected ${what}, got ${describe(value)}`)
}

const LONGEST = 40

function describe(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return `the number ${Object.is(value, -0) ? '-0' : value}`
  if (typeof value === 'bigint') return `the bigint ${value}n`
  if (typeof value === 'string') {
    return `the string ${JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value)}`
  }
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object')
    return value.constructor?.name === 'Object' ? 'an object' : `a ${value.constructor?.name ?? 'object'}`
  return `a ${typeof value}`
}
