import type { StructType, Type } from '../../runtime/type.js'
import { type Cursor, readBytes, readCount, readFields, readUint, Unreadable } from './cursor.js'
import type { Definition, DefinitionPart } from './definition.js'
import type { Received } from './received.js'

export type Definitions = ReadonlyMap<bigint, Definition>

/** What is at hand when a walk comes to a value. */
export interface Step {
  /** The type that it is read as, or undefined for one that is passed over. */
  readonly type: Type | undefined
  /** The peer's. */
  readonly id: bigint
  /** What the value lies in. */
  readonly inside: DefinitionPart['kind'] | undefined
  /** Whether the message ends before it. */
  readonly atEnd: boolean
}

/** Of a definition of several kinds, the last counts for us. */
export function partOf(definitions: Definitions, id: bigint): DefinitionPart | undefined {
  return definitions.get(id)?.at(-1)
}

/**
 * Goes over the first value of a stream by the peer's definitions, and shows each
 * value in it before it is passed. Throws {@link Unreadable} where it cannot.
 */
export function walk({ definitions, value }: Received, receiver: Type, show: (step: Step) => void): void {
  if (value === undefined) throw new Unreadable('there is no value')
  const { bytes, at } = value.cursor
  const cursor = { bytes, at }
  if (partOf(definitions, value.id)?.kind !== 'struct') readUint(cursor)
  pass(value.id, receiver, undefined)

  function pass(id: bigint, type: Type | undefined, inside: Step['inside']): void {
    show({ type, id, inside, atEnd: cursor.at >= bytes.length })
    const own = type?.kind === 'nullable' ? type.inner : type
    const part = partOf(definitions, id)
    switch (part?.kind) {
      case undefined:
        passBasic(cursor, id)
        return
      case 'array':
      case 'slice':
        for (let left = readCount(cursor); left > 0; left--) pass(part.element, elementOf(own), part.kind)
        return
      case 'map':
        // Of structs, Go takes any number from the end of a message; what is shown may throw.
        for (let left = readUint(cursor); left > 0n; left--) {
          pass(part.key, own?.kind === 'map' ? own.key : undefined, part.kind)
          pass(part.element, own?.kind === 'map' ? own.value : undefined, part.kind)
        }
        return
      case 'struct':
        readFields(cursor, (field) => {
          const sent = part.fields[field]
          if (sent === undefined) throw new Unreadable('there is no such field')
          pass(sent.id, own?.kind === 'struct' ? fieldOf(own, sent.name) : undefined, part.kind)
        })
        return
      default:
        readBytes(cursor)
    }
  }
}

function passBasic(cursor: Cursor, id: bigint): void {
  if (id === 5n || id === 6n) readBytes(cursor)
  else if (id >= 1n && id <= 4n) readUint(cursor)
  else if (id === 7n) {
    readUint(cursor)
    readUint(cursor)
  } else throw new Unreadable('there is no such type')
}

export function fieldOf(type: StructType, name: string): Type | undefined {
  return type.fields.find((field) => field.name === name)?.type
}

export function elementOf(type: Type | undefined): Type | undefined {
  if (type?.kind === 'list') return type.element
  return type?.kind === 'tuple' ? type.elements[0] : undefined
}
