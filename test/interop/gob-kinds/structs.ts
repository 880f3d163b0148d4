import type { FieldSpec } from '../../../runtime/build-type.js'
import {
  customType,
  enumType,
  listType,
  mapType,
  nullableType,
  structType,
  unionType,
} from '../../../runtime/build-type.js'
import type { StructType, Type } from '../../../runtime/type.js'
import { bool, float64, integer, string, timestamp, unknown } from '../../../runtime/type.js'
import { bigInt, celsius, rune } from './hooks.js'

/* The types of test/peers/go that go-types.ts does not have, under Go's names for their fields. */

const field = (name: string, type: Type): FieldSpec => ({ name, type })
const optional = (name: string, type: Type): FieldSpec => ({ name, type, optional: true })
const nullable = (name: string, type: Type): FieldSpec =>
  field(
    name,
    nullableType(() => type),
  )

export const celsiusType: Type = customType(celsius.hook)
export const runeType: Type = customType(rune.hook)
export const bigIntType: Type = customType(bigInt.hook)

const point = structType('Point', () => [field('X', float64), field('Y', float64)])

/** With pointers of which some are optional here and some nullable. */
export const sparse: StructType = structType('Sparse', () => [
  field('Required', integer),
  optional('Optional', integer),
  nullable('Nullable', string),
  optional('Flag', bool),
  optional('Point', point),
  nullable('NullablePoint', point),
  optional(
    'List',
    listType(() => string),
  ),
  optional('Moment', timestamp),
])

export const tree: StructType = structType('Tree', () => [
  field('Value', integer),
  optional('Left', tree),
  field(
    'Branches',
    listType(() => tree),
  ),
  field(
    'Named',
    mapType(string, () => tree),
  ),
])

export const weather: StructType = structType('Weather', () => [
  field('Low', celsiusType),
  field('High', celsiusType),
  optional('Mean', celsiusType),
  nullable('Guess', celsiusType),
  field('Mark', runeType),
])

export const account: StructType = structType('Account', () => [
  field('Owner', string),
  optional('Balance', bigIntType),
  nullable('Debt', bigIntType),
])

export const circle: StructType = structType(
  'Circle',
  () => [field('kind', enumType('CircleKind', ['circle'])), field('Radius', float64)],
  { gob: 'main.Circle' },
)

export const square: StructType = structType(
  'Square',
  () => [field('kind', enumType('SquareKind', ['square'])), field('Side', float64), field('Label', string)],
  { gob: 'main.Square' },
)

export const shape: Type = unionType('Shape', 'kind', () => [
  { tag: 'circle', type: circle },
  { tag: 'square', type: square },
])

export const drawing: StructType = structType('Drawing', () => [
  field('Frame', shape),
  optional('Extra', shape),
  field(
    'Shapes',
    listType(() => shape),
  ),
  field('Note', unknown),
])
