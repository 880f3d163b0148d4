import { corrupt } from './input.js'
import type { PeerTypes } from './peer-types.js'
import { STRING, UINT } from './wire-type.js'

type HeaderField = 'ServiceMethod' | 'Seq' | 'Error'

const headerIds: Readonly<Record<HeaderField, number>> = { ServiceMethod: STRING, Seq: UINT, Error: STRING }

/** How to read the headers of one type that the peer has defined. */
export interface HeaderPlan {
  /** For each field of the peer's: which one it is of net/rpc's, or undefined for one that we do not know. */
  readonly fields: readonly (HeaderField | undefined)[]
  /** Only a response has a field for the error. */
  readonly isResponse: boolean
  /** The type of a field that we do not know. Throws when there is no such field. */
  skipped(field: number): number
}

/** The plans for the header types of one stream; there are two at most, unless a peer plays games. */
export class HeaderPlans {
  readonly #peer: PeerTypes
  #last: { readonly id: number; readonly plan: HeaderPlan } | undefined

  constructor(peer: PeerTypes) {
    this.#peer = peer
  }

  get(id: number): HeaderPlan {
    if (this.#last?.id !== id) this.#last = { id, plan: this.#make(id) }
    return this.#last.plan
  }

  #make(id: number): HeaderPlan {
    const wire = this.#peer.get(id)
    if (wire?.kind !== 'struct') throw corrupt('type mismatch in decoder: want struct type rpc.Request; got non-struct')
    const fields = wire.fields.map(({ name, id: fieldId }): HeaderField | undefined => {
      if (!Object.hasOwn(headerIds, name)) return undefined
      const known = name as HeaderField
      if (headerIds[known] !== fieldId) throw corrupt(`wrong type for received field ${wire.name}.${name}`)
      return known
    })
    return {
      fields,
      isResponse: fields.includes('Error'),
      skipped(field) {
        const skipped = wire.fields[field]
        if (skipped === undefined) throw corrupt('bad data: field numbers out of bounds')
        return skipped.id
      },
    }
  }
}
