import { isTyped, typed } from '@rpcgen/runtime/gob'
import type { Complex, Timestamp } from '@rpcgen/runtime/stub'
import { builtins } from '../../../../runtime/codec/gob/builtins.js'
import { wireName } from '../../../../runtime/go.js'
import { float64, type Type } from '../../../../runtime/type.js'
import type { Canonical } from '../../../peers/go-gob.js'
import { registeredTypes } from './go-types.js'
import { hex, unhex } from './harness.js'

type Struct = Readonly<Record<string, unknown>>

/** Whose view of what an interface holds: what tells it from others in JavaScript, or what Go prints of it when it is sent. */
export type View = 'ours' | 'go'

/** A value of ours in the form in which Go prints its own, so that the two can be compared. */
export function canonical(type: Type, value: unknown, view: View = 'ours'): Canonical {
  switch (type.kind) {
    case 'int':
    case 'uint':
    case 'int64':
    case 'uint64':
      return String(value)
    case 'float':
      return floatText(value as number)
    case 'complex': {
      const { real, imag } = value as Complex
      return [floatText(real), floatText(imag)]
    }
    case 'bytes':
      return hex(value as Uint8Array)
    case 'custom':
      return type.hook.form === 'string' ? stringForm(type.hook.encode(value)) : hex(type.hook.encode(value))
    case 'unknown':
      return view === 'go' ? sentForm(value) : anyForm(value)
    case 'union': {
      const member = type.members.find(({ tag }) => tag === (value as Struct)[type.discriminator])
      if (member === undefined) throw new Error(`no member of ${type.name}`)
      const form = canonical(member.type, value, view) as { readonly [field: string]: Canonical }
      if (view === 'ours') return form
      const { [type.discriminator]: _, ...fields } = form
      return { type: wireName(member.type.wire, 'gob', member.type.name), value: fields }
    }
    case 'time': {
      if (!type.exact) return dateForm(value as Date)
      const { seconds, nanos, offset } = value as Timestamp
      return [String(seconds), nanos, offset]
    }
    case 'enum':
      return type.base === 'int' ? String(value) : (value as string)
    case 'nullable':
      return value === null ? null : canonical(type.inner, value, view)
    case 'list':
      return (value as readonly unknown[]).map((item) => canonical(type.element, item, view))
    case 'tuple':
      return type.elements.map((element, index) => canonical(element, (value as readonly unknown[])[index], view))
    case 'map':
      return sorted(
        [...(value as ReadonlyMap<unknown, unknown>)].map(([key, item]) => [
          canonical(type.key, key, view),
          canonical(type.value, item, view),
        ]),
      )
    case 'struct':
      return Object.fromEntries(
        type.fields.map((field): [string, Canonical] => {
          const item = (value as Struct)[field.name]
          return [field.name, item === undefined ? null : canonical(field.type, item, view)]
        }),
      )
    case 'bool':
    case 'string':
      return value as boolean | string
  }
}

/** A value of no declared type, with what tells it from others in JavaScript. */
function anyForm(value: unknown): Canonical {
  if (value === null) return null
  if (isTyped(value)) return { type: value.type, value: canonical(namedType(value.type), value.value) }
  if (typeof value === 'number') return { number: floatText(value) }
  if (typeof value === 'bigint') return { bigint: String(value) }
  if (value instanceof Uint8Array) return { bytes: hex(value) }
  if (value instanceof Date) return { date: value.toISOString() }
  if (Array.isArray(value)) return value.map(anyForm)
  if (typeof value !== 'object') return value as boolean | string
  return { object: sorted(Object.entries(value).map(([key, item]) => [key, anyForm(item)])) }
}

/** A value of no declared type, under the name of the Go type that it is sent as. */
function sentForm(value: unknown): Canonical {
  if (value === null) return null
  if (isTyped(value)) return { type: value.type, value: canonical(namedType(value.type), value.value, 'go') }
  if (typeof value === 'boolean') return { type: 'bool', value }
  if (typeof value === 'string') return { type: 'string', value }
  if (typeof value === 'bigint') return bigintForm(value)
  if (typeof value === 'number') {
    const isInt = Number.isSafeInteger(value) && !Object.is(value, -0)
    return isInt ? { type: 'int', value: String(value) } : { type: 'float64', value: floatText(value) }
  }
  if (value instanceof Uint8Array) return { type: '[]uint8', value: hex(value) }
  if (value instanceof Date) return { type: 'time.Time', value: dateForm(value) }
  if (Array.isArray(value)) return { type: '[]interface {}', value: value.map(sentForm) }
  const entries = Object.entries(value as object).map(([key, item]) => [key, sentForm(item)] as const)
  return { type: 'map[string]interface {}', value: sorted(entries) }
}

function bigintForm(value: bigint): Canonical {
  if (value >= -(2n ** 63n) && value < 2n ** 63n) return { type: 'int64', value: String(value) }
  if (value > 0n && value < 2n ** 64n) return { type: 'uint64', value: String(value) }
  return { type: '*big.Int', value: canonical(namedType('*big.Int'), value) }
}

/** A map's entries in the order of their keys' texts. */
function sorted(entries: readonly (readonly [Canonical, Canonical])[]): Canonical {
  return [...entries].sort(([a], [b]) => Buffer.compare(Buffer.from(JSON.stringify(a)), Buffer.from(JSON.stringify(b))))
}

function dateForm(date: Date): Canonical {
  const milliseconds = date.getTime()
  const seconds = Math.floor(milliseconds / 1000)
  return [String(seconds), (milliseconds - seconds * 1000) * 1e6, 0]
}

/** Go's string as itself, or as its bytes where it is no UTF-8. */
function stringForm(bytes: Uint8Array): Canonical {
  const text = Buffer.from(bytes).toString()
  return Buffer.from(text).equals(bytes) ? text : { bytes: hex(bytes) }
}

function stringBytes(text: Canonical): Uint8Array {
  return new Uint8Array(isBytes(text) ? unhex(text.bytes) : Buffer.from(text as string))
}

/** Go's form of a value as {@link canonical} has that of what we read: one that tells no Go type where we tell none. */
export function readForm(type: Type, text: Canonical): Canonical {
  return canonical(type, ofCanonical(type, text, 'read'))
}

function namedType(name: string): Type {
  const type = registeredTypes[name] ?? builtins.get(name)?.type
  if (type === undefined) throw new Error(`${name} is not registered`)
  return type
}

/** What an interface holds: with its type's name, as it is sent, or as it is read. */
function anyOf(text: Canonical, how: 'sent' | 'read'): unknown {
  if (text === null) return null
  const { type: name, value } = text as { readonly type: string; readonly value: Canonical }
  const held = ofCanonical(namedType(name), value, how)
  if (how === 'sent' || name in registeredTypes) return typed(name, held)
  if (held instanceof Map) return Object.fromEntries(held)
  return Array.isArray(held) ? held.map(narrow) : narrow(held)
}

function narrow(value: unknown): unknown {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value
}

/** The value of ours that Go prints so; in an interface, as it is sent or as it is read. */
export function ofCanonical(type: Type, text: Canonical, how: 'sent' | 'read' = 'sent'): unknown {
  switch (type.kind) {
    case 'unknown':
      return anyOf(text, how)
    case 'complex': {
      const [real, imag] = (text as readonly Canonical[]).map((part) => ofCanonical(float64, part))
      return { real, imag }
    }
    case 'custom':
      return type.hook.decode(type.hook.form === 'string' ? stringBytes(text) : new Uint8Array(unhex(text as string)))
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
      if (!type.exact) return new Date(Number(seconds) * 1000 + Math.floor(nanos / 1e6))
      return { seconds: Number(seconds), nanos, offset }
    }
    case 'enum':
      return type.base === 'int' ? Number(text) : text
    case 'nullable':
      return text === null ? null : ofCanonical(type.inner, text, how)
    case 'list':
      return (text as readonly Canonical[]).map((item) => ofCanonical(type.element, item, how))
    case 'tuple':
      return type.elements.map((element, index) =>
        ofCanonical(element, (text as readonly Canonical[])[index] ?? null, how),
      )
    case 'map':
      return new Map(
        (text as readonly (readonly [Canonical, Canonical])[]).map(([key, item]) => [
          ofCanonical(type.key, key, how),
          ofCanonical(type.value, item, how),
        ]),
      )
    case 'struct': {
      const items = text as { readonly [key: string]: Canonical }
      const value: Record<string, unknown> = {}
      for (const field of type.fields) {
        const item = items[field.name] ?? null
        if (item !== null || !field.optional) value[field.name] = ofCanonical(field.type, item, how)
      }
      return value
    }
    case 'bool':
    case 'string':
      // Text that is no UTF-8 Go prints as bytes; what we read has a mark for each fault.
      if (isBytes(text) && how === 'read') return unhex(text.bytes).toString()
      if (typeof text !== type.kind.replace('bool', 'boolean'))
        throw new Error(`${JSON.stringify(text)} is no ${type.kind}`)
      return text
    default:
      throw new Error(`a ${type.kind} has no canonical form`)
  }
}

function isBytes(text: Canonical): text is { readonly bytes: string } {
  return typeof text === 'object' && text !== null && 'bytes' in text
}

/** The sixteen digits of a float's bits; there is one NaN. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  const bits = Buffer.alloc(8)
  bits.writeDoubleBE(value)
  return bits.toString('hex')
}
