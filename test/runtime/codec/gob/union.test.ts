import { isRpcError } from '@rpcgen/runtime'
import { decode, encode, GobReader, GobWriter } from '@rpcgen/runtime/gob'
import type { Decoder, Message } from '@rpcgen/runtime/stub'
import { END, enumType, float64, integer, lengthOf, listType, message, string, VALUE } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { nullableType, structType, unionType } from '../../../../runtime/build-type.js'
import type { StructType, UnionType } from '../../../../runtime/type.js'
import { framed, hex, unhex } from './harness.js'
import { held, id, int, nil, sliceType, structType as structDefinition, text, uint, value } from './wire.js'

interface Circle {
  readonly kind: 'circle'
  readonly radius: number
}
interface Label {
  readonly kind: 'label'
  readonly text: string
}
interface Group {
  readonly kind: 'group'
  readonly shapes: readonly Shape[]
}
type Shape = Circle | Label | Group

const tag = (name: string) => enumType(`${name}Kind`, [name])
const CircleType: StructType = structType(
  'Circle',
  () => [
    { name: 'kind', type: tag('circle') },
    { name: 'radius', type: float64 },
  ],
  { gob: 'main.Circle' },
)
const LabelType: StructType = structType(
  'Label',
  () => [
    { name: 'kind', type: tag('label') },
    { name: 'text', type: string },
  ],
  { gob: '*main.Label' },
)
/** Without a name for Go: it goes by its own. */
const GroupType: StructType = structType('Group', () => [
  { name: 'kind', type: tag('group') },
  { name: 'shapes', type: ShapesType },
])
const ShapeType: UnionType = unionType('Shape', 'kind', () => [
  { tag: 'circle', type: CircleType },
  { tag: 'label', type: LabelType },
  { tag: 'group', type: GroupType },
])
const ShapesType = listType(() => ShapeType)

/** Reads a struct as generated code does: the values of its fields, of which the wire may have left out any that has a zero. */
function fields(
  d: Decoder,
  type: StructType,
  read: readonly (() => unknown)[],
  zeros: Readonly<Record<number, unknown>>,
): readonly unknown[] {
  const found = new Map<number, unknown>(Object.entries(zeros).map(([index, zero]) => [Number(index), zero]))
  d.beginStruct(type)
  for (let index = d.nextField(); index !== END; index = d.nextField()) found.set(index, read[index]?.())
  return type.fields.map((_, index) => (found.has(index) ? found.get(index) : d.missing(type, index)))
}

const Shape: Message<Shape> = message<Shape>(
  ShapeType,
  (e, slot, v) => {
    const member = ShapeType.members.findIndex((each) => each.tag === v.kind)
    const type = (ShapeType.members[member]?.type ?? CircleType) as StructType
    e.beginUnion(slot, ShapeType, member)
    e.beginStruct(VALUE, type, v)
    e.enum(0, v.kind, type.fields[0]?.type as never)
    if (v.kind === 'circle') e.float(1, v.radius, 64)
    if (v.kind === 'label') e.string(1, v.text)
    if (v.kind === 'group') Shapes.write(e, 1, v.shapes)
    e.endStruct()
    e.endUnion()
  },
  (d) => {
    const member = d.beginUnion(ShapeType)
    const type = ShapeType.members[member]?.type as StructType
    const kind = () => d.enum(type.fields[0]?.type as never)
    const rest = [() => d.float(64), () => d.string(), () => Shapes.read(d)][member] as () => unknown
    const [found, second] = fields(d, type, [kind, rest], { 1: [0, '', []][member] })
    d.endUnion()
    const name = ['radius', 'text', 'shapes'][member] as string
    return { kind: found, [name]: second } as unknown as Shape
  },
)
const Shapes: Message<readonly Shape[]> = message<readonly Shape[]>(
  ShapesType,
  (e, slot, v) => {
    e.beginList(slot, ShapesType, lengthOf(v))
    for (const item of v) Shape.write(e, VALUE, item)
    e.endList()
  },
  (d) => {
    const items: Shape[] = []
    for (let left = d.beginList(ShapesType); d.nextItem(left); left--) items.push(Shape.read(d))
    return items
  },
)

interface Drawing {
  readonly title: string
  readonly main: Shape
  readonly other?: Shape | undefined
  readonly last: Shape | null
}
const DrawingType: StructType = structType('Drawing', () => [
  { name: 'title', type: string },
  { name: 'main', type: ShapeType },
  { name: 'other', type: ShapeType, optional: true },
  { name: 'last', type: nullableType(() => ShapeType) },
])
const Drawing: Message<Drawing> = message<Drawing>(
  DrawingType,
  (e, slot, v) => {
    e.beginStruct(slot, DrawingType, v)
    e.string(0, v.title)
    Shape.write(e, 1, v.main)
    if (v.other !== undefined) Shape.write(e, 2, v.other)
    if (v.last === null) e.null(3)
    else Shape.write(e, 3, v.last)
    e.endStruct()
  },
  (d) => {
    const read = [() => d.string(), () => Shape.read(d), () => Shape.read(d), () => (d.null() ? null : Shape.read(d))]
    const [title, main, other, last] = fields(d, DrawingType, read, { 0: '', 2: undefined, 3: null })
    return { title, main, other, last } as Drawing
  },
)

const circle: Circle = { kind: 'circle', radius: 1.5 }
const label: Label = { kind: 'label', text: 'here' }
const group: Group = { kind: 'group', shapes: [circle, { kind: 'group', shapes: [] }, label] }

describe('a union', () => {
  test.each<readonly [string, Shape]>([
    ['of one kind', circle],
    ['of another, whose type is a pointer', label],
    ['that is zero but for its tag', { kind: 'circle', radius: 0 }],
    ['that holds others', group],
    ['that is deep', { kind: 'group', shapes: [{ kind: 'group', shapes: [group, group] }] }],
  ])('%s is read as it was written', (_name, shape) => {
    expect(decode(Shape, encode(Shape, shape))).toEqual(shape)
    const drawing: Drawing = { title: 'x', main: shape, other: shape, last: shape }
    expect(decode(Drawing, encode(Drawing, drawing))).toEqual(drawing)
  })

  test('is written as the interface value that Go has for it', () => {
    const writer = new GobWriter()
    const definition = structDefinition(65, 'Circle', [
      ['Kind', id.string],
      ['Radius', id.float],
    ])
    expect(hex(writer.write(Shape, circle))).toBe(
      // The definition ends the first message; the second begins with the type's id.
      framed(`${int(id.interface)}00${text('main.Circle')}${definition}`) +
        framed(`${int(65)}${framed('01 06 636972636c65 01 fef83f 00')}`),
    )
    expect(hex(writer.write(Shape, circle))).toBe(
      value(id.interface, `00${held('main.Circle', 65, '01 06 636972636c65 01 fef83f 00')}`),
    )
  })

  test('that is optional or nullable may be left out', () => {
    const drawing: Drawing = { title: '', main: circle, last: null }
    expect(decode(Drawing, encode(Drawing, drawing))).toEqual(drawing)
  })

  test.each([
    ['a tag that is unknown', { kind: 'square' }],
    ['a tag that objects inherit', { kind: '__proto__' }],
    ['no tag', {}],
    ['a tag of another type', { kind: 0 }],
    ['a member inside that is none', { kind: 'group', shapes: [circle, { kind: 'square' }] }],
  ])('with %s is refused, and nothing is written', (_name, shape) => {
    const writer = new GobWriter()
    expect(() => writer.write(Shape, shape as never)).toThrow(
      expect.objectContaining({ code: 'encode', reason: 'expected a member of Shape' }),
    )
    expect(() => writer.write(Drawing, { title: '', main: circle, last: shape as never })).toThrow(/^value\.last/)
    expect(writer.write(Shape, group)).toEqual(encode(Shape, group))
  })

  test('that holds itself is over the limit', () => {
    const shapes: Shape[] = [circle]
    shapes.push({ kind: 'group', shapes })
    expect(() => encode(Shapes, shapes)).toThrow(expect.objectContaining({ code: 'limit' }))
  })
})

describe("a union of a peer's", () => {
  /** main.Circle as type 70, without a tag; and with one that is an int, as type 71. */
  const bare = framed(structDefinition(70, 'Circle', [['Radius', id.float]]))
  const numbered = framed(
    structDefinition(71, 'Circle', [
      ['Kind', id.int],
      ['Radius', id.float],
    ]),
  )
  const tagged = framed(
    structDefinition(72, 'Circle', [
      ['Radius', id.float],
      ['Kind', id.string],
    ]),
  )
  const labelled = framed(structDefinition(73, 'Label', [['Text', id.string]]))
  const definitions = bare + numbered + tagged + labelled
  const alone = (payload: string): Uint8Array => unhex(definitions + value(id.interface, `00${payload}`))
  const quiet = { onMismatch: () => {} }

  test.each([
    ['whose type has no tag', held('main.Circle', 70, '01 fef83f 00'), circle],
    ['whose tag is left out', held('main.Circle', 72, '01 fef83f 00'), circle],
    ['whose tag is there', held('main.Circle', 72, '01 fef83f 01 06 636972636c65 00'), circle],
    ['that is zero', held('main.Circle', 70, '00'), { kind: 'circle', radius: 0 }],
    ['that ends with its message', held('main.Circle', 70, '01 fef83f'), circle],
    ['of another type of ours, by its name', held('*main.Label', 73, '01 04 68657265 00'), label],
  ])('%s is told by its name', (_name, payload, wanted) => {
    expect(decode(Shape, alone(payload), quiet)).toEqual(wanted)
  })

  test.each([
    ['whose tag is that of another', held('main.Circle', 72, '02 05 6c6162656c 00'), '"label" is none of circleKind'],
    ['whose tag is a number', held('main.Circle', 71, '02 fef83f 00'), 'for received field Circle.Kind'],
    [
      'with a name that no member has',
      held('main.Square', 70, '00'),
      'name not registered for interface: "main.Square"; Shape has "main.Circle", "*main.Label", "Group"',
    ],
    ['with the name that we have, and Go has not', held('Circle', 70, '00'), 'name not registered'],
    ['with a name that every program knows', held('int', id.int, '000a'), 'name not registered'],
    ['with a name that objects inherit', held('__proto__', 70, '00'), 'name not registered'],
    ['with the name of one member and the type of another', held('*main.Label', 70, '00'), 'no fields matched'],
    ['that is no struct', held('main.Circle', id.int, '000a'), 'want struct type Circle; got non-struct'],
    ['of a type that is not defined', held('main.Circle', 99, '00'), 'unknown type id or corrupted data'],
    ['that is nil', nil, 'name not registered for interface: ""'],
    ['that ends early', `${text('main.Circle')}${int(70)}`, ''],
  ])('%s is refused, and the next is read', async (_name, payload, wanted) => {
    const next = value(id.interface, `00${held('main.Circle', 70, '01 fef83f 00')}`)
    const reader = new GobReader([alone(payload), unhex(next)], quiet)
    const error = await reader.read(Shape).catch((reason: unknown) => reason)
    expect(isRpcError(error) && [error.code, error.reason]).toEqual(['decode', expect.stringContaining(wanted)])
    expect(await reader.read(Shape)).toEqual(circle)
  })

  test('that is not an interface is refused', () => {
    expect(() => decode(Shape, unhex(definitions + value(70, '01 fef83f 00')))).toThrow(
      'local interface type *Shape can only be decoded from remote interface type',
    )
  })

  test('that is nil in a list, or missing in a struct, is told where', () => {
    const list = framed(sliceType(74, id.interface))
    const item = held('main.Circle', 70, '00')
    expect(() => decode(Shapes, unhex(definitions + list + value(74, `00${uint(2)}${item}${nil}`)), quiet)).toThrow(
      /^value\[1\]/,
    )
    const drawing = framed(
      structDefinition(75, 'Drawing', [
        ['Title', id.string],
        ['Main', id.interface],
        ['Other', id.interface],
        ['Last', id.interface],
      ]),
    )
    const read = (payload: string) => decode(Drawing, unhex(definitions + drawing + value(75, payload)), quiet)
    expect(() => read('01 0178 00')).toThrow('value.main: a union has no zero value, and the peer sent none')
    expect(read(`02 ${item} 02 ${nil} 00`)).toEqual({ title: '', main: { kind: 'circle', radius: 0 }, last: null })
    expect(() => read(`02 ${nil} 00`)).toThrow(/^value\.main/)
  })
})

test('a tag that is a number may be left out as well, since it is zero', () => {
  const Zero = structType(
    'Zero',
    () => [
      { name: 'kind', type: enumType('ZeroKind', [0]) },
      { name: 'count', type: integer },
    ],
    { gob: 'main.Zero' },
  )
  const One = structType('One', () => [{ name: 'kind', type: enumType('OneKind', [1]) }], { gob: 'main.One' })
  const type = unionType('Count', 'kind', () => [
    { tag: 0, type: Zero },
    { tag: 1, type: One },
  ])
  const Count = message<unknown>(
    type,
    () => {},
    (d) => {
      const member = d.beginUnion(type)
      const struct = type.members[member]?.type as StructType
      const kind = () => d.enum(struct.fields[0]?.type as never)
      const [found, count] = fields(d, struct, [kind, () => d.int(53)], { 1: 0 })
      d.endUnion()
      return { kind: found, count }
    },
  )
  const zero = framed(
    structDefinition(70, 'Zero', [
      ['Kind', id.int],
      ['Count', id.int],
    ]),
  )
  const read = (payload: string) => decode(Count, unhex(zero + value(id.interface, `00${payload}`)))
  expect(read(held('main.Zero', 70, '02 0a 00'))).toEqual({ kind: 0, count: 5 })
  expect(read(held('main.Zero', 70, '00'))).toEqual({ kind: 0, count: 0 })
  expect(read(held('main.One', 70, '00'))).toEqual({ kind: 1 })
  expect(() => read(held('main.Zero', 70, '01 02 00'))).toThrow('1 is none of ZeroKind')
})
