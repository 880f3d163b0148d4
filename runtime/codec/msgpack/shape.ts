/*
 * What is derived from a struct or union type once, for every connection of one
 * dialect: the keys of its fields, as the encoder writes them and as the decoder
 * finds them.
 */
import { wireName } from '../../go.js'
import type { Field, StructType, UnionType } from '../../type.js'
import { utf8Length } from '../../utf8.js'
import type { Dialect } from './dialect.js'
import { HEAD_BYTES, type Head, writeStringHead } from './head.js'

export interface Shape {
  readonly type: StructType
  readonly names: readonly string[]
  /** Each key as the string that it is on the wire, and behind the last an entry that equals no key, so that there is always a next one to compare with. */
  readonly keys: readonly Uint8Array[]
  /** The index of a key, or undefined. */
  readonly indexes: ReadonlyMap<string, number>
  /** At the index of a field plus one, the field that came next when last seen: peers keep to one order, which need not be the schema's. */
  readonly after: number[]
  /** Of each field, whether nil is a value of it. */
  readonly nullable: readonly boolean[]
  readonly optional: readonly boolean[]
  /** The bits of the required ones among the first {@link MASKED} fields. */
  readonly required: number
}

/** How many fields have a bit in a mask. */
export const MASKED = 31

/** How the member of a union is told: by the value of one of these keys. */
export interface UnionShape {
  readonly keys: ReadonlySet<string>
  readonly members: ReadonlyMap<string | number, number>
}

/** Begins with the byte that begins nothing, so it equals nothing. */
const NO_KEY = Uint8Array.of(0xc1)

export function shapeOf(dialect: Dialect, type: StructType): Shape {
  const known = dialect.shapes[type.id]
  if (known !== undefined) return known
  const made = makeShape(dialect, type)
  dialect.shapes[type.id] = made
  return made
}

export function unionShapeOf(dialect: Dialect, type: UnionType): UnionShape {
  const known = dialect.unions[type.id]
  if (known !== undefined) return known
  const made = makeUnionShape(dialect, type)
  dialect.unions[type.id] = made
  return made
}

function makeShape(dialect: Dialect, type: StructType): Shape {
  const { fields } = type
  const names = fields.map((field) => keyOf(dialect, field))
  return {
    type,
    names,
    keys: [...names.map((name) => stringBytes(name, dialect.stringHead)), NO_KEY],
    indexes: new Map(names.map((name, index) => [name, index])),
    after: Array.from({ length: fields.length + 1 }, (_, index) => index),
    nullable: fields.map(({ type: { kind } }) => kind === 'nullable' || kind === 'unknown'),
    optional: fields.map(({ optional }) => optional),
    required: fields.slice(0, MASKED).reduce((mask, { optional }, i) => (optional ? mask : mask | (1 << i)), 0),
  }
}

function makeUnionShape(dialect: Dialect, { discriminator, members }: UnionType): UnionShape {
  const fields = members.map(({ type }) => type.fields.find(({ name }) => name === discriminator))
  return {
    keys: new Set(
      fields.map((field) => (field === undefined ? dialect.fieldName(discriminator) : keyOf(dialect, field))),
    ),
    members: new Map(members.map(({ tag }, index) => [tag, index])),
  }
}

function keyOf(dialect: Dialect, { name, wire }: Field): string {
  return wireName(wire, dialect.codec, dialect.fieldName(name))
}

/** A text as a string of MessagePack. */
export function stringBytes(text: string, head: Head = writeStringHead): Uint8Array {
  const size = utf8Length(text)
  const bytes = new Uint8Array(size + HEAD_BYTES)
  const start = head(bytes, 0, size)
  new TextEncoder().encodeInto(text, bytes.subarray(start))
  return bytes.subarray(0, start + size)
}
