import { extendedRequest, extendedResponse } from './header.js'
import { corrupt } from './input.js'
import type { PeerTypes } from './peer-types.js'
import { compatible, PLAN_WEIGHT } from './plan.js'
import { shown } from './type-string.js'
import type { WireField } from './wire-type.js'

const known = [...extendedRequest.fields, ...extendedResponse.fields]

/** How to read the headers of one type that the peer has defined. */
export interface HeaderPlan {
  /** For each field of the peer's: its name if it is one of our headers', or undefined for one that we do not know. */
  readonly fields: readonly (string | undefined)[]
  /** Only a response has a field for the error. */
  readonly isResponse: boolean
  /** Whether the type is one of a peer that knows the extension. */
  readonly extended: boolean
  /** The type of a field that we do not know. Throws when there is no such field. */
  skipped(field: number): number
}

/** The plans for the header types of one stream, each made once; two serve a peer that plays no games. */
export class HeaderPlans {
  /** Whether the peer has used a type that is extended. */
  extended = false
  readonly #peer: PeerTypes
  readonly #plans = new Map<number, HeaderPlan>()
  #last: { readonly id: number; readonly plan: HeaderPlan } | undefined

  constructor(peer: PeerTypes) {
    this.#peer = peer
  }

  get(id: number): HeaderPlan {
    if (this.#last?.id !== id) {
      const plan = this.#plans.get(id) ?? this.#make(id)
      this.#plans.set(id, plan)
      this.#last = { id, plan }
      this.extended ||= plan.extended
    }
    return this.#last.plan
  }

  #make(id: number): HeaderPlan {
    const wire = this.#peer.get(id)
    if (wire?.kind !== 'struct') throw corrupt('type mismatch in decoder: want struct type rpc.Request; got non-struct')
    this.#peer.hold(PLAN_WEIGHT + wire.fields.length)
    const fields = wire.fields.map((field) => this.#fieldName(wire.name, field))
    const isResponse = fields.includes('Error')
    return {
      fields,
      isResponse,
      extended: fields.includes(isResponse ? 'Code' : 'Timeout'),
      skipped(field) {
        const skipped = wire.fields[field]
        if (skipped === undefined) throw corrupt('bad data: field numbers out of bounds')
        return skipped.id
      },
    }
  }

  #fieldName(struct: string, { name, id }: WireField): string | undefined {
    const ours = known.find((field) => field.name === name)
    if (ours === undefined) return undefined
    if (!compatible(ours.type, id, this.#peer)) throw corrupt(`wrong type for received field ${shown(struct)}.${name}`)
    return name
  }
}
