import type { GobValue } from '@rpcgen/runtime/gob/inspect'
import { hex } from '../harness.js'

/*
 * Values in the form in which Go's stand in test/vectors/gob-cases.json: integers
 * as decimal text, floats as their bits, bytes as hexadecimal.
 */

export function canonical(value: GobValue): unknown {
  switch (value.kind) {
    case 'bool':
      return value.value
    case 'int':
    case 'uint':
      return String(value.value)
    case 'float':
      return bits(value.value)
    case 'complex':
      return [bits(value.real), bits(value.imaginary)]
    case 'string':
      return value.raw === undefined ? value.value : { bytes: hex(value.raw) }
    case 'bytes':
      return hex(value.value)
    case 'struct':
      return Object.fromEntries(value.fields.map(({ name, value: field }) => [name, canonical(field)]))
    case 'array':
    case 'slice':
      return value.elements.map(canonical)
    case 'map':
      return value.entries.map(({ key, value: element }) => [canonical(key), canonical(element)])
    case 'interface':
      return value.value === null ? null : { type: value.typeName, value: canonical(value.value) }
    case 'opaque':
      return value.time === undefined
        ? hex(value.value)
        : [String(value.time.seconds), value.time.nanos, value.time.offset]
    case 'unread':
      return 'unread'
  }
}

function bits(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return view.getBigUint64(0).toString(16).padStart(16, '0')
}

/** The value with no struct field that is zero, since gob sends some of them and others not. */
export function sparse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sparse)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).map(([name, field]) => [name, sparse(field)] as const)
  return Object.fromEntries(fields.filter(([, field]) => !isZero(field)))
}

const ZERO_TIME = JSON.stringify(['-62135596800', 0, 0])

function isZero(value: unknown): boolean {
  if (typeof value === 'string') return /^0*$/.test(value)
  if (Array.isArray(value)) return JSON.stringify(value) === ZERO_TIME || value.every(isZero)
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isZero)
  return value === null || value === false
}
