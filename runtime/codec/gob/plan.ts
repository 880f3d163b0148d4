import type { StructType, Type } from '../../type.js'
import { corrupt } from './input.js'
import type { PeerTypes } from './peer-types.js'
import { basicId, goName, structShape, tupleElement } from './shape.js'
import type { WireField, WireType } from './wire-type.js'

/** How to read a struct of the peer's into one of ours: fields are matched by name. */
export interface Plan {
  /** The peer's type. */
  readonly id: number
  readonly type: StructType
  /** For each field of the peer's, the index of ours, or -1 for one that we lack. */
  readonly ours: readonly number[]
  /** The type id of each field of the peer's. */
  readonly remote: readonly number[]
}

/** Told once for each pair of types when either side has fields that the other lacks. */
export type MismatchListener = (
  type: StructType,
  peerName: string,
  ours: readonly string[],
  theirs: readonly string[],
) => void

/** Makes the plans of one stream, each once. */
export class Planner {
  readonly #peer: PeerTypes
  readonly #onMismatch: MismatchListener
  /** By the id of our type: the plan used last is nearly always the one. */
  readonly #last: (Plan | undefined)[] = []
  readonly #plans = new Map<StructType, Map<number, Plan>>()

  constructor(peer: PeerTypes, onMismatch: MismatchListener) {
    this.#peer = peer
    this.#onMismatch = onMismatch
  }

  /** Throws `decode` with Go's texts when a field of the peer's has a type that ours cannot take. */
  planFor(type: StructType, id: number): Plan {
    const last = this.#last[type.id]
    if (last?.id === id) return last
    let plans = this.#plans.get(type)
    if (plans === undefined) {
      plans = new Map()
      this.#plans.set(type, plans)
    }
    let plan = plans.get(id)
    if (plan === undefined) {
      plan = this.#make(type, id)
      plans.set(id, plan)
    }
    this.#last[type.id] = plan
    return plan
  }

  /** As {@link planFor}, for a whole body: there must be a field in common (encoding/gob/decode.go, decodeValue). */
  checkBody(type: StructType, id: number): void {
    const { ours } = this.planFor(type, id)
    if (ours.length > 0 && type.fields.length > 0 && ours.every((index) => index < 0)) {
      throw corrupt(`type mismatch: no fields matched compiling decoder for ${type.name}`)
    }
  }

  /** As compileDec in encoding/gob/decode.go. */
  #make(type: StructType, id: number): Plan {
    const wire = this.#peer.get(id)
    if (wire?.kind !== 'struct') {
      throw corrupt(`type mismatch in decoder: want struct type ${type.name}; got non-struct`)
    }
    const { names } = structShape(type)
    const ours = wire.fields.map(({ name }) => names.indexOf(name))
    for (const [index, field] of wire.fields.entries()) {
      const local = type.fields[ours[index] ?? -1]
      if (local !== undefined && !compatible(local.type, field.id, this.#peer)) {
        throw corrupt(`wrong type (${goName(local.type)}) for received field ${wire.name}.${field.name}`)
      }
    }
    this.#compare(type, names, wire.name, wire.fields)
    return { id, type, ours, remote: wire.fields.map((field) => field.id) }
  }

  #compare(type: StructType, names: readonly string[], peerName: string, fields: readonly WireField[]): void {
    const theirs = fields.map(({ name }) => name).filter((name) => !names.includes(name))
    const known = new Set(fields.map(({ name }) => name))
    const ours = names.filter((name) => !known.has(name))
    if (ours.length > 0 && theirs.length > 0) this.#onMismatch(type, peerName, ours, theirs)
  }
}

/**
 * Whether a value of the peer's type can be read as ours (encoding/gob/decode.go,
 * compatibleType). The fields of structs are compared when they are met.
 */
export function compatible(type: Type, id: number, peer: PeerTypes): boolean {
  const basic = basicId(type)
  if (basic !== undefined) return id === basic
  const wire = peer.get(id)
  if (wire === undefined) return false
  switch (type.kind) {
    case 'nullable':
      return compatible(type.inner, id, peer)
    case 'struct':
      return wire.kind === 'struct'
    case 'time':
      return wire.kind === 'opaque'
    case 'list':
      return type.length === undefined
        ? wire.kind === 'slice' && compatible(type.element, wire.element, peer)
        : isArray(wire, type.length) && compatible(type.element, wire.element, peer)
    case 'tuple':
      return isArray(wire, type.elements.length) && compatible(tupleElement(type.elements), wire.element, peer)
    case 'map':
      return wire.kind === 'map' && compatible(type.key, wire.key, peer) && compatible(type.value, wire.element, peer)
    default:
      return false
  }
}

function isArray(wire: WireType, length: number): wire is WireType & { readonly kind: 'array' } {
  return wire.kind === 'array' && wire.length === length
}
