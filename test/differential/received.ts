import { type Cursor, readInt, Unreadable } from './cursor.js'
import { type Definition, readDefinition } from './definition.js'
import { split } from './messages.js'

/** What there is of a stream up to its first value. */
export interface Received {
  /** By id; the first of an id counts. */
  readonly definitions: ReadonlyMap<bigint, Definition>
  /** The ids at the head of the messages, negative for definitions. */
  readonly ids: readonly bigint[]
  /** The type of the first value, and the bytes behind it; undefined when there is none. */
  readonly value: { readonly id: bigint; readonly cursor: Cursor } | undefined
}

/** Looks at a stream, of which as much is read as can be. */
export function received(stream: readonly number[]): Received {
  const definitions = new Map<bigint, Definition>()
  const ids: bigint[] = []
  try {
    for (const bytes of split(stream).messages) {
      const cursor = { bytes, at: 0 }
      const id = readInt(cursor)
      ids.push(id)
      if (id >= 0n) return { definitions, ids, value: { id, cursor } }
      if (!definitions.has(-id)) definitions.set(-id, readDefinition(cursor))
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
  }
  return { definitions, ids, value: undefined }
}
