import type { FieldSpec } from '../../runtime/build-type.js'
import { listType, mapType, nullableType, structType, tupleType } from '../../runtime/build-type.js'
import type { StructType, Type } from '../../runtime/type.js'
import { type Leaf, leaves } from './leaf.js'
import type { Spec, SpecField } from './spec.js'

/** How Go writes the types of a schema: what gob takes for one and the same. */
export interface Dialect {
  /** Whether types have names of their own, `MyInt` for `int`. */
  readonly named: boolean
  /** Whether the elements of lists and maps are pointers; those of an array could be nil. */
  readonly pointers: boolean
}

export const plain: Dialect = { named: false, pointers: false }

/** A schema as each side has it. */
export interface Made {
  readonly type: Type
  /** In the words of the oracle. */
  readonly go: string
}

/** Makes the types of a schema. Structs that are one type in Go are one here, so that each side defines as many. */
export function make(spec: Spec, { named, pointers }: Dialect = plain): Made {
  const structs = new Map<string, StructType>()

  /** `star` is what the elements in it begin with. */
  function made(spec: Spec, star: string): Made {
    switch (spec.kind) {
      case 'leaf': {
        const leaf: Leaf = leaves[spec.name]
        return { type: leaf.type, go: (named ? leaf.named : undefined) ?? leaf.go }
      }
      case 'list': {
        const { type, go } = made(spec.element, star)
        return { type: listType(() => type), go: `[]${star}${go}` }
      }
      case 'array': {
        const { type, go } = made(spec.element, star)
        return { type: listType(() => type, spec.length), go: `[${spec.length}]${go}` }
      }
      case 'tuple': {
        const { type, go } = made(spec.element, star)
        const elements = Array.from({ length: spec.length }, () => type)
        return { type: tupleType(() => elements), go: `[${spec.length}]${go}` }
      }
      case 'map': {
        // Go compares pointers by where they point, which makes none of them a key.
        const key = made(spec.key, '')
        const { type, go } = made(spec.value, star)
        return { type: mapType(key.type, () => type), go: `map[${key.go}]${star}${go}` }
      }
      case 'struct':
        return madeStruct(spec.fields, star)
    }
  }

  function madeStruct(specs: readonly SpecField[], star: string): Made {
    const fields = specs.map((field) => ({ ...field, ...made(field.spec, star) }))
    const parts = fields.map(({ name, go, presence }) => `${name}:${presence === 'required' ? '' : '*'}${go}`)
    const go = `struct{${parts.join(';')}}`
    let type = structs.get(go)
    if (type === undefined) {
      type = structType('', () => fields.map(fieldOf))
      structs.set(go, type)
    }
    return { type, go }
  }

  return made(spec, pointers ? '*' : '')
}

function fieldOf({ name, type, presence }: { name: string; type: Type } & Pick<SpecField, 'presence'>): FieldSpec {
  if (presence === 'nullable') return { name, type: nullableType(() => type) }
  return presence === 'optional' ? { name, type, optional: true } : { name, type }
}
