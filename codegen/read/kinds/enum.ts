import type { EnumMember } from '../../ir/node.js'
import { isIdentifier } from '../../ir/reserved.js'
import { constantNames } from '../constant-names.js'
import { type Reader, refuse } from '../context.js'
import { type Build, declared } from '../declare.js'
import { type Schema, schemasOf } from '../schema.js'

/** The values of an enum, however it is written: `Type.Enum`, a union of literals, or one literal. */
function valuesOf(schema: Schema): readonly unknown[] {
  if (Array.isArray(schema.enum)) return schema.enum.filter((value) => value !== null)
  if (Object.hasOwn(schema, 'const')) return [schema.const]
  return schemasOf(schema.anyOf)
    .filter((member) => member.type !== 'null')
    .flatMap(valuesOf)
}

/** What a value without a name in the source is called: itself, when it is a word. */
function nameOf(value: string | number): string {
  if (typeof value === 'number') return `value${value < 0 ? 'Minus' : ''}${Math.abs(value)}`
  return value === '' ? 'empty' : value
}

function membersOf(values: readonly (string | number)[], names: ReadonlyMap<string | number, string>): EnumMember[] {
  const taken = new Set<string>()
  return values.map((value) => {
    const wanted = names.get(value) ?? nameOf(value)
    // Written as a key of an object literal, `__proto__` would be no key.
    const safe = wanted === '__proto__' ? 'proto' : wanted
    let name = safe
    for (let n = 2; taken.has(name); n++) name = isIdentifier(safe) ? `${safe}${n}` : `${safe} ${n}`
    taken.add(name)
    return { name, value }
  })
}

export const buildEnum: Build = (schema, site, named, context) => {
  const values = valuesOf(schema)
  const strings = values.filter((value) => typeof value === 'string')
  const integers = values.filter((value) => typeof value === 'number').filter(Number.isSafeInteger)
  const fail = (message: string, hint: string): undefined => void refuse(context, site, message, hint)
  if (values.length === 0) return fail('this enum has no values', 'Give it one or more.')
  if (values.every((value) => typeof value === 'boolean')) return fail('booleans are no enum', 'Use Type.Boolean().')
  if (strings.length !== values.length && integers.length !== values.length) {
    return fail(
      'the values of an enum are all strings or all safe integers',
      'Make them so, or use a union of messages.',
    )
  }
  const own: readonly (string | number)[] = strings.length > 0 ? strings : integers
  const again = own.find((value, index) => own.indexOf(value) !== index)
  if (again !== undefined) return fail(`the value ${JSON.stringify(again)} is there twice`, 'Leave one of them out.')
  return { kind: 'enum', ...named, members: membersOf(own, constantNames(site)) }
}

export const readEnum: Reader = (schema, site, context) => {
  const key = schema.enum
  if (!Array.isArray(key)) return refuse(context, site, 'this enum has no list of values', 'Write Type.Enum([...]).')
  const node = declared(key, 'enum', schema, site, context, buildEnum)
  return key.includes(null) ? { kind: 'nullable', inner: node } : node
}

/** A literal by itself is an enum of one: the field that tells the members of a union apart. */
export const readLiteral: Reader = (schema, site, context) => declared(schema, 'enum', schema, site, context, buildEnum)
