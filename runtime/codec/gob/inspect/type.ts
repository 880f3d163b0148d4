import { corrupt } from '../input.js'
import { INT, STRING } from '../wire-type.js'
import type { GobValue } from './value.js'

/** Which of Go's interfaces writes an opaque type's bytes. */
export type Mechanism = 'GobEncoder' | 'BinaryMarshaler' | 'TextMarshaler'

/**
 * A type as a stream defines it (encoding/gob/type.go, wireType). Ids name other
 * types, which may be defined later or never. A name is a hint, often empty.
 */
export type GobType = { readonly name: string } & (
  | { readonly kind: 'array'; readonly element: number; readonly length: number | bigint }
  | { readonly kind: 'slice'; readonly element: number }
  | { readonly kind: 'struct'; readonly fields: readonly GobTypeField[] }
  | { readonly kind: 'map'; readonly key: number; readonly element: number }
  | { readonly kind: 'opaque'; readonly mechanism: Mechanism }
)

export interface GobTypeField {
  readonly name: string
  readonly id: number
}

/** The id of the type that definitions are values of. */
export const WIRE_TYPE = 16

const COMMON = { name: 'CommonType', id: 18 }

/** The types that definitions are made of, which every stream knows from the start (encoding/gob/type.go). */
export const builtinTypes: ReadonlyMap<number, GobType> = new Map<number, GobType>([
  [
    WIRE_TYPE,
    struct('wireType', [
      { name: 'ArrayT', id: 17 },
      { name: 'SliceT', id: 19 },
      { name: 'StructT', id: 20 },
      { name: 'MapT', id: 23 },
      { name: 'GobEncoderT', id: 24 },
      { name: 'BinaryMarshalerT', id: 24 },
      { name: 'TextMarshalerT', id: 24 },
    ]),
  ],
  [17, struct('arrayType', [COMMON, { name: 'Elem', id: INT }, { name: 'Len', id: INT }])],
  [
    18,
    struct('CommonType', [
      { name: 'Name', id: STRING },
      { name: 'Id', id: INT },
    ]),
  ],
  [19, struct('sliceType', [COMMON, { name: 'Elem', id: INT }])],
  [20, struct('structType', [COMMON, { name: 'Field', id: 22 }])],
  [
    21,
    struct('fieldType', [
      { name: 'Name', id: STRING },
      { name: 'Id', id: INT },
    ]),
  ],
  [22, { kind: 'slice', name: '[]*gob.fieldType', element: 21 }],
  [23, struct('mapType', [COMMON, { name: 'Key', id: INT }, { name: 'Elem', id: INT }])],
  [24, struct('gobEncoderType', [COMMON])],
])

function struct(name: string, fields: readonly GobTypeField[]): GobType {
  return { kind: 'struct', name, fields }
}

/**
 * What a definition defines. Throws `decode` for one that defines nothing, or has
 * a field without a name. Of several kinds it takes the one that Go takes when it
 * passes over a value.
 */
export function typeOf(definition: GobValue): GobType {
  const structT = part(definition, 'StructT')
  if (structT !== undefined) return { kind: 'struct', name: nameOf(structT), fields: fieldsOf(structT) }
  const arrayT = part(definition, 'ArrayT')
  if (arrayT !== undefined) {
    return { kind: 'array', name: nameOf(arrayT), element: idOf(arrayT, 'Elem'), length: integer(arrayT, 'Len') }
  }
  const mapT = part(definition, 'MapT')
  if (mapT !== undefined) {
    return { kind: 'map', name: nameOf(mapT), key: idOf(mapT, 'Key'), element: idOf(mapT, 'Elem') }
  }
  const sliceT = part(definition, 'SliceT')
  if (sliceT !== undefined) return { kind: 'slice', name: nameOf(sliceT), element: idOf(sliceT, 'Elem') }
  for (const mechanism of ['GobEncoder', 'BinaryMarshaler', 'TextMarshaler'] as const) {
    const opaque = part(definition, `${mechanism}T`)
    if (opaque !== undefined) return { kind: 'opaque', name: nameOf(opaque), mechanism }
  }
  throw corrupt('a definition that defines nothing')
}

function part(value: GobValue, name: string): GobValue | undefined {
  return value.kind === 'struct' ? value.fields.find((field) => field.name === name)?.value : undefined
}

function text(value: GobValue, name: string): string {
  const found = part(value, name)
  return found?.kind === 'string' ? found.value : ''
}

function integer(value: GobValue, name: string): number | bigint {
  const found = part(value, name)
  return found?.kind === 'int' ? found.value : 0
}

/** An id that is no safe integer names no type, and neither does 0. */
function idOf(value: GobValue, name: string): number {
  const id = integer(value, name)
  return typeof id === 'number' ? id : 0
}

function nameOf(value: GobValue): string {
  const common = part(value, COMMON.name)
  return common === undefined ? '' : text(common, 'Name')
}

function fieldsOf(structT: GobValue): readonly GobTypeField[] {
  const list = part(structT, 'Field')
  if (list?.kind !== 'slice') return []
  return list.elements.map((element) => {
    const name = text(element, 'Name')
    if (name === '') throw corrupt(`empty name for remote field of type ${nameOf(structT)}`)
    return { name, id: idOf(element, 'Id') }
  })
}
