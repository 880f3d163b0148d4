import { structType } from '../../../../../../runtime/build-type.js'
import type { StructType, Type } from '../../../../../../runtime/type.js'

/** The fields of a struct, by Go's names; one in brackets is a pointer in Go, and optional here. */
export type Shape = Readonly<Record<string, Type | readonly [Type]>>

export function struct(name: string, shape: () => Shape): StructType {
  return structType(name, () =>
    Object.entries(shape()).map(([field, type]) =>
      isPointer(type) ? { name: field, type: type[0], optional: true } : { name: field, type },
    ),
  )
}

function isPointer(type: Type | readonly [Type]): type is readonly [Type] {
  return Array.isArray(type)
}
