import {
  array,
  bytes,
  duration,
  float32,
  int8,
  int16,
  int32,
  int64,
  map,
  method,
  service,
  timestamp,
  uint8,
  uint16,
  uint32,
  uint64,
} from 'rpcgen/schema'
import { Type } from 'typebox'

export const Shade = Type.Enum(['', 'light', 'dark'])

export const Level = Type.Enum({ None: 0, Low: 1, High: 2 })

export const Point = Type.Object({ x: Type.Number(), y: Type.Number() })

export const Empty = Type.Object({})

/** Every way in which a field can be absent. */
export const Sparse = Type.Object({
  required: Type.Integer(),
  optional: Type.Optional(Type.Integer()),
  nullable: Type.Union([Type.String(), Type.Null()]),
  flag: Type.Optional(Type.Boolean()),
  point: Type.Optional(Point),
  nullablePoint: Type.Union([Point, Type.Null()]),
  list: Type.Optional(Type.Array(Type.String())),
  moment: Type.Optional(timestamp()),
})

/** A tree by way of lists and of maps. */
export const Tree = Type.Cyclic(
  {
    Tree: Type.Object({
      value: Type.Integer(),
      left: Type.Optional(Type.Ref('Tree')),
      branches: Type.Array(Type.Ref('Tree')),
      named: Type.Record(Type.String(), Type.Ref('Tree')),
    }),
  },
  'Tree',
)

/** Every kind of type as a field. */
export const Everything = Type.Object({
  bool: Type.Boolean(),
  int8: int8(),
  int16: int16(),
  int32: int32(),
  integer: Type.Integer(),
  int64: int64(),
  uint8: uint8(),
  uint16: uint16(),
  uint32: uint32(),
  uint64: uint64(),
  float32: float32(),
  number: Type.Number(),
  string: Type.String(),
  bytes: bytes(),
  timestamp: timestamp(),
  exact: timestamp({ exact: true }),
  duration: duration(),
  list: Type.Array(Type.Integer()),
  fixed: array(Type.Integer(), 3),
  tuple: Type.Tuple([Type.Number(), Type.Number()]),
  map: map(int32(), Type.String()),
  record: Type.Record(Type.String(), Type.Integer()),
  point: Point,
  shade: Shade,
  level: Level,
  sparse: Sparse,
})

/** Answers with what it is given: one method for each kind of type, as the whole body. */
export const Echo = service('Echo', {
  bool: method({ params: Type.Boolean(), result: Type.Boolean() }),
  int8: method({ params: int8(), result: int8() }),
  int16: method({ params: int16(), result: int16() }),
  int32: method({ params: int32(), result: int32() }),
  integer: method({ params: Type.Integer(), result: Type.Integer() }),
  int64: method({ params: int64(), result: int64() }),
  uint8: method({ params: uint8(), result: uint8() }),
  uint16: method({ params: uint16(), result: uint16() }),
  uint32: method({ params: uint32(), result: uint32() }),
  uint64: method({ params: uint64(), result: uint64() }),
  float32: method({ params: float32(), result: float32() }),
  number: method({ params: Type.Number(), result: Type.Number() }),
  string: method({ params: Type.String(), result: Type.String() }),
  bytes: method({ params: bytes(), result: bytes() }),
  timestamp: method({ params: timestamp(), result: timestamp() }),
  exact: method({ params: timestamp({ exact: true }), result: timestamp({ exact: true }) }),
  duration: method({ params: duration(), result: duration() }),
  list: method({ params: Type.Array(Type.Integer()), result: Type.Array(Type.Integer()) }),
  strings: method({ params: Type.Array(Type.String()), result: Type.Array(Type.String()) }),
  matrix: method({ params: Type.Array(Type.Array(Type.Number())), result: Type.Array(Type.Array(Type.Number())) }),
  points: method({ params: Type.Array(Point), result: Type.Array(Point) }),
  fixed: method({ params: array(Type.Integer(), 3), result: array(Type.Integer(), 3) }),
  tuple: method({
    params: Type.Tuple([Type.Number(), Type.Number()]),
    result: Type.Tuple([Type.Number(), Type.Number()]),
  }),
  map: method({ params: map(int32(), Type.String()), result: map(int32(), Type.String()) }),
  bigMap: method({ params: map(int64(), uint64()), result: map(int64(), uint64()) }),
  record: method({
    params: Type.Record(Type.String(), Type.Integer()),
    result: Type.Record(Type.String(), Type.Integer()),
  }),
  pointMap: method({ params: Type.Record(Type.String(), Point), result: Type.Record(Type.String(), Point) }),
  shade: method({ params: Shade, result: Shade }),
  level: method({ params: Level, result: Level }),
  point: method({ params: Point, result: Point }),
  empty: method({ params: Empty, result: Empty }),
  sparse: method({ params: Sparse, result: Sparse }),
  tree: method({ params: Tree, result: Tree }),
  everything: method({ params: Everything, result: Everything }),
  /** Fails with the text it is given. */
  fail: method({ params: Type.String(), result: Type.String() }),
  /** Answers after so many milliseconds. */
  sleep: method({ params: Type.Integer(), result: Type.Integer() }),
  /** Has no params. */
  count: method({ result: Type.Integer() }),
  /** Has no result. */
  discard: method({ params: Type.String() }),
  /** Has neither. */
  nothing: method({}),
})
