import { quoted } from './clash.js'
import type { Declaration, TypeNode } from './node.js'
import type { Part } from './walk.js'

export interface Refusal {
  /** Completes "the gob codec ...". */
  readonly reason: string
  readonly hint: string
}

/** Why a format cannot carry a type where it stands, or undefined. What is below the type is asked by itself. */
export type Refuses = (part: Part, declared: ReadonlyMap<string, Declaration>) => Refusal | undefined

/** Go gives `[]uint8` and `[]byte` the same type, and so the same form on its wires. */
export function refusesByteList({ type }: Part): Refusal | undefined {
  if (type.kind !== 'set' && (type.kind !== 'list' || type.length !== undefined)) return undefined
  if (type.element.kind !== 'uint' || type.element.bits !== 8) return undefined
  return { reason: `does not carry a ${type.kind} of uint8: to Go that is a byte slice`, hint: 'Use bytes().' }
}

/** What a type is called in a sentence about map keys. */
function keyKind(type: TypeNode, declared: ReadonlyMap<string, Declaration>): string {
  if (type.kind === 'ref') return declared.get(type.id)?.kind ?? 'ref'
  return type.kind === 'custom' && type.hook === 'rawString' ? 'raw string' : type.kind
}

function refusesKey(carried: ReadonlySet<string>): Refuses {
  return ({ type, position }, declared) => {
    if (position !== 'key') return undefined
    const kind = keyKind(type, declared)
    if (carried.has(kind)) return undefined
    return { reason: `does not carry a map whose keys are of the kind ${kind}`, hint: 'Use string or integer keys.' }
  }
}

const goJsonKeys = new Set(['string', 'raw string', 'int', 'uint', 'int64', 'uint64', 'duration', 'enum'])
export const refusesGobKey: Refuses = refusesKey(new Set([...goJsonKeys, 'boolean', 'float', 'complex']))
export const refusesJsonKey: Refuses = refusesKey(goJsonKeys)

export function refusesGobNull({ type, position }: Part): Refusal | undefined {
  if (type.kind !== 'nullable' || position === 'field') return undefined
  return { reason: 'carries null in the place of a field only', hint: 'Put it into a field of a message.' }
}

/** Null is what is absent: a field that is not sent, or a reply without a result. */
export function refusesThriftNull({ type, position }: Part): Refusal | undefined {
  if (type.kind !== 'nullable' || position === 'field' || position === 'result') return undefined
  const reason = 'carries null in the place of a field or of a whole result only'
  return { reason, hint: 'Put it into a field of a message.' }
}

/** A format without tuples has lists, whose items are of one type. */
export function refusesTuple({ type }: Part): Refusal | undefined {
  if (type.kind === 'tuple' && type.elements.length === 0) {
    return { reason: 'does not carry an empty tuple', hint: 'Use a message without fields.' }
  }
  if (type.kind === 'tuple' && new Set(type.elements.map((element) => JSON.stringify(element))).size > 1) {
    return { reason: 'carries a tuple only when its items have one type', hint: 'Use a message with named fields.' }
  }
  return undefined
}

export function refusesComplex({ type }: Part): Refusal | undefined {
  if (type.kind !== 'complex') return undefined
  return { reason: 'does not carry complex numbers', hint: 'Use a message of two numbers.' }
}

export function refusesUnknown({ type }: Part): Refusal | undefined {
  if (type.kind !== 'unknown') return undefined
  return { reason: 'does not carry unknown values', hint: 'Say what they are: a union of messages, or bytes().' }
}

/** Enums of integers are i32 on Thrift. */
export function refusesWideEnum({ type }: Part, declared: ReadonlyMap<string, Declaration>): Refusal | undefined {
  const target = type.kind === 'ref' ? declared.get(type.id) : undefined
  if (target?.kind !== 'enum') return undefined
  const wide = target.members.find(({ value }) => typeof value === 'number' && value !== (value | 0))
  if (wide === undefined) return undefined
  const reason = `carries enums of 32 bits, and ${wide.value} of ${quoted(target.name)} has more`
  return { reason, hint: 'Use int64(), or an enum of strings.' }
}
