import { capitalized } from './capitalized.js'
import type { Declaration, TypeNode, WireNames } from './node.js'
import type { Part } from './walk.js'

export type CodecName = 'gob' | 'json' | 'jsonrpc' | 'msgpack' | 'msgpackrpc'

/** What the generator must know of a wire format to check a schema for it; the format itself lives in the runtime. */
export interface CodecRules {
  /** The name of a field or a method on the wire when the schema's author gives none. */
  fieldName(name: string): string
  methodName(name: string): string
  /** Whether a method's wire name is the whole one, without the service's. */
  isWhole(wireName: string): boolean
  /** Whether methods may stand without the name of a service, which is empty then. */
  readonly bare: boolean
  /** Wire names of fields that the format's readers cannot tell apart give the same text. */
  fold(wireName: string): string
  /** Why no field can have this wire name, or undefined. */
  refusesField(wireName: string): string | undefined
  /** Why the format cannot carry a type where it stands, or undefined. What is below the type is asked by itself. */
  refuses(part: Part, declared: ReadonlyMap<string, Declaration>): Refusal | undefined
}

export interface Refusal {
  /** Completes "the gob codec ...". */
  readonly reason: string
  readonly hint: string
}

/** Go gives `[]uint8` and `[]byte` the same type, and so the same form on its wires. */
function refusesByteList({ type }: Part): Refusal | undefined {
  if (type.kind !== 'list' || type.length !== undefined) return undefined
  if (type.element.kind !== 'uint' || type.element.bits !== 8) return undefined
  return { reason: 'does not carry a list of uint8: to Go that is a byte slice', hint: 'Use bytes().' }
}

/** What a type is called in a sentence about map keys. */
function keyKind(type: TypeNode, declared: ReadonlyMap<string, Declaration>): string {
  if (type.kind === 'ref') return declared.get(type.id)?.kind ?? 'ref'
  return type.kind === 'custom' && type.hook === 'rawString' ? 'raw string' : type.kind
}

function refusesKey(carried: ReadonlySet<string>): CodecRules['refuses'] {
  return ({ type, position }, declared) => {
    if (position !== 'key') return undefined
    const kind = keyKind(type, declared)
    if (carried.has(kind)) return undefined
    return { reason: `does not carry a map whose keys are of the kind ${kind}`, hint: 'Use string or integer keys.' }
  }
}

const goJsonKeys = new Set(['string', 'raw string', 'int', 'uint', 'int64', 'uint64', 'duration', 'enum'])
const refusesGobKey = refusesKey(new Set([...goJsonKeys, 'boolean', 'float', 'complex']))
const refusesJsonKey = refusesKey(goJsonKeys)

function refusesGobShape({ type, position }: Part): Refusal | undefined {
  if (type.kind === 'nullable' && position !== 'field') {
    return { reason: 'carries null in the place of a field only', hint: 'Put it into a field of a message.' }
  }
  if (type.kind === 'tuple' && type.elements.length === 0) {
    return { reason: 'does not carry an empty tuple', hint: 'Use a message without fields.' }
  }
  if (type.kind === 'tuple' && new Set(type.elements.map((element) => JSON.stringify(element))).size > 1) {
    return { reason: 'carries a tuple only when its items have one type', hint: 'Use a message with named fields.' }
  }
  return undefined
}

/** Formats of no language's own use the schema's names as they are. */
const asWritten = {
  fieldName: (name: string): string => name,
  methodName: (name: string): string => name,
  isWhole: (wireName: string): boolean => /[./]/.test(wireName),
  bare: true,
  fold: (wireName: string): string => wireName,
  refusesField: (): undefined => undefined,
}

/** Names as Go exports them. */
const exported = {
  fieldName: capitalized,
  methodName: capitalized,
  isWhole: (wireName: string): boolean => wireName.includes('.'),
  bare: false,
}

function refusesComplex({ type }: Part): Refusal | undefined {
  if (type.kind !== 'complex') return undefined
  return { reason: 'does not carry complex numbers', hint: 'Use a message of two numbers.' }
}

export const codecs: Readonly<Record<CodecName, CodecRules>> = {
  gob: {
    ...exported,
    fold: (wireName) => wireName,
    refusesField: (wireName) =>
      /^\p{Lu}[\p{L}\p{Nd}_]*$/u.test(wireName) ? undefined : 'is no exported Go name, and gob sends no others',
    refuses: (part, declared) => refusesGobShape(part) ?? refusesByteList(part) ?? refusesGobKey(part, declared),
  },
  json: {
    ...exported,
    // Go's encoding/json matches keys without regard to case.
    fold: (wireName) => wireName.toLowerCase(),
    refusesField: () => undefined,
    refuses: (part, declared) => refusesComplex(part) ?? refusesByteList(part) ?? refusesJsonKey(part, declared),
  },
  jsonrpc: {
    ...asWritten,
    refuses: (part, declared) => refusesComplex(part) ?? refusesJsonKey(part, declared),
  },
  msgpack: {
    ...exported,
    fold: (wireName) => wireName,
    refusesField: () => undefined,
    refuses: (part) => refusesComplex(part),
  },
  msgpackrpc: {
    ...asWritten,
    refuses: (part) => refusesComplex(part),
  },
}

export const codecNames: readonly CodecName[] = Object.keys(codecs) as CodecName[]

/** The name that the schema's author gave for this codec or for all, else `otherwise`. */
export function wireName(wire: WireNames, codec: CodecName, otherwise: string): string {
  return wire[codec] ?? wire.all ?? otherwise
}
