import type { RpcError } from '../../error.js'
import { goTypeName } from '../../go-type.js'
import type { StructType, Type } from '../../type.js'
import { emptyStruct } from './definitions.js'
import { corrupt } from './input.js'
import type { PeerTypes } from './peer-types.js'
import { basicId, notNull, structShape, tupleElement } from './shape.js'
import { shown, typeString } from './type-string.js'
import { basicNames, INTERFACE, type WireField } from './wire-type.js'

const NONE: ReadonlyMap<Type, number> = new Map()

/** How to read a struct of the peer's into one of ours: fields are matched by name. */
export interface Plan {
  /** The peer's type. */
  readonly id: number
  readonly type: StructType
  /** For each field of the peer's, the index of ours, or -1 for one that we lack. */
  readonly ours: readonly number[]
  /** The type id of each field of the peer's. */
  readonly remote: readonly number[]
  /** Whether one field at least is both the peer's and ours, or either side has none at all. */
  readonly matches: boolean
}

/** What a plan weighs beside its fields, in steps. */
export const PLAN_WEIGHT = 64

/** What stands for the plan of a struct where there is none. */
export const noPlan: Plan = { id: 0, type: emptyStruct, ours: [], remote: [], matches: true }

/** The error for a number that the peer's value has and ours cannot hold; in Go's words it names the field. */
export function outOfRange({ type, ours }: Plan, field: number): RpcError {
  const index = ours[field] ?? -1
  const name = index < 0 ? 'Value' : structShape(type).names[index]
  return corrupt(`value for "${name}" out of range`)
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
  /** A text says why a struct does not fit, which takes a look at all its fields to find out. */
  readonly #plans = new Map<StructType, Map<number, Plan | string>>()
  /** The peer's type that was found to fit last, by ours that is no struct. */
  readonly #fits = new Map<Type, number>()

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
    if (typeof plan === 'string') throw corrupt(plan)
    this.#last[type.id] = plan
    return plan
  }

  /**
   * Looks at the types of a whole body, or of what an interface holds: a struct must
   * have a field in common (encoding/gob/decode.go, decodeValue, compileSingle).
   * Throws `decode` with Go's texts.
   */
  checkBody(typeOrNull: Type, id: number): void {
    const type = notNull(typeOrNull)
    if (type.kind === 'struct') {
      if (this.planFor(type, id).matches) return
      throw corrupt(`type mismatch: no fields matched compiling decoder for ${type.name}`)
    }
    if (this.#fits.get(type) === id) return
    if (compatible(type, id, this.#peer)) {
      this.#fits.set(type, id)
      return
    }
    const ours = goTypeName(type)
    const theirs = typeString(id, this.#peer)
    throw corrupt(
      basicId(type) === INTERFACE
        ? `local interface type *${ours} can only be decoded from remote interface type; received concrete type ${theirs}`
        : `decoding into local type *${ours}, received remote type ${theirs}`,
    )
  }

  /** As compileDec in encoding/gob/decode.go; a text for a struct that does not fit. */
  #make(type: StructType, id: number): Plan | string {
    const wire = this.#peer.get(id)
    if (wire === undefined && !basicNames.has(id)) throw corrupt('unknown type id or corrupted data')
    if (wire?.kind !== 'struct') {
      throw corrupt(`type mismatch in decoder: want struct type ${type.name}; got non-struct`)
    }
    this.#peer.hold(PLAN_WEIGHT + wire.fields.length)
    const { names } = structShape(type)
    const ours = wire.fields.map(({ name }) => names.indexOf(name))
    for (const [index, field] of wire.fields.entries()) {
      const local = type.fields[ours[index] ?? -1]
      if (local !== undefined && !compatible(local.type, field.id, this.#peer)) {
        return `wrong type (${goTypeName(local.type)}) for received field ${shown(wire.name)}.${shown(field.name)}`
      }
    }
    this.#compare(type, names, wire.name, wire.fields)
    const matches = ours.length === 0 || type.fields.length === 0 || ours.some((index) => index >= 0)
    return { id, type, ours, remote: wire.fields.map((field) => field.id), matches }
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
 * compatibleType). The fields of structs are compared when they are met. `open`
 * has the types that are being compared, for those that hold themselves.
 */
export function compatible(type: Type, id: number, peer: PeerTypes, open: ReadonlyMap<Type, number> = NONE): boolean {
  const basic = basicId(type)
  if (basic !== undefined) return id === basic
  if (type.kind === 'nullable') return compatible(type.inner, id, peer, open)
  const wire = peer.get(id)
  if (wire === undefined) return false
  if (type.kind === 'struct') return wire.kind === 'struct'
  if (type.kind === 'time') return wire.kind === 'opaque' && wire.form === 'gob'
  if (type.kind === 'custom') return wire.kind === 'opaque' && wire.form === type.hook.form
  const opened = open.get(type)
  if (opened !== undefined) return opened === id
  const within = new Map(open).set(type, id)
  if (type.kind === 'map') {
    if (wire.kind !== 'map') return false
    return compatible(type.key, wire.key, peer, within) && compatible(type.value, wire.element, peer, within)
  }
  if (type.kind !== 'list' && type.kind !== 'tuple') return false
  const length = type.kind === 'list' ? type.length : type.elements.length
  if (wire.kind !== 'slice' && wire.kind !== 'array') return false
  const fits = length === undefined ? wire.kind === 'slice' : wire.kind === 'array' && wire.length === length
  const element = type.kind === 'list' ? type.element : tupleElement(type.elements)
  return fits && compatible(element, wire.element, peer, within)
}
