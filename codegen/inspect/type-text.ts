import { basicNames, type GobType } from '@rpcgen/runtime/gob/inspect'
import { nameText } from './text.js'

export type Types = ReadonlyMap<number, GobType>

/** How many lists and maps inside each other a name spells out: a type may be a list of itself. */
const DEEPEST = 4

/** What a definition defines; other types by their ids, since most are defined after it. */
export function definitionText(type: GobType): string {
  switch (type.kind) {
    case 'struct': {
      const fields = type.fields.map(({ name, id }) => `${nameText(name)} ${idText(id)}`)
      const name = type.name === '' ? 'struct' : `struct ${nameText(type.name)}`
      return fields.length === 0 ? `${name} {}` : `${name} { ${fields.join('; ')} }`
    }
    case 'array':
    case 'slice':
    case 'map':
      return compositeText(type, idText)
    case 'opaque':
      return `${nameText(type.name === '' ? 'bytes' : type.name)} by ${type.mechanism}`
  }
}

/** The name of a type as a Go program would have it, as far as the stream tells. */
export function typeText(id: number, types: Types, depth: number = DEEPEST): string {
  const type = types.get(id)
  if (type === undefined || depth === 0) return idText(id)
  if (type.kind === 'struct' || type.kind === 'opaque') return type.name === '' ? idText(id) : nameText(type.name)
  return compositeText(type, (inner) => typeText(inner, types, depth - 1))
}

function compositeText(
  type: Extract<GobType, { kind: 'array' | 'slice' | 'map' }>,
  inner: (id: number) => string,
): string {
  if (type.kind === 'map') return `map[${inner(type.key)}]${inner(type.element)}`
  return type.kind === 'array' ? `[${type.length}]${inner(type.element)}` : `[]${inner(type.element)}`
}

function idText(id: number): string {
  return basicNames.get(id) ?? `type ${id}`
}
