import type {
  Field,
  ListType,
  MapType,
  NullableType,
  StructType,
  TupleType,
  Type,
  UnionMember,
  UnionType,
  WireNames,
} from './type.js'

/*
 * The types that may refer to themselves. Each is given its parts by a function,
 * which is called once, at first use. They are classes because a codec looks at a
 * type for each struct and each list of a message: an object with a getter of its
 * own is a hash table to V8, in which every look takes some 15 ns.
 */

function lazy<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

export class LazyStruct implements StructType {
  readonly kind = 'struct'
  readonly id: number
  readonly name: string
  readonly wire: WireNames | undefined
  readonly #fields: () => readonly Field[]

  constructor(id: number, name: string, wire: WireNames | undefined, fields: () => readonly Field[]) {
    this.id = id
    this.name = name
    this.wire = wire
    this.#fields = lazy(fields)
  }

  get fields(): readonly Field[] {
    return this.#fields()
  }
}

export class LazyUnion implements UnionType {
  readonly kind = 'union'
  readonly id: number
  readonly name: string
  readonly discriminator: string
  readonly #members: () => readonly UnionMember[]

  constructor(id: number, name: string, discriminator: string, members: () => readonly UnionMember[]) {
    this.id = id
    this.name = name
    this.discriminator = discriminator
    this.#members = lazy(members)
  }

  get members(): readonly UnionMember[] {
    return this.#members()
  }
}

export class LazyList implements ListType {
  readonly kind = 'list'
  readonly length: number | undefined
  readonly set: boolean
  readonly #element: () => Type

  constructor(element: () => Type, length: number | undefined, set: boolean) {
    this.length = length
    this.set = set
    this.#element = lazy(element)
  }

  get element(): Type {
    return this.#element()
  }
}

export class LazyTuple implements TupleType {
  readonly kind = 'tuple'
  readonly #elements: () => readonly Type[]

  constructor(elements: () => readonly Type[]) {
    this.#elements = lazy(elements)
  }

  get elements(): readonly Type[] {
    return this.#elements()
  }
}

export class LazyMap implements MapType {
  readonly kind = 'map'
  readonly key: Type
  readonly #value: () => Type

  constructor(key: Type, value: () => Type) {
    this.key = key
    this.#value = lazy(value)
  }

  get value(): Type {
    return this.#value()
  }
}

export class LazyNullable implements NullableType {
  readonly kind = 'nullable'
  readonly #inner: () => Type

  constructor(inner: () => Type) {
    this.#inner = lazy(inner)
  }

  get inner(): Type {
    return this.#inner()
  }
}
