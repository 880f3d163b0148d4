import type { Message } from '@rpcgen/runtime/stub'
import { float64, message, nullableType, string, structType, unionType, unknown } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { failure, random, randomValue, read, written } from './harness.js'

const Anything: Message<unknown> = message(
  unknown,
  (e, slot, v) => e.unknown(slot, v),
  (d) => d.unknown(),
)

/** JSON in which the characters that Go escapes are escaped as well (encoding/json, `HTMLEscape`). */
function asGoEscapes(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

describe('values of no declared type', () => {
  test('read and write as JSON.parse and JSON.stringify have them', () => {
    const next = random(3)
    for (let round = 0; round < 500; round++) {
      const value = randomValue(next, 5)
      expect(read(Anything, JSON.stringify(value, undefined, next(3)))).toEqual(value)
      expect(written(Anything, value)).toBe(asGoEscapes(JSON.stringify(value)))
    }
  })

  test.each([
    ['9007199254740993', 9007199254740993n],
    ['-18446744073709551616', -18446744073709551616n],
    ['9007199254740991', 9007199254740991],
    ['1e20', 1e20],
    ['100000000000000000000.0', 1e20],
    ['-0', -0],
    ['{"__proto__":{"a":1}}', JSON.parse('{"__proto__":{"a":1}}')],
  ])('%s', (json, value) => {
    const got = read(Anything, json)
    expect(got).toEqual(value)
    expect(Object.getPrototypeOf(got)).toBe(Object.getPrototypeOf(value))
  })

  test.each([
    [undefined, 'null'],
    [2n ** 64n - 1n, '18446744073709551615'],
    [-(2n ** 63n), '-9223372036854775808'],
    [2n ** 64n, '18446744073709551616'],
    [-(10n ** 300n), `-1${'0'.repeat(300)}`],
    [Uint8Array.of(1), '"AQ=="'],
    [new Date(0), '"1970-01-01T00:00:00Z"'],
    [
      new Map<unknown, unknown>([
        ['a', 1],
        [2, undefined],
        [3n, []],
      ]),
      '{"a":1,"2":null,"3":[]}',
    ],
    [{ a: undefined, b: null }, '{"b":null}'],
    [[undefined], '[null]'],
    [Object.create(null), '{}'],
  ])('%# is sent as %s', (value, json) => {
    expect(written(Anything, value)).toBe(json)
  })

  test.each([
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['NaN', [Number.NaN]],
    ['a key that is neither a string nor an integer', new Map([[true, 1]])],
    ['a key that is a fraction', new Map([[0.5, 1]])],
  ])('%s is refused', (_, value) => {
    expect(failure(() => written(Anything, value)).code).toBe('encode')
  })

  test('nesting is limited both ways', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
    expect(read(Anything, nested(100))).toEqual(JSON.parse(nested(100)))
    expect(failure(() => read(Anything, nested(101))).code).toBe('limit')
    expect(failure(() => written(Anything, JSON.parse(nested(101)))).code).toBe('limit')
    expect(failure(() => read(Anything, '1e400')).code).toBe('decode')
    expect(failure(() => read(Anything, `1${'0'.repeat(400)}`)).code).toBe('decode')
    expect(failure(() => written(Anything, 10n ** 3000n, { message: 2000 })).code).toBe('limit')
  })
})

type Shape = { kind: 'circle'; r: number } | { kind: 'named'; name: string; inner: Shape | null }

const Circle = structType('Circle', () => [
  { name: 'kind', type: string },
  { name: 'r', type: float64 },
])
const Named = structType('Named', () => [
  { name: 'kind', type: string },
  { name: 'name', type: string },
  { name: 'inner', type: nullableType(() => ShapeType) },
])
const ShapeType = unionType('Shape', 'kind', () => [
  { tag: 'circle', type: Circle },
  { tag: 'named', type: Named },
])

const Shape: Message<Shape> = message(
  ShapeType,
  (e, slot, v) => {
    e.beginUnion(slot, ShapeType, ['circle', 'named'].indexOf(v.kind))
    if (v.kind === 'circle') {
      e.beginStruct(-1, Circle, v)
      e.string(0, v.kind)
      e.float(1, v.r, 64)
    } else {
      e.beginStruct(-1, Named, v)
      e.string(0, v.kind)
      e.string(1, v.name)
      if (v.inner === null) e.null(2)
      else Shape.write(e, 2, v.inner)
    }
    e.endStruct()
    e.endUnion()
  },
  (d) => {
    const member = d.beginUnion(ShapeType)
    const shape = { kind: '', r: 0, name: '', inner: null as Shape | null }
    d.beginStruct(member === 0 ? Circle : Named)
    for (let field = d.nextField(); field >= 0; field = d.nextField()) {
      if (field === 0) shape.kind = d.string()
      else if (member === 0) shape.r = d.float(64)
      else if (field === 1) shape.name = d.string()
      else shape.inner = d.null() ? null : Shape.read(d)
    }
    d.endUnion()
    const { kind, r, name, inner } = shape
    return (member === 0 ? { kind, r } : { kind, name, inner }) as Shape
  },
)

describe('unions', () => {
  const nested: Shape = {
    kind: 'named',
    name: 'a',
    inner: { kind: 'named', name: 'b', inner: { kind: 'circle', r: 1.5 } },
  }
  const json = '{"Kind":"named","Name":"a","Inner":{"Kind":"named","Name":"b","Inner":{"Kind":"circle","R":1.5}}}'

  test('are their member', () => {
    expect(written(Shape, nested)).toBe(json)
    expect(read(Shape, json)).toEqual(nested)
  })

  test('have their discriminator anywhere, in any case', () => {
    const moved = '{ "x" : [ {"kind":"circle"} ] , "R" : 2 , "kIND" : "circle" }'
    expect(read(Shape, moved)).toEqual({ kind: 'circle', r: 2 })
    expect(read(Shape, '{"Inner":null,"Name":"n","Kind":"named"}')).toEqual({ kind: 'named', name: 'n', inner: null })
  })

  test.each([
    ['{"Kind":"square"}', '"square" is no member of Shape'],
    ['{"R":1}', 'the kind that tells which Shape it is is missing'],
    ['null', 'json: cannot unmarshal null into Go value of type Shape'],
    ['[]', 'json: cannot unmarshal array into Go value of type Shape'],
    ['{"Kind":"named","Inner":5}', 'json: cannot unmarshal number into Go struct field Named.Inner of type Shape'],
  ])('%s is refused', (json, reason) => {
    expect(failure(() => read(Shape, json))).toMatchObject({ code: 'decode', reason })
  })

  test('a value that is no member is refused', () => {
    expect(failure(() => written(Shape, { kind: 'square' } as never))).toMatchObject({
      code: 'encode',
      reason: 'expected a member of Shape',
    })
  })
})
