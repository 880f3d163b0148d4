import type { StructType, Type } from '../../runtime/type.js'
import { unhex } from '../runtime/codec/gob/harness.js'
import type { Question } from './judge.js'
import { received } from './received.js'
import { type Definitions, elementOf, fieldOf, partOf } from './walk.js'

/** Whether a struct of the receiver stands, in different places, for several types of the peer's. */
export function isPairedTwice({ receiver, stream }: Question): boolean {
  const { definitions, value } = received([...unhex(stream)])
  const pairs = new Map<StructType, Set<bigint>>()
  if (value !== undefined) pair(receiver.type, value.id, definitions, pairs)
  return [...pairs.values()].some(({ size }) => size > 1)
}

function pair(type: Type | undefined, id: bigint, definitions: Definitions, pairs: Map<StructType, Set<bigint>>): void {
  const part = partOf(definitions, id)
  switch (type?.kind) {
    case 'nullable':
      pair(type.inner, id, definitions, pairs)
      return
    case 'struct': {
      const ids = pairs.get(type) ?? new Set()
      if (ids.has(id)) return
      pairs.set(type, ids.add(id))
      if (part?.kind !== 'struct') return
      for (const field of part.fields) pair(fieldOf(type, field.name), field.id, definitions, pairs)
      return
    }
    case 'list':
    case 'tuple':
      if (part?.kind === 'slice' || part?.kind === 'array') pair(elementOf(type), part.element, definitions, pairs)
      return
    case 'map':
      if (part?.kind !== 'map') return
      pair(type.key, part.key, definitions, pairs)
      pair(type.value, part.element, definitions, pairs)
  }
}
