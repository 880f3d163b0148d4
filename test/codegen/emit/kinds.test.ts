import { describe, expect, test } from 'vitest'
import { emit } from '../../../codegen/emit/index.js'
import type { CustomNode, ImportedHook, ShippedHook, TypeKind, TypeNode } from '../../../codegen/ir/node.js'
import { enumeration, field, file, integer, list, message, program, ref, set, span, string, union } from './program.js'

/** What a required field `x` of a type becomes: its type, shape, writing, reading, and what it starts as. */
interface Want {
  readonly type: string
  readonly shape: string
  readonly write: string
  readonly read: string
  readonly start: string
  /** What the object gets where `x` alone would not do. */
  readonly entry?: string
}

const scalar = (type: string, shape: string, write: string, read: string, zero: string): Want => ({
  type,
  shape,
  write: `e.${write}`,
  read: `d.${read}`,
  start: `let x = ${zero}`,
})

/** A type that marshals itself: its values, its hook, and what is behind the name of its type when that is taken. */
function custom(
  hook: ShippedHook | ImportedHook,
  name: string,
  type: string,
  constant: string,
  behind = '',
): readonly [CustomNode, Want] {
  const shape = `${name}Type${behind}`
  const node: CustomNode = { kind: 'custom', hook }
  const start = `let x: ${type} | undefined`
  const read = `d.custom(${shape})`
  return [node, { type, shape, write: `e.custom(0, v.x, ${shape})`, read, start, entry: `x: x ?? ${constant}.zero()` }]
}

const table: { readonly [Kind in TypeKind]: readonly (readonly [TypeNode & { kind: Kind }, Want])[] } = {
  boolean: [[{ kind: 'boolean' }, scalar('boolean', 'bool', 'bool(0, v.x)', 'bool()', 'false')]],
  int: [
    [{ kind: 'int', bits: 8 }, scalar('number', 'int8', 'int(0, v.x, 8)', 'int(8)', '0')],
    [{ kind: 'int', bits: 53 }, scalar('number', 'integer', 'int(0, v.x, 53)', 'int(53)', '0')],
  ],
  uint: [[{ kind: 'uint', bits: 32 }, scalar('number', 'uint32', 'uint(0, v.x, 32)', 'uint(32)', '0')]],
  int64: [[{ kind: 'int64' }, scalar('bigint', 'int64', 'int64(0, v.x)', 'int64()', '0n')]],
  uint64: [[{ kind: 'uint64' }, scalar('bigint', 'uint64', 'uint64(0, v.x)', 'uint64()', '0n')]],
  float: [
    [{ kind: 'float', bits: 32 }, scalar('number', 'float32', 'float(0, v.x, 32)', 'float(32)', '0')],
    [{ kind: 'float', bits: 64 }, scalar('number', 'float64', 'float(0, v.x, 64)', 'float(64)', '0')],
  ],
  complex: [
    [
      { kind: 'complex', bits: 64 },
      {
        type: 'Complex',
        shape: 'complex64',
        write: 'e.complex(0, v.x, 64)',
        read: 'd.complex(64)',
        start: 'let x: Complex | undefined',
        entry: 'x: x ?? zeroComplex()',
      },
    ],
    [
      { kind: 'complex', bits: 128 },
      {
        type: 'Complex',
        shape: 'complex128',
        write: 'e.complex(0, v.x, 128)',
        read: 'd.complex(128)',
        start: 'let x: Complex | undefined',
        entry: 'x: x ?? zeroComplex()',
      },
    ],
  ],
  custom: [
    custom('bigInt', 'BigInt', 'bigint', 'bigIntHook'),
    custom('ip', 'Ip', 'string', 'ipHook'),
    custom('rawString', 'RawString', 'Uint8Array', 'rawStringHook'),
    custom('uuid', 'Uuid', 'string', 'uuidHook'),
    custom({ name: 'Celsius', module: '#hooks/celsius.js' }, 'Celsius', 'HookValue<typeof Celsius>', 'Celsius'),
    custom({ name: 'default', module: 'celsius' }, 'Default', 'HookValue<typeof default$>', 'default$'),
    // A name that the file has taken by then.
    custom({ name: 'Point', module: 'geometry' }, 'Point', 'HookValue<typeof Point$>', 'Point$', '$'),
  ],
  string: [[{ kind: 'string' }, scalar('string', 'string', 'string(0, v.x)', 'string()', "''")]],
  bytes: [
    [
      { kind: 'bytes' },
      {
        type: 'Uint8Array',
        shape: 'bytes',
        write: 'e.bytes(0, v.x)',
        read: 'd.bytes()',
        start: 'let x: Uint8Array | undefined',
        entry: 'x: x ?? new Uint8Array(0)',
      },
    ],
  ],
  timestamp: [
    [
      { kind: 'timestamp', exact: false },
      {
        type: 'Date',
        shape: 'date',
        write: 'e.date(0, v.x)',
        read: 'd.date()',
        start: 'let x: Date | undefined',
        entry: 'x: x ?? zeroDate()',
      },
    ],
    [
      { kind: 'timestamp', exact: true },
      {
        type: 'Timestamp',
        shape: 'timestamp',
        write: 'e.timestamp(0, v.x)',
        read: 'd.timestamp()',
        start: 'let x: Timestamp | undefined',
        entry: 'x: x ?? zeroTimestamp()',
      },
    ],
  ],
  duration: [[{ kind: 'duration' }, scalar('bigint', 'int64', 'int64(0, v.x)', 'int64()', '0n')]],
  unknown: [
    [
      { kind: 'unknown' },
      {
        type: 'unknown',
        shape: 'unknown',
        write: 'e.unknown(0, v.x)',
        read: 'd.unknown()',
        start: 'let x: unknown = null',
      },
    ],
  ],
  list: [
    [
      { kind: 'list', element: string, length: undefined },
      {
        type: 'string[]',
        shape: 'StringListType',
        write: 'writeStringList(e, 0, v.x)',
        read: 'readStringList(d)',
        start: 'let x: string[] | undefined',
        entry: 'x: x ?? []',
      },
    ],
    [
      { kind: 'list', element: integer, length: 3 },
      {
        type: 'number[]',
        shape: 'IntegerArray3Type',
        write: 'writeIntegerArray3(e, 0, v.x)',
        read: 'readIntegerArray3(d)',
        start: 'let x: number[] | undefined',
        entry: 'x: x ?? Array.from({ length: 3 }, () => 0)',
      },
    ],
    [
      { kind: 'list', element: { kind: 'nullable', inner: integer }, length: undefined },
      {
        type: '(number | null)[]',
        shape: 'NullableIntegerListType',
        write: 'writeNullableIntegerList(e, 0, v.x)',
        read: 'readNullableIntegerList(d)',
        start: 'let x: (number | null)[] | undefined',
        entry: 'x: x ?? []',
      },
    ],
  ],
  set: [
    [
      set(string),
      {
        type: 'Set<string>',
        shape: 'StringSetType',
        write: 'writeStringSet(e, 0, v.x)',
        read: 'readStringSet(d)',
        start: 'let x: Set<string> | undefined',
        entry: 'x: x ?? new Set()',
      },
    ],
    [
      set({ kind: 'nullable', inner: integer }),
      {
        type: 'Set<number | null>',
        shape: 'NullableIntegerSetType',
        write: 'writeNullableIntegerSet(e, 0, v.x)',
        read: 'readNullableIntegerSet(d)',
        start: 'let x: Set<number | null> | undefined',
        entry: 'x: x ?? new Set()',
      },
    ],
  ],
  tuple: [
    [
      { kind: 'tuple', elements: [integer, string] },
      {
        type: '[number, string]',
        shape: 'IntegerStringTupleType',
        write: 'writeIntegerStringTuple(e, 0, v.x)',
        read: 'readIntegerStringTuple(d)',
        start: 'let x: [number, string] | undefined',
        entry: "x: x ?? [0, '']",
      },
    ],
  ],
  map: [
    [
      { kind: 'map', key: integer, value: list(string) },
      {
        type: 'Map<number, string[]>',
        shape: 'IntegerToStringListMapType',
        write: 'writeIntegerToStringListMap(e, 0, v.x)',
        read: 'readIntegerToStringListMap(d)',
        start: 'let x: Map<number, string[]> | undefined',
        entry: 'x: x ?? new Map()',
      },
    ],
  ],
  record: [
    [
      { kind: 'record', value: integer },
      {
        type: 'Record<string, number>',
        shape: 'IntegerRecordType',
        write: 'writeIntegerRecord(e, 0, v.x)',
        read: 'readIntegerRecord(d)',
        start: 'let x: Record<string, number> | undefined',
        entry: 'x: x ?? {}',
      },
    ],
  ],
  nullable: [
    [
      { kind: 'nullable', inner: string },
      {
        type: 'string | null',
        shape: 'nullableType(() => string)',
        write: 'if (v.x === null) e.null(0)\n  else e.string(0, v.x)',
        read: 'd.null() ? null : d.string()',
        start: 'let x: string | null = null',
      },
    ],
  ],
  ref: [
    [
      ref('a#Point'),
      {
        type: 'Point',
        shape: 'PointType',
        write: 'writePoint(e, 0, v.x)',
        read: 'readPoint(d)',
        start: 'let x: Point | undefined',
        entry: 'x: x ?? zeroPoint()',
      },
    ],
    [
      ref('a#Shade'),
      {
        type: 'Shade',
        shape: 'ShadeType',
        write: 'e.enum(0, v.x, ShadeType)',
        read: 'd.enum(ShadeType)',
        start: "let x: Shade = ''",
      },
    ],
    [
      ref('a#Level'),
      {
        type: 'Level',
        shape: 'LevelType',
        write: 'e.enum(0, v.x, LevelType)',
        read: 'd.enum(LevelType)',
        start: 'let x: Level | undefined',
        entry: 'x: x ?? d.missing(XType, 0)',
      },
    ],
    [
      ref('b#Far'),
      {
        type: 'Far',
        shape: 'Far.type',
        write: 'Far.write(e, 0, v.x)',
        read: 'Far.read(d)',
        start: 'let x: Far | undefined',
        entry: 'x: x ?? zeroFar()',
      },
    ],
    [
      ref('b#Hue'),
      {
        type: 'Hue',
        shape: 'HueType',
        write: 'e.enum(0, v.x, HueType)',
        read: 'd.enum(HueType)',
        start: 'let x: Hue = 0',
      },
    ],
  ],
}

/** The file `a` around a message `X` with the field. */
function emitted(type: TypeNode, optional = false): string {
  const files = emit(
    program(
      file('a', [
        message('a#Point', [field('y', integer)]),
        enumeration('a#Shade', { Empty: '', Dark: 'dark' }),
        enumeration('a#Level', { Low: 1, High: 2 }),
        message('a#X', [field('x', type, { optional })]),
      ]),
      file('b', [message('b#Far', []), enumeration('b#Hue', { None: 0 })]),
    ),
  )
  return files.find(({ path }) => path === 'a.ts')?.text ?? ''
}

const rows = Object.values(table)
  .flat()
  .map(([node, want]) => [JSON.stringify(node), node, want] as const)

describe('a required field', () => {
  test.each(rows)('%s', (_, node, want) => {
    const text = emitted(node)
    expect(text).toContain(`export interface X {\n  x: ${want.type}\n}`)
    expect(text).toContain(`{ name: 'x', type: ${want.shape} },`)
    expect(text).toContain(`  e.beginStruct(slot, XType, v)\n  ${want.write}\n  e.endStruct()`)
    expect(text).toContain(`  ${want.start}\n  d.beginStruct(XType)`)
    expect(text).toContain(`        x = ${want.read}\n        break`)
    expect(text).toContain(`        return { ${want.entry ?? 'x'} }`)
  })
})

describe('an optional field', () => {
  test.each(rows.filter(([, { kind }]) => kind !== 'nullable'))('%s', (_, node, want) => {
    const text = emitted(node, true)
    const type = want.type === 'unknown' ? 'unknown' : `${want.type} | undefined`
    expect(text).toContain(`export interface X {\n  x?: ${type}\n}`)
    expect(text).toContain(`{ name: 'x', type: ${want.shape}, optional: true },`)
    expect(text).toContain(`  if (v.x !== undefined) ${want.write}\n`)
    expect(text).toContain(`  let x: ${type}\n`)
    expect(text).toContain('        return { x }')
  })

  test('that may be null too', () => {
    const text = emitted({ kind: 'nullable', inner: integer }, true)
    expect(text).toContain('  x?: number | null | undefined\n')
    expect(text).toContain('  if (v.x === null) e.null(0)\n  else if (v.x !== undefined) e.int(0, v.x, 53)\n')
  })
})

describe('a helper for', () => {
  const helpers: [name: string, node: TypeNode, want: string][] = [
    [
      'a list',
      list(integer),
      `const IntegerListType = listType(() => integer)

function writeIntegerList(e: Encoder, slot: Slot, v: number[]): void {
  const n = lengthOf(v)
  e.beginList(slot, IntegerListType, n)
  for (let i = 0; i < n; i++) e.int(VALUE, v[i] as number, 53)
  e.endList()
}

function readIntegerList(d: Decoder): number[] {
  const v: number[] = []
  for (let n = d.beginList(IntegerListType); d.nextItem(n); n--) v.push(d.int(53))
  return v
}
`,
    ],
    [
      'a set',
      set(ref('a#Shade')),
      `const ShadeSetType = setType(() => ShadeType)

function writeShadeSet(e: Encoder, slot: Slot, v: Set<Shade>): void {
  e.beginList(slot, ShadeSetType, setSizeOf(v))
  for (const item of v) {
    e.enum(VALUE, item, ShadeType)
  }
  e.endList()
}

function readShadeSet(d: Decoder): Set<Shade> {
  const v: Set<Shade> = new Set()
  for (let n = d.beginList(ShadeSetType); d.nextItem(n); n--) v.add(d.enum(ShadeType))
  return v
}
`,
    ],
    [
      'a set with null',
      set({ kind: 'nullable', inner: string }),
      `const NullableStringSetType = setType(() => nullableType(() => string))

function writeNullableStringSet(e: Encoder, slot: Slot, v: Set<string | null>): void {
  e.beginList(slot, NullableStringSetType, setSizeOf(v))
  for (const item of v) {
    if (item === null) e.null(VALUE)
    else e.string(VALUE, item)
  }
  e.endList()
}

function readNullableStringSet(d: Decoder): Set<string | null> {
  const v: Set<string | null> = new Set()
  for (let n = d.beginList(NullableStringSetType); d.nextItem(n); n--) v.add(d.null() ? null : d.string())
  return v
}
`,
    ],
    [
      'a tuple',
      { kind: 'tuple', elements: [integer, { kind: 'nullable', inner: string }] },
      `const IntegerNullableStringTupleType = tupleType(() => [integer, nullableType(() => string)])

function writeIntegerNullableStringTuple(e: Encoder, slot: Slot, v: [number, string | null]): void {
  e.beginList(slot, IntegerNullableStringTupleType, lengthOf(v))
  e.int(VALUE, v[0], 53)
  if (v[1] === null) e.null(VALUE)
  else e.string(VALUE, v[1])
  e.endList()
}

function readIntegerNullableStringTuple(d: Decoder): [number, string | null] {
  let n = d.beginList(IntegerNullableStringTupleType)
  d.nextItem(n--)
  const v0 = d.int(53)
  d.nextItem(n--)
  const v1 = d.null() ? null : d.string()
  d.nextItem(n)
  return [v0, v1]
}
`,
    ],
    [
      'a map',
      { kind: 'map', key: { kind: 'int64' }, value: ref('a#Point') },
      `const Int64ToPointMapType = mapType(int64, () => PointType)

function writeInt64ToPointMap(e: Encoder, slot: Slot, v: Map<bigint, Point>): void {
  e.beginMap(slot, Int64ToPointMapType, sizeOf(v))
  for (const [key, value] of v) {
    e.int64(KEY, key)
    writePoint(e, VALUE, value)
  }
  e.endMap()
}

function readInt64ToPointMap(d: Decoder): Map<bigint, Point> {
  const v: Map<bigint, Point> = new Map()
  for (let n = d.beginMap(Int64ToPointMapType); d.nextKey(n); n--) {
    const key = d.int64()
    d.nextValue()
    v.set(key, readPoint(d))
  }
  return v
}
`,
    ],
    [
      'a record',
      { kind: 'record', value: string },
      `const StringRecordType = mapType(string, () => string)

function writeStringRecord(e: Encoder, slot: Slot, v: Record<string, string>): void {
  const keys = keysOf(v)
  e.beginMap(slot, StringRecordType, lengthOf(keys))
  for (const key of keys ?? []) {
    const value = v[key] as string
    e.string(KEY, key)
    e.string(VALUE, value)
  }
  e.endMap()
}

function readStringRecord(d: Decoder): Record<string, string> {
  const v: Record<string, string> = {}
  for (let n = d.beginMap(StringRecordType); d.nextKey(n); n--) {
    const key = d.string()
    d.nextValue()
    setKey(v, key, d.string())
  }
  return v
}
`,
    ],
    [
      'a message of zeroes',
      ref('a#Point'),
      `function zeroPoint(): Point {
  return { y: 0 }
}
`,
    ],
    ['an enum', ref('a#Shade'), "const ShadeType = enumType('Shade', Object.values(Shade))\n"],
    ['a hook of the runtime', { kind: 'custom', hook: 'bigInt' }, 'const BigIntType = customType(bigIntHook)\n'],
    ['a UUID', { kind: 'custom', hook: 'uuid' }, 'const UuidType = customType(uuidHook)\n'],
    [
      'a hook of the author',
      { kind: 'custom', hook: { name: 'Celsius', module: '#hooks/celsius.js' } },
      'const CelsiusType = customType(Celsius)\n',
    ],
    ['an enum of another module', ref('b#Hue'), "const HueType = enumType('Hue', Object.values(Hue))\n"],
  ]
  test.each(helpers)('%s', (_, node, want) => {
    expect(emitted(node)).toContain(`\n${want}`)
  })
})

test('a collection inside a collection is a helper of its own', () => {
  const text = emitted(list(list(integer)))
  expect(text).toContain('for (let i = 0; i < n; i++) writeIntegerList(e, VALUE, v[i] as number[])')
  expect(text).toContain('d.nextItem(n); n--) v.push(readIntegerList(d))')
  expect(text.match(/const IntegerListType =/g)).toHaveLength(1)
})

test('a union', () => {
  const shape = union('a#Shape', 'kind', { round: 'a#Round', far: 'b#Far' })
  const round = message('a#Round', [])
  const [text] = emit(program(file('a', [round, shape]), file('b', [message('b#Far', [])]))).map(({ text }) => text)
  expect(text).toContain('export type Shape = Round | Far\n')
  expect(text).toContain(`const ShapeType = unionType('Shape', 'kind', () => [
  { tag: 'round', type: RoundType },
  { tag: 'far', type: Far.type as StructType },
])

function writeShape(e: Encoder, slot: Slot, v: Shape): void {
  switch (v?.kind) {
    case 'round':
      e.beginUnion(slot, ShapeType, 0)
      writeRound(e, VALUE, v)
      break
    case 'far':
      e.beginUnion(slot, ShapeType, 1)
      Far.write(e, VALUE, v)
      break
    default:
      e.beginUnion(slot, ShapeType, -1)
  }
  e.endUnion()
}

function readShape(d: Decoder): Shape {
  let v: Shape
  switch (d.beginUnion(ShapeType)) {
    case 1:
      v = Far.read(d)
      break
    default:
      v = readRound(d)
  }
  d.endUnion()
  return v
}

export const Shape: Message<Shape> = message(ShapeType, writeShape, readShape)
`)
})

test('ids of fields, behind all else that is said of them, and of members', () => {
  const fields = [
    field('a', integer, { id: 3 }),
    field('b', string, { optional: true, wire: { gob: 'X' }, id: 32767 }),
    field('c', string),
  ]
  const members = [
    { tag: 'round', ref: ref('a#Round'), span, id: 2 },
    { tag: 'flat', ref: ref('a#Flat'), span, id: undefined },
  ]
  const shape = { ...union('a#Shape', 'kind', {}), members }
  const [text] = emit(program(file('a', [message('a#Round', fields), message('a#Flat', []), shape]))).map(
    ({ text }) => text,
  )
  expect(text).toContain(`
  { name: 'a', type: integer, id: 3 },
  { name: 'b', type: string, optional: true, wire: { gob: 'X' }, id: 32767 },
  { name: 'c', type: string },
`)
  expect(text).toContain(`
  { tag: 'round', type: RoundType, id: 2 },
  { tag: 'flat', type: FlatType },
`)
})

test('an enum', () => {
  const node = enumeration('a#Level', { None: 0, 'very high': 9, ['__proto__']: 7 }, 'How loud.')
  const [text] = emit(program(file('a', [node]))).map(({ text }) => text)
  expect(text).toContain(`/** How loud. */
export const Level = {
  None: 0,
  'very high': 9,
  ['__proto__']: 7,
} as const

/** How loud. */
export type Level = 0 | 9 | 7
`)
  // Nothing in the file needs it, and an unused constant does not compile for everybody.
  expect(text).not.toContain('LevelType')
})

test('a message with a name of its own on a wire', () => {
  const named = message('a#Named', [field('x', integer)], '', { gob: 'main.Named' })
  const empty = message('a#Empty', [], '', { gob: "it's" })
  const [text] = emit(program(file('a', [named, empty]))).map(({ text }) => text)
  expect(text).toContain(`const NamedType = structType('Named', () => [
  { name: 'x', type: integer },
], { gob: 'main.Named' })
`)
  expect(text).toContain("const EmptyType = structType('Empty', () => [], { gob: 'it\\'s' })\n")
})

describe('hooks of the author are imported', () => {
  const hooked = (name: string, module: string): TypeNode => ({ kind: 'custom', hook: { name, module } })

  test('once from each module, before the modules that are generated', () => {
    const fields = [
      field('a', hooked('Kelvin', '#hooks/heat.js')),
      field('b', hooked('Celsius', '#hooks/heat.js')),
      field('c', list(hooked('Celsius', '#hooks/heat.js'))),
      field('d', hooked('Celsius', '@scope/heat/hooks')),
      field('e', ref('b#Far')),
      field('f', { kind: 'custom', hook: 'ip' }),
    ]
    const [text = ''] = emit(program(file('a', [message('a#X', fields)]), file('b', [message('b#Far', [])]))).map(
      ({ text }) => text,
    )
    expect(text.split('\n').filter((line) => /^import \{.* from '(?!@rpcgen)/.test(line))).toEqual([
      "import { Celsius, Kelvin } from '#hooks/heat.js'",
      "import { Celsius as Celsius$ } from '@scope/heat/hooks'",
      "import { Far } from './b.js'",
    ])
    expect(text).toContain('\nconst CelsiusType = customType(Celsius)\n')
    expect(text).toContain('\nconst CelsiusType$ = customType(Celsius$)\n')
    expect(text).toContain('  c: HookValue<typeof Celsius>[]\n')
  })

  test('where their values are, not where a message with them is', () => {
    const far = message('b#Far', [field('heat', hooked('Celsius', '#hooks/heat.js'))])
    const near = message('a#Near', [field('far', ref('b#Far'), { optional: true })])
    const [a, b] = emit(program(file('a', [near]), file('b', [far]))).map(({ text }) => text)
    expect(a).not.toContain('#hooks/heat.js')
    expect(b).toContain("import { Celsius } from '#hooks/heat.js'\n")
  })
})
