import type { Timestamp } from '@rpcgen/runtime/stub'
import type { Type } from '../../../../runtime/type.js'
import type { Canonical } from '../../../peers/go-gob.js'
import { hex, unhex } from './harness.js'

type Struct = Readonly<Record<string, unknown>>

/** A value of ours in the form in which Go prints its own, so that the two can be compared. */
export function canonical(type: Type, value: unknown): Canonical {
  switch (type.kind) {
    case 'int':
    case 'uint':
    case 'int64':
    case 'uint64':
      return String(value)
    case 'float':
      return floatText(value as number)
    case 'bytes':
      return hex(value as Uint8Array)
    case 'time': {
      const { seconds, nanos, offset } = value as Timestamp
      return [String(seconds), nanos, offset]
    }
    case 'enum':
      return type.base === 'int' ? String(value) : (value as string)
    case 'nullable':
      return value === null ? null : canonical(type.inner, value)
    case 'list':
      return (value as readonly unknown[]).map((item) => canonical(type.element, item))
    case 'tuple':
      return type.elements.map((element, index) => canonical(element, (value as readonly unknown[])[index]))
    case 'map':
      return [...(value as ReadonlyMap<unknown, unknown>)]
        .map(([key, item]) => [canonical(type.key, key), canonical(type.value, item)] as const)
        .sort(([a], [b]) => Buffer.compare(Buffer.from(JSON.stringify(a)), Buffer.from(JSON.stringify(b))))
    case 'struct':
      return Object.fromEntries(
        type.fields.map((field): [string, Canonical] => {
          const item = (value as Struct)[field.name]
          return [field.name, item === undefined ? null : canonical(field.type, item)]
        }),
      )
    case 'bool':
    case 'string':
      return value as boolean | string
    default:
      throw new Error(`a ${type.kind} has no canonical form`)
  }
}

/** The value of ours that Go prints so. */
export function ofCanonical(type: Type, text: Canonical): unknown {
  switch (type.kind) {
    case 'int':
    case 'uint':
      return Number(text)
    case 'int64':
    case 'uint64':
      return BigInt(text as string)
    case 'float':
      return text === 'NaN' ? Number.NaN : Buffer.from(text as string, 'hex').readDoubleBE()
    case 'bytes':
      return new Uint8Array(unhex(text as string))
    case 'time': {
      const [seconds, nanos, offset] = text as readonly [string, number, number]
      return { seconds: Number(seconds), nanos, offset }
    }
    case 'enum':
      return type.base === 'int' ? Number(text) : text
    case 'nullable':
      return text === null ? null : ofCanonical(type.inner, text)
    case 'list':
      return (text as readonly Canonical[]).map((item) => ofCanonical(type.element, item))
    case 'tuple':
      return type.elements.map((element, index) => ofCanonical(element, (text as readonly Canonical[])[index] ?? null))
    case 'map':
      return new Map(
        (text as readonly (readonly [Canonical, Canonical])[]).map(([key, item]) => [
          ofCanonical(type.key, key),
          ofCanonical(type.value, item),
        ]),
      )
    case 'struct': {
      const items = text as { readonly [key: string]: Canonical }
      const value: Record<string, unknown> = {}
      for (const field of type.fields) {
        const item = items[field.name] ?? null
        if (item !== null || !field.optional) value[field.name] = ofCanonical(field.type, item)
      }
      return value
    }
    case 'bool':
    case 'string':
      if (typeof text !== type.kind.replace('bool', 'boolean'))
        throw new Error(`${JSON.stringify(text)} is no ${type.kind}`)
      return text
    default:
      throw new Error(`a ${type.kind} has no canonical form`)
  }
}

/** The sixteen digits of a float's bits; there is one NaN. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  const bits = Buffer.alloc(8)
  bits.writeDoubleBE(value)
  return bits.toString('hex')
}
