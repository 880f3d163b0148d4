/*
 * What is derived from a type once, for every connection: the numbers and types
 * of a struct's fields, as the encoder writes them and the decoder finds them.
 */
import type { Field, ListType, MapType, StructType, TupleType, Type, UnionType } from '../../type.js'
import { STRUCT, type WireType } from './format.js'
import { itemTypeOf, wireTypeOf } from './wire-type.js'

export interface Shape {
  readonly name: string
  /** Of each field, its number; that of one which is implied is not used. */
  readonly ids: readonly number[]
  readonly types: readonly WireType[]
  /** The index of a field by its number. */
  readonly indexes: ReadonlyMap<number, number>
  /** Whether the field is not sent, because it has one value only and no number, as the discriminator of a union's member. */
  readonly implied: readonly boolean[]
  /** Of each field, whether it has to be there. */
  readonly required: readonly boolean[]
  /** The values of the struct stand for themselves: a union's member, or a whole body that is no struct. */
  readonly wraps: boolean
  /** Why values of the type cannot be carried, if so. */
  readonly refusal: string | undefined
}

/** Has no fields: what is inside of a list or a map. */
export const noShape: Shape = {
  name: '',
  ids: [],
  types: [],
  indexes: new Map(),
  implied: [],
  required: [],
  wraps: false,
  refusal: undefined,
}

const shapes: (Shape | undefined)[] = []
const unions: (readonly Shape[] | undefined)[] = []
const items = new WeakMap<ListType | TupleType, WireType | string>()
const entries = new WeakMap<MapType, Entries | string>()

export interface Entries {
  readonly key: WireType
  readonly value: WireType
}

export function shapeOf(type: StructType): Shape {
  const known = shapes[type.id]
  if (known !== undefined) return known
  const made = makeShape(type)
  shapes[type.id] = made
  return made
}

/** The struct of one field around a value that is in the place of a struct. */
export function wrapperOf(name: string, id: number | undefined, type: Type): Shape {
  const wireType = wireTypeOf(type)
  return {
    ...noShape,
    name,
    ids: [id ?? 0],
    types: [wireType ?? STRUCT],
    indexes: new Map(id === undefined ? [] : [[id, 0]]),
    implied: [false],
    required: [type.kind !== 'nullable'],
    wraps: true,
    refusal: id === undefined ? withoutId(name) : wireType === undefined ? notCarried(name, type) : undefined,
  }
}

/** Of each member, the struct that holds it. */
export function membersOf(union: UnionType): readonly Shape[] {
  const known = unions[union.id]
  if (known !== undefined) return known
  const made = union.members.map(({ id, type }) => wrapperOf(`the member ${type.name} of ${union.name}`, id, type))
  unions[union.id] = made
  return made
}

/** The type of the items, or why they cannot be carried. */
export function itemsOf(type: ListType | TupleType): WireType | string {
  const known = items.get(type)
  if (known !== undefined) return known
  const types = type.kind === 'list' ? [type.element] : type.elements
  const made = itemTypeOf(types) ?? (types.length === 1 ? notCarried('a list', types[0] as Type) : mixed)
  items.set(type, made)
  return made
}

/** The types of the entries, or why they cannot be carried. */
export function entriesOf(type: MapType): Entries | string {
  const known = entries.get(type)
  if (known !== undefined) return known
  const [key, value] = [wireTypeOf(type.key), wireTypeOf(type.value)]
  const made =
    key === undefined || value === undefined
      ? notCarried('a map', key === undefined ? type.key : type.value)
      : { key, value }
  entries.set(type, made)
  return made
}

const mixed = 'Thrift carries a tuple only when its items have one type: use a message with named fields'

function makeShape({ name, fields }: StructType): Shape {
  const implied = fields.map(isImplied)
  const refusals = fields.map((field, index) =>
    implied[index] ? undefined : refusalOf(`the field ${field.name} of ${name}`, field),
  )
  return {
    name,
    ids: fields.map(({ id }) => id ?? 0),
    types: fields.map(({ type }) => wireTypeOf(type) ?? STRUCT),
    indexes: new Map(fields.flatMap(({ id }, index) => (id === undefined ? [] : [[id, index] as const]))),
    implied,
    required: fields.map(({ type, optional }) => !optional && type.kind !== 'nullable'),
    wraps: false,
    refusal: refusals.find((refusal) => refusal !== undefined),
  }
}

function isImplied({ id, optional, type }: Field): boolean {
  return id === undefined && !optional && type.kind === 'enum' && type.values.size === 1
}

function refusalOf(name: string, { id, type }: Field): string | undefined {
  if (wireTypeOf(type) === undefined) return notCarried(name, type)
  return id === undefined ? withoutId(name) : undefined
}

function withoutId(name: string): string {
  return `Thrift needs a number for ${name}: generate with --codec thrift, or give it an id in the schema`
}

function notCarried(name: string, { kind }: Type): string {
  return `Thrift has no type for ${name} (${kind})`
}
