import { bytes, int8, int16, int32, int64, map, method, service, set } from 'rpcgen/schema'
import { Type } from 'typebox'

/** The services of test/peers/thrift/calculator.thrift, which says what is odd about its numbers. */

export const Operation = Type.Enum({ Add: 1, Subtract: 2, Multiply: 100_000, Divide: -4 })

export const Empty = Type.Object({})

export const Point = Type.Object({ x: Type.Number({ id: 1 }), y: Type.Number({ id: 2 }) })

export const Circle = Type.Object({
  kind: Type.Literal('circle'),
  center: Type.With(Point, { id: 1 }),
  radius: Type.Number({ id: 2 }),
})

export const Polygon = Type.Object({ kind: Type.Literal('polygon'), corners: Type.Array(Point, { id: 1 }) })

export const Shape = Type.Cyclic(
  {
    Shape: Type.Union([Type.With(Circle, { id: 1 }), Type.With(Polygon, { id: 2 }), Type.Ref('Group', { id: 7 })]),
    Group: Type.Object({ kind: Type.Literal('group'), members: Type.Array(Type.Ref('Shape'), { id: 1 }) }),
  },
  'Shape',
)

export const Tree = Type.Cyclic(
  {
    Tree: Type.Object({
      value: int32({ id: 1 }),
      left: Type.Optional(Type.Ref('Tree', { id: 20 })),
      right: Type.Optional(Type.Ref('Tree', { id: 3 })),
      children: Type.Array(Type.Ref('Tree'), { id: 1000 }),
    }),
  },
  'Tree',
)

export const Sparse = Type.Object({
  least: int32({ id: 1 }),
  flag: Type.Optional(Type.Boolean({ id: 2 })),
  small: Type.Optional(int8({ id: 3 })),
  large: Type.Optional(int64({ id: 4 })),
  ratio: Type.Optional(Type.Number({ id: 5 })),
  text: Type.Optional(Type.String({ id: 6 })),
  data: Type.Optional(bytes({ id: 7 })),
  operation: Type.Optional(Type.With(Operation, { id: 8 })),
  texts: Type.Optional(Type.Array(Type.String(), { id: 9 })),
  numbers: Type.Optional(set(int32(), { id: 10 })),
  counts: Type.Optional(Type.Record(Type.String(), int32(), { id: 11 })),
  point: Type.Optional(Type.With(Point, { id: 12 })),
  shape: Type.Optional(Type.With(Shape, { id: 13 })),
})

export const Everything = Type.Object({
  yes: Type.Boolean({ id: 1 }),
  no: Type.Boolean({ id: 2 }),
  small: int8({ id: 3 }),
  middle: int16({ id: 4 }),
  large: int32({ id: 5 }),
  huge: int64({ id: 6 }),
  tick: Type.Integer({ id: 7 }),
  ratio: Type.Number({ id: 8 }),
  text: Type.String({ id: 9 }),
  data: bytes({ id: 10 }),
  operation: Type.With(Operation, { id: 11 }),
  point: Type.With(Point, { id: 12 }),
  shape: Type.With(Shape, { id: 13 }),
  tree: Type.With(Tree, { id: 14 }),
  sparse: Type.With(Sparse, { id: 15 }),

  flags: Type.Array(Type.Boolean(), { id: 31 }),
  smalls: Type.Array(int8(), { id: 32 }),
  huges: Type.Array(int64(), { id: 33 }),
  ratios: Type.Array(Type.Number(), { id: 34 }),
  texts: Type.Array(Type.String(), { id: 35 }),
  datas: Type.Array(bytes(), { id: 36 }),
  operations: Type.Array(Operation, { id: 37 }),
  matrix: Type.Array(Type.Array(int32()), { id: 38 }),
  named: Type.Array(Type.Record(Type.String(), Point), { id: 39 }),
  shapes: Type.Array(Shape, { id: 40 }),

  flagSet: set(Type.Boolean(), { id: 51 }),
  smallSet: set(int8(), { id: 52 }),
  largeSet: set(int32(), { id: 53 }),
  hugeSet: set(int64(), { id: 54 }),
  textSet: set(Type.String(), { id: 55 }),
  operationSet: set(Operation, { id: 56 }),
  sets: Type.Array(set(int16()), { id: 57 }),

  byFlag: map(Type.Boolean(), int32(), { id: 71 }),
  bySmall: map(int8(), Type.Boolean(), { id: 72 }),
  byMiddle: map(int16(), Type.String(), { id: 73 }),
  byLarge: map(int32(), Type.Number(), { id: 74 }),
  byHuge: map(int64(), int64(), { id: 75 }),
  byRatio: map(Type.Number(), bytes(), { id: 76 }),
  byText: Type.Record(Type.String(), Point, { id: 77 }),
  byOperation: map(Operation, Operation, { id: 78 }),
  lists: Type.Record(Type.String(), Type.Array(int32()), { id: 79 }),
  nested: Type.Record(Type.String(), map(int32(), set(Type.String())), { id: 80 }),

  empty: Type.With(Empty, { id: 300 }),
  empties: Type.Array(Empty, { id: 301 }),
})

export const Seen = Type.Object({ value: Type.With(Everything, { id: 1 }), text: Type.String({ id: 2 }) })

export const Quotient = Type.Object({ quo: int32({ id: 1 }), rem: int32({ id: 2 }) })

const DivideByZero = Type.Object({ dividend: int32({ id: 1 }) })

const Overflow = Type.Object({
  message: Type.String({ id: 1 }),
  limit: int64({ id: 2 }),
  operation: Type.Optional(Type.With(Operation, { id: 3 })),
})

const Two = Type.Object({ a: int32({ id: 1 }), b: int32({ id: 2 }) })

export const Calculator = service('Calculator', {
  multiply: method({ params: Two, result: int32() }),
  divide: method({
    params: Two,
    result: Quotient,
    errors: { DivideByZero: Type.With(DivideByZero, { id: 1 }), Overflow: Type.With(Overflow, { id: 4 }) },
  }),
  calculate: method({
    params: Type.Object({
      operation: Type.With(Operation, { id: 1 }),
      a: int64({ id: 3 }),
      b: int64({ id: 2 }),
    }),
    result: int64(),
    errors: { Overflow: Type.With(Overflow, { id: 1 }) },
  }),

  // A body that is no object is the one argument, number 1.
  echoBool: method({ params: Type.Boolean(), result: Type.Boolean() }),
  echoByte: method({ params: int8(), result: int8() }),
  echoI16: method({ params: int16(), result: int16() }),
  echoI32: method({ params: int32(), result: int32() }),
  echoI64: method({ params: int64(), result: int64() }),
  echoDouble: method({ params: Type.Number(), result: Type.Number() }),
  echoString: method({ params: Type.String(), result: Type.String() }),
  echoBinary: method({ params: bytes(), result: bytes() }),
  echoOperation: method({ params: Operation, result: Operation }),
  echoTick: method({ params: Type.Integer(), result: Type.Integer() }),
  echoList: method({ params: Type.Array(int32()), result: Type.Array(int32()) }),
  echoSet: method({ params: set(Type.String()), result: set(Type.String()) }),
  echoMap: method({ params: map(int32(), Type.String()), result: map(int32(), Type.String()) }),
  echoPoint: method({ params: Type.Object({ value: Type.With(Point, { id: 1 }) }), result: Point }),
  echoShape: method({ params: Shape, result: Shape }),
  echoTree: method({ params: Type.Object({ value: Type.With(Tree, { id: 1 }) }), result: Tree }),
  echoSparse: method({ params: Type.Object({ value: Type.With(Sparse, { id: 1 }) }), result: Sparse }),
  echoEverything: method({ params: Type.Object({ value: Type.With(Everything, { id: 1 }) }), result: Everything }),
  see: method({ params: Type.Object({ value: Type.With(Everything, { id: 1 }) }), result: Seen }),

  nothing: method({}),
  note: method({ params: Type.String(), oneway: true }),
  noted: method({ result: Type.Array(Type.String()) }),
  fail: method({ params: Type.String() }),
  refuse: method({ params: Type.Object({ type: int32({ id: 1 }), text: Type.String({ id: 2 }) }) }),
})

export const Greeter = service('Greeter', {
  greet: method({ params: Type.String(), result: Type.String() }),
  multiply: method({ params: Two, result: int32() }),
})
