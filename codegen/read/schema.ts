/**
 * A typebox schema as plain JSON Schema: its keywords are read, typebox's own
 * marks (`~kind` and the like) only where no keyword says the same.
 */
export interface Schema {
  readonly [keyword: string]: unknown
  readonly $defs?: unknown
  readonly $ref?: unknown
  readonly anyOf?: unknown
  readonly const?: unknown
  readonly description?: unknown
  readonly enum?: unknown
  readonly items?: unknown
  readonly kind?: unknown
  readonly minItems?: unknown
  readonly patternProperties?: unknown
  readonly properties?: unknown
  readonly required?: unknown
  readonly type?: unknown
  readonly wire?: unknown
  readonly goType?: unknown
  readonly errorCode?: unknown
  readonly id?: unknown
  /** Of a map, which is no word of JSON Schema. */
  readonly key?: unknown
  readonly value?: unknown
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A tag before anything is known of it. */
export interface TagLike {
  readonly kind?: unknown
  readonly name?: unknown
  readonly module?: unknown
  readonly exact?: unknown
}

/** The schemas in a list of them, such as `anyOf`. */
export function schemasOf(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : []
}

/** What a schema of ours says of itself: see `codegen/schema/tag.ts`. */
export function tagOf(schema: Schema): TagLike {
  const tag = schema['x-rpc']
  return isSchema(tag) ? tag : {}
}

/** What the author wrote as `description`, or undefined. */
export function descriptionOf({ description }: Schema): string | undefined {
  return typeof description === 'string' && description !== '' ? description : undefined
}

/** An object literal with a key `__proto__` has that as its prototype, and no such key. */
export function hidesPrototype(properties: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(properties)
  return prototype !== Object.prototype && prototype !== null
}
