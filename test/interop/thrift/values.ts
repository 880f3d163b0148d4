import fc from 'fast-check'
import {
  type Circle,
  type Everything,
  Operation,
  type Point,
  type Polygon,
  type Shape,
  type Sparse,
  type Tree,
} from './generated/calculator.js'

type Values<T> = fc.Arbitrary<T>

/** Of each length that a varint has, where most of a range is as long as its ends. */
function integers(bits: number): Values<bigint> {
  const any = fc.bigInt({ min: -(2n ** BigInt(bits - 1)), max: 2n ** BigInt(bits - 1) - 1n })
  return fc.oneof(
    any,
    fc.tuple(any, fc.nat(bits - 1)).map(([value, places]) => value >> BigInt(places)),
  )
}

const own = { noNullPrototype: true } as const
const i8 = integers(8).map(Number)
const i16 = integers(16).map(Number)
const i32 = integers(32).map(Number)
const i64 = integers(64)
const ticks = fc.oneof(integers(32).map(Number), fc.maxSafeInteger())
const doubles = fc.oneof(fc.double(), fc.integer({ min: -100, max: 100 }))
const texts = fc.oneof(
  { arbitrary: fc.string({ unit: 'binary', maxLength: 12 }), weight: 19 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 300, size: 'max' }), weight: 1 },
)
const datas = fc.uint8Array({ maxLength: 20 })
const operations = fc.constantFrom(...Object.values(Operation))

// A compact list has its count in its first byte when that is below 15.
const list = <T>(values: Values<T>, maxLength = 4): Values<T[]> =>
  fc.oneof(
    { arbitrary: fc.array(values, { maxLength }), weight: 9 },
    { arbitrary: fc.array(values, { minLength: 13, maxLength: 17, size: 'max' }), weight: 1 },
  )
const few = <T>(values: Values<T>): Values<T[]> => fc.array(values, { maxLength: 3 })
const setOf = <T>(values: Values<T>): Values<Set<T>> => few(values).map((items) => new Set(items))
const mapOf = <K, V>(keys: Values<K>, values: Values<V>): Values<Map<K, V>> =>
  few(fc.tuple(keys, values)).map((entries) => new Map(entries))
const recordOf = <T>(values: Values<T>): Values<Record<string, T>> =>
  fc.dictionary(texts, values, { maxKeys: 3, ...own })

const points: Values<Point> = fc.record({ x: doubles, y: doubles }, own)
const circles: Values<Circle> = fc.record({ kind: fc.constant('circle'), center: points, radius: doubles }, own)
const polygons: Values<Polygon> = fc.record({ kind: fc.constant('polygon'), corners: few(points) }, own)

function shapesOf(depth: number): Values<Shape> {
  if (depth === 0) return fc.oneof(circles, polygons)
  const groups = fc.record({ kind: fc.constant('group' as const), members: few(shapesOf(depth - 1)) }, own)
  return fc.oneof(circles, polygons, groups)
}

function treesOf(depth: number): Values<Tree> {
  if (depth === 0) return fc.record({ value: i32, children: fc.constant([]) }, own)
  const inner = treesOf(depth - 1)
  return fc.record(
    { value: i32, left: inner, right: inner, children: few(inner) },
    { requiredKeys: ['value', 'children'], ...own },
  )
}

const shapes = shapesOf(2)

export const sparses: Values<Sparse> = fc.record(
  {
    least: i32,
    flag: fc.boolean(),
    small: i8,
    large: i64,
    ratio: doubles,
    text: texts,
    data: datas,
    operation: operations,
    texts: few(texts),
    numbers: setOf(i32),
    counts: recordOf(i32),
    point: points,
    shape: shapes,
  },
  { requiredKeys: ['least'], ...own },
)

/** Values at random, with every type of Thrift in each. */
export const everythings: Values<Everything> = fc.record(
  {
    yes: fc.boolean(),
    no: fc.boolean(),
    small: i8,
    middle: i16,
    large: i32,
    huge: i64,
    tick: ticks,
    ratio: doubles,
    text: texts,
    data: datas,
    operation: operations,
    point: points,
    shape: shapes,
    tree: treesOf(2),
    sparse: sparses,
    flags: list(fc.boolean()),
    smalls: list(i8),
    huges: list(i64),
    ratios: list(doubles),
    texts: few(texts),
    datas: few(datas),
    operations: few(operations),
    matrix: few(few(i32)),
    named: few(recordOf(points)),
    shapes: few(shapes),
    flagSet: setOf(fc.boolean()),
    smallSet: setOf(i8),
    largeSet: setOf(i32),
    hugeSet: setOf(i64),
    textSet: setOf(texts),
    operationSet: setOf(operations),
    sets: few(setOf(i16)),
    byFlag: mapOf(fc.boolean(), i32),
    bySmall: mapOf(i8, fc.boolean()),
    byMiddle: mapOf(i16, texts),
    byLarge: mapOf(i32, doubles),
    byHuge: mapOf(i64, i64),
    byRatio: mapOf(doubles, datas),
    byText: recordOf(points),
    byOperation: mapOf(operations, operations),
    lists: recordOf(few(i32)),
    nested: recordOf(mapOf(i32, setOf(texts))),
    empty: fc.constant({}),
    empties: few(fc.constant({})),
  },
  own,
)
