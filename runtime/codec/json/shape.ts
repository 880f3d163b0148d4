/*
 * What is derived from a struct type once, for every connection: the keys of its
 * fields, as the encoder writes them and as the decoder finds them.
 */
import { wireName } from '../../go.js'
import type { Field, StructType, UnionType } from '../../type.js'
import { COLON } from './ascii.js'
import type { Dialect } from './dialect.js'
import { quoted } from './text.js'

/** The keys of one kind of object. */
export interface Keys {
  readonly names: readonly string[]
  /** Each as `"name":`, and behind the last an entry that equals no key, so that there is always a next one to compare with. */
  readonly bytes: readonly Uint8Array[]
  /** The index of a key, or -1: the one that is equal, else the first that differs in case only. */
  find(name: string): number
}

export interface Shape extends Keys {
  readonly type: StructType
  /** Of each field, whether a null is a value of it. */
  readonly nullable: readonly boolean[]
  /** The fields that an object must have, in a dialect that insists on them. */
  readonly required: readonly number[]
}

/** How the member of a union is told: by the value of one of these keys. */
export interface UnionShape {
  isKey(name: string): boolean
  readonly members: ReadonlyMap<string | number, number>
}

/** What one dialect makes of every type, each made once. */
export interface Shapes {
  of(type: StructType): Shape
  ofUnion(type: UnionType): UnionShape
}

/** In how many ways a key may be written that are told without folding, on average. */
const KNOWN_FORMS = 4

/** Begins with no quote, so it equals nothing. */
const NO_KEY = Uint8Array.of(0, 0)

export function shapesOf(dialect: Dialect): Shapes {
  const shapes: (Shape | undefined)[] = []
  const unions: (UnionShape | undefined)[] = []
  return {
    of(type) {
      const known = shapes[type.id]
      if (known !== undefined) return known
      const made = makeShape(type, dialect)
      shapes[type.id] = made
      return made
    },
    ofUnion(type) {
      const known = unions[type.id]
      if (known !== undefined) return known
      const made = makeUnionShape(type, dialect)
      unions[type.id] = made
      return made
    },
  }
}

export function makeKeys(names: readonly string[], folds: boolean): Keys {
  const exact = new Map(names.map((name, index) => [name, index]))
  const bytes = [...names.map(keyBytes), NO_KEY]
  if (!folds) return { names, bytes, find: (name) => exact.get(name) ?? -1 }
  const folded = new Map(names.map((name, index): [string, number] => [fold(name), index]).reverse())
  const known = names.length * KNOWN_FORMS
  // Folding leaves a text as long as it is, so most keys that nobody knows are told by their length.
  const lengths = new Set(names.map((name) => name.length))
  function find(name: string): number {
    if (!lengths.has(name.length)) return -1
    const index = exact.get(name)
    if (index !== undefined) return index
    const other = folded.get(fold(name)) ?? -1
    // A peer mostly has one way to write a key, so that way is remembered; a hostile one has many.
    if (other >= 0 && exact.size < known) exact.set(name, other)
    return other
  }
  return { names, bytes, find }
}

function makeShape(type: StructType, dialect: Dialect): Shape {
  const { fields } = type
  const nullable = fields.map(({ type: { kind } }) => kind === 'nullable' || kind === 'unknown')
  const required = fields.flatMap(({ optional, type: { kind } }, index) =>
    dialect.strict && !optional && kind !== 'unknown' ? [index] : [],
  )
  const keys = makeKeys(
    fields.map((field) => fieldKey(field, dialect)),
    dialect.folds,
  )
  return { ...keys, type, nullable, required }
}

function makeUnionShape({ discriminator, members }: UnionType, dialect: Dialect): UnionShape {
  const fields = members.map(({ type }) => type.fields.find(({ name }) => name === discriminator))
  const form = dialect.folds ? fold : (name: string) => name
  const keys = new Set(
    fields.map((field) => form(field === undefined ? dialect.fieldName(discriminator) : fieldKey(field, dialect))),
  )
  return {
    isKey: (name) => keys.has(form(name)),
    members: new Map(members.map(({ tag }, index) => [tag, index])),
  }
}

function fieldKey({ name, wire }: Field, { codec, fieldName }: Dialect): string {
  return wireName(wire, codec, fieldName(name))
}

function keyBytes(name: string): Uint8Array {
  return Uint8Array.of(...quoted(name), COLON)
}

/**
 * A text in which case makes no difference, as in Go's bytes.EqualFold: simple
 * folding, where each character stays one, so that `ß` is not `SS` and `ı` not `I`.
 */
export function fold(name: string): string {
  let folded = ''
  for (const character of name) {
    const upper = character.toUpperCase()
    const lower = (upper.length === character.length ? upper : character).toLowerCase()
    folded += lower.length === character.length && character !== 'ı' ? lower : character
  }
  return folded
}
