import { describe, expect, test } from 'vitest'
import { ArithErrors, ArithMethods } from '../../../generated/arith.js'
import { CatalogErrors, CatalogMethods, Product } from '../../../generated/catalog.js'
import { EchoMethods, Everything, Sparse, Tree } from '../../../generated/echo.js'
import { Drawing, type Shape, ShapesMethods } from '../../../generated/shapes.js'
import { VALUE } from '../../../runtime/encoder.js'
import { isRpcError, RpcError } from '../../../runtime/error.js'
import type { Message } from '../../../runtime/message.js'
import type { UnionType } from '../../../runtime/type.js'
import { Tape } from './tape.js'

function throughTape<T>(message: Message<T>, value: T, counted: boolean): T {
  const tape = new Tape(counted)
  message.write(tape.encoder, VALUE, value)
  const read = message.read(tape.decoder)
  expect(tape.atEnd).toBe(true)
  return read
}

const tree: Tree = {
  value: 1,
  left: { value: 2, branches: [], named: {} },
  branches: [{ value: 3, branches: [], named: {} }],
  named: { ['__proto__']: { value: 4, branches: [], named: {} } },
}

const sparse: Sparse = { required: 0, flag: false, nullable: null, nullablePoint: { x: 1, y: 2 }, list: [] }

const everything: Everything = {
  bool: true,
  int8: -8,
  int16: -16,
  int32: -32,
  integer: -53,
  int64: -64n,
  uint8: 8,
  uint16: 16,
  uint32: 32,
  uint64: 64n,
  float32: 0.5,
  number: Number.NaN,
  string: 'text',
  bytes: new Uint8Array([1, 2]),
  timestamp: new Date(0),
  exact: { seconds: 1, nanos: 2, offset: 3 },
  duration: 9n,
  list: [1, 2],
  fixed: [1, 2, 3],
  tuple: [1, 2],
  map: new Map([[1, 'one']]),
  record: { one: 1 },
  point: { x: 1, y: 2 },
  shade: 'dark',
  level: 2,
  sparse,
}

const shape: Shape = {
  kind: 'group',
  members: [
    { kind: 'circle', radius: 1 },
    { kind: 'rectangle', width: 2, height: 3 },
  ],
}

const drawing: Drawing = {
  file: new Uint8Array([255]),
  shapes: [shape, { kind: 'circle', radius: 4 }],
  selected: shape,
  clip: null,
  named: { a: shape },
  origin: { real: 1, imag: -1 },
  outline: [{ real: 0, imag: 2 }],
  area: 10n ** 30n,
  host: '::1',
  properties: { a: [1, null] },
}

describe.each([
  ['with counts in front', true],
  ['without', false],
])('on a wire %s, what is written is what is read', (_, counted) => {
  test('every kind', () => {
    expect(throughTape(Everything, everything, counted)).toEqual(everything)
  })

  test('fields that may be absent', () => {
    expect(throughTape(Sparse, sparse, counted)).toEqual(sparse)
  })

  test('a tree, with a key that is no prototype', () => {
    const read = throughTape(Tree, tree, counted)
    expect(read).toEqual(tree)
    expect(Object.keys(read.named)).toEqual(['__proto__'])
  })

  test('unions, complex numbers, hooks and what has no type', () => {
    expect(throughTape(Drawing, drawing, counted)).toEqual(drawing)
    const { area, simplify } = ShapesMethods
    expect(throughTape(area.result as Message<bigint>, -5n, counted)).toBe(-5n)
    expect(throughTape(simplify.params as Message<Shape>, shape, counted)).toEqual(shape)
  })

  test('lists of lists, and maps of structs, as whole bodies', () => {
    const { matrix, pointMap } = EchoMethods
    expect(throughTape(matrix.params as Message<number[][]>, [[1], [], [2, 3]], counted)).toEqual([[1], [], [2, 3]])
    const points = { a: { x: 1, y: 2 } }
    expect(throughTape(pointMap.params as Message<typeof points>, points, counted)).toEqual(points)
  })
})

describe('an error of the schema', () => {
  const { DivideByZero } = ArithErrors
  const thrown = DivideByZero.create({ dividend: 7 }, 'divide by zero')

  test('has the details that it is made with, and goes by its name without a text', () => {
    expect(isRpcError(thrown)).toBe(true)
    expect(thrown).toMatchObject({ code: 'remote', errorName: 'DivideByZero', details: { dividend: 7 } })
    expect(thrown.message).toContain('divide by zero')
    expect(DivideByZero.create({ dividend: 7 }).message).toContain('DivideByZero')
  })

  test('is known by its own guard alone', () => {
    expect(DivideByZero.is(thrown)).toBe(true)
    expect(CatalogErrors.NoSuchProduct.is(thrown)).toBe(false)
    expect(DivideByZero.is(new RpcError('remote', 'divide by zero'))).toBe(false)
    expect(DivideByZero.is(new Error('divide by zero'))).toBe(false)
    expect(DivideByZero.is(undefined)).toBe(false)
  })

  test('has details that are written and read', () => {
    expect(throughTape(DivideByZero.message, thrown.details, true)).toEqual({ dividend: 7 })
    expect(throughTape(CatalogErrors.NoSuchProduct.message, { id: 404n }, false)).toEqual({ id: 404n })
  })

  test('stands with its methods, as does what they are', () => {
    expect(ArithMethods.divide.errors).toEqual([DivideByZero])
    expect(ArithMethods.multiply.errors).toEqual([])
    expect(CatalogMethods.get.errors).toEqual([CatalogErrors.NoSuchProduct])
    expect(Object.values(CatalogMethods).map(({ name, idempotent }) => [name, idempotent])).toEqual([
      ['put', false],
      ['get', true],
      ['search', true],
      ['categories', true],
    ])
  })
})

test('what is missing is zero', () => {
  const tape = new Tape(true)
  tape.encoder.beginStruct(VALUE, Product.type as never, {})
  tape.encoder.endStruct()
  expect(Product.read(tape.decoder)).toEqual({
    id: 0n,
    name: '',
    price: { currency: '', units: 0n },
    availability: '',
    tags: [],
    attributes: {},
    stock: new Map(),
    rating: undefined,
    replaces: null,
    thumbnail: new Uint8Array(0),
    addedAt: new Date('0001-01-01T00:00:00Z'),
  })
})

test('what is missing of hooks, complex numbers and unions is zero too', () => {
  const tape = new Tape(true)
  tape.encoder.beginStruct(VALUE, Drawing.type as never, {})
  tape.encoder.endStruct()
  expect(Drawing.read(tape.decoder)).toEqual({
    file: new Uint8Array(0),
    shapes: [],
    selected: undefined,
    clip: null,
    named: {},
    origin: { real: 0, imag: 0 },
    outline: [],
    area: 0n,
    host: '',
    properties: {},
  })
})

test('a Go type of the schema stands in the type that a codec sees', () => {
  const { type } = ShapesMethods.simplify.params as Message<Shape>
  const members = (type as UnionType).members.map(({ tag, type: { name, wire } }) => [tag, name, wire])
  expect(members).toEqual([
    ['circle', 'Circle', { gob: 'main.Circle' }],
    ['rectangle', 'Rectangle', { gob: 'main.Rectangle' }],
    ['group', 'Group', { gob: '*main.Group' }],
  ])
})

test('a message of zeroes has the fields of a message in the same order', () => {
  const tape = new Tape(true)
  tape.encoder.beginStruct(VALUE, Everything.type as never, {})
  tape.encoder.endStruct()
  const { sparse: zero } = Everything.read(tape.decoder)
  expect(Object.keys(zero)).toEqual(Object.keys(throughTape(Sparse, sparse, true)))
})

describe('what is no collection is for the encoder to report', () => {
  const table: [field: keyof Everything, value: unknown, want: string][] = [
    ['list', 'text', 'no list'],
    ['list', undefined, 'no list'],
    ['fixed', {}, 'no list'],
    ['tuple', null, 'no list'],
    ['map', {}, 'no map'],
    ['record', null, 'no map'],
    ['record', 7, 'no map'],
  ]
  test.each(table)('%s: %j', (name, value, want) => {
    const wrong = { ...everything, [name]: value } as Everything
    expect(() => Everything.write(new Tape(true).encoder, VALUE, wrong)).toThrow(want)
  })
})
