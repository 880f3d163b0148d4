import type { FieldSpec } from '../../../../../../runtime/build-type.js'
import { listType, mapType, structType } from '../../../../../../runtime/build-type.js'
import type { StructType, Type } from '../../../../../../runtime/type.js'

/**
 * A struct whose fields have Go's names; a field in brackets is a pointer in Go,
 * and optional here. Without a name it is one that Go's `reflect.StructOf` makes.
 */
export function struct(fields: Readonly<Record<string, Type | readonly [Type]>>, name = ''): StructType {
  return structType(name, () =>
    Object.entries(fields).map(([field, type]): FieldSpec => {
      const [pointed] = 'kind' in type ? [] : type
      return pointed === undefined
        ? { name: field, type: type as Type }
        : { name: field, type: pointed, optional: true }
    }),
  )
}

export const list = (element: Type, length?: number): Type => listType(() => element, length)
export const map = (key: Type, value: Type): Type => mapType(key, () => value)
