/*
 * What is derived from a struct type once, for every connection: the keys of its
 * fields, as the encoder writes them and as the decoder finds them.
 */
import { exportedName, wireName } from '../../go.js'
import type { Field, StructType, UnionType } from '../../type.js'
import { COLON } from './ascii.js'
import { quoted } from './text.js'

/** The name of this codec among a schema's `wire` names. */
export const CODEC = 'json'

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
}

/** How the member of a union is told: by the value of one of these keys. */
export interface UnionShape {
  readonly keys: ReadonlySet<string>
  readonly members: ReadonlyMap<string | number, number>
}

/** In how many ways a key may be written that are told without folding, on average. */
const KNOWN_FORMS = 4

/** Begins with no quote, so it equals nothing. */
const NO_KEY = Uint8Array.of(0, 0)

const shapes: (Shape | undefined)[] = []
const unionShapes: (UnionShape | undefined)[] = []

export function shapeOf(type: StructType): Shape {
  const known = shapes[type.id]
  if (known !== undefined) return known
  const made = makeShape(type)
  shapes[type.id] = made
  return made
}

export function unionShapeOf(type: UnionType): UnionShape {
  const known = unionShapes[type.id]
  if (known !== undefined) return known
  const made = makeUnionShape(type)
  unionShapes[type.id] = made
  return made
}

export function makeKeys(names: readonly string[]): Keys {
  const exact = new Map(names.map((name, index) => [name, index]))
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
  return { names, bytes: [...names.map(keyBytes), NO_KEY], find }
}

function makeShape(type: StructType): Shape {
  const { fields } = type
  const nullable = fields.map(({ type: { kind } }) => kind === 'nullable' || kind === 'unknown')
  return { ...makeKeys(fields.map(fieldKey)), type, nullable }
}

function makeUnionShape({ discriminator, members }: UnionType): UnionShape {
  const fields = members.map(({ type }) => type.fields.find(({ name }) => name === discriminator))
  return {
    keys: new Set(fields.map((field) => fold(field === undefined ? exportedName(discriminator) : fieldKey(field)))),
    members: new Map(members.map(({ tag }, index) => [tag, index])),
  }
}

function fieldKey({ name, wire }: Field): string {
  return wireName(wire, CODEC, exportedName(name))
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
