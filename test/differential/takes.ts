import type { Type } from '../../runtime/type.js'
import type { DefinitionPart } from './definition.js'
import { type Definitions, partOf } from './walk.js'

/** What Go's compatibleType is for (encoding/gob/decode.go). */
export function takes(type: Type, id: bigint, definitions: Definitions): boolean {
  const part = partOf(definitions, id)
  switch (type.kind) {
    case 'bool':
      return id === 1n
    case 'int':
    case 'int64':
      return id === 2n
    case 'uint':
    case 'uint64':
      return id === 3n
    case 'float':
      return id === 4n
    case 'bytes':
      return id === 5n
    case 'string':
      return id === 6n
    case 'complex':
      return id === 7n
    case 'union':
    case 'unknown':
      return id === 8n
    case 'enum':
      return id === (type.base === 'int' ? 2n : 6n)
    case 'time':
      return part?.kind === 'GobEncoder'
    case 'custom':
      return hookTakes(type.hook.form, id, part)
    case 'nullable':
      return takes(type.inner, id, definitions)
    case 'struct':
      return part?.kind === 'struct'
    case 'map':
      return (
        part?.kind === 'map' && takes(type.key, part.key, definitions) && takes(type.value, part.element, definitions)
      )
    case 'list':
      if (type.length === undefined) return part?.kind === 'slice' && takes(type.element, part.element, definitions)
      return isArray(part, type.length) && takes(type.element, part.element, definitions)
    case 'tuple':
      return (
        isArray(part, type.elements.length) && type.elements.every((each) => takes(each, part.element, definitions))
      )
  }
}

function isArray(
  part: DefinitionPart | undefined,
  length: number,
): part is Extract<DefinitionPart, { readonly kind: 'array' }> {
  return part?.kind === 'array' && part.length === BigInt(length)
}

function hookTakes(form: string, id: bigint, part: DefinitionPart | undefined): boolean {
  switch (form) {
    case 'string':
      return id === 6n
    case 'bytes':
      return id === 5n
    case 'gob':
      return part?.kind === 'GobEncoder'
    default:
      return part?.kind === 'BinaryMarshaler'
  }
}
