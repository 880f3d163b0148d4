import { type Cursor, readBytes, readCount, readFields, readInt, Unreadable } from './cursor.js'

/** What a definition says: one part as a rule, and more when it was tampered with. Ids name other types. */
export type Definition = readonly DefinitionPart[]

export type DefinitionPart = {
  /** The numbers of the fields that are there, which a zero is not. */
  readonly sent: readonly number[]
  /** The id that the definition repeats beside the type's name. */
  readonly own: bigint
} & (
  | { readonly kind: 'array'; readonly element: bigint; readonly length: bigint }
  | { readonly kind: 'slice'; readonly element: bigint }
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name: string; readonly id: bigint }[] }
  | { readonly kind: 'map'; readonly key: bigint; readonly element: bigint }
  | { readonly kind: 'GobEncoder' | 'BinaryMarshaler' | 'TextMarshaler' }
)

/** The fields of wireType, in their order (encoding/gob/type.go). */
const kinds = ['array', 'slice', 'struct', 'map', 'GobEncoder', 'BinaryMarshaler', 'TextMarshaler'] as const

/** Reads a definition behind its id. The type's own name is passed over. */
export function readDefinition(cursor: Cursor): Definition {
  const parts: DefinitionPart[] = []
  readFields(cursor, (field) => {
    const kind = kinds[field]
    if (kind === undefined) throw new Unreadable('there is no such kind of type')
    parts.push(readPart(cursor, kind))
  })
  return parts
}

function readPart(cursor: Cursor, kind: (typeof kinds)[number]): DefinitionPart {
  const ids = [0n, 0n]
  const sent: number[] = []
  let own = 0n
  let fields: readonly { readonly name: string; readonly id: bigint }[] = []
  readFields(cursor, (part) => {
    sent.push(part)
    if (part === 0) own = readNamed(cursor).id
    else if (kind === 'struct') fields = readAll(cursor)
    else ids[part - 1] = readInt(cursor)
  })
  const [first = 0n, second = 0n] = ids
  switch (kind) {
    case 'array':
      return { sent, own, kind, element: first, length: second }
    case 'slice':
      return { sent, own, kind, element: first }
    case 'struct':
      return { sent, own, kind, fields }
    case 'map':
      return { sent, own, kind, key: first, element: second }
    default:
      return { sent, own, kind }
  }
}

/** A name and an id: CommonType, and fieldType. */
function readNamed(cursor: Cursor): { readonly name: string; readonly id: bigint } {
  let name = ''
  let id = 0n
  readFields(cursor, (field) => {
    if (field === 0) name = Buffer.from(readBytes(cursor)).toString()
    else id = readInt(cursor)
  })
  return { name, id }
}

function readAll(cursor: Cursor): readonly { readonly name: string; readonly id: bigint }[] {
  return Array.from({ length: readCount(cursor) }, () => readNamed(cursor))
}

/** The ids of types that a definition names. */
export function idsIn(definition: Definition): readonly bigint[] {
  return definition.flatMap((part) => {
    switch (part.kind) {
      case 'array':
      case 'slice':
        return [part.element]
      case 'map':
        return [part.key, part.element]
      case 'struct':
        return part.fields.map(({ id }) => id)
      default:
        return []
    }
  })
}
