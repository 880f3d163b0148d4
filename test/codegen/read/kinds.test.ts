import { describe, expect, test } from 'vitest'
import { showProgram, showType } from './show.js'
import { readText } from './temp.js'

/** A schema as an author writes it, and the type that it is. */
const types: readonly (readonly [string, string])[] = [
  ['Type.Boolean()', 'boolean'],
  ['Type.Integer()', 'int53'],
  ['Type.Number()', 'float64'],
  ['Type.String()', 'string'],
  ['Type.BigInt()', 'int64'],
  ['Type.Unknown()', 'unknown'],
  ['Type.Any()', 'unknown'],
  ['rpc.int8()', 'int8'],
  ['rpc.int16()', 'int16'],
  ['rpc.int32()', 'int32'],
  ['rpc.int64()', 'int64'],
  ['rpc.uint8()', 'uint8'],
  ['rpc.uint16()', 'uint16'],
  ['rpc.uint32()', 'uint32'],
  ['rpc.uint64()', 'uint64'],
  ['rpc.float32()', 'float32'],
  ['rpc.complex64()', 'complex64'],
  ['rpc.complex128()', 'complex128'],
  ['rpc.bytes()', 'bytes'],
  ['rpc.bigInt()', 'bigInt'],
  ['rpc.ip()', 'ip'],
  ['rpc.rawString()', 'rawString'],
  ['rpc.uuid()', 'uuid'],
  ["rpc.marshaled<number>('Celsius', '#hooks/celsius.js')", 'Celsius of #hooks/celsius.js'],
  ["rpc.marshaled('Celsius', 'celsius')", 'Celsius of celsius'],
  ["rpc.marshaled('Celsius', '@heat/celsius/hooks/all.js')", 'Celsius of @heat/celsius/hooks/all.js'],
  ["Type.Array(rpc.marshaled('default', '#h'))", 'default of #h[]'],
  ['Type.Union([rpc.bigInt(), Type.Null()])', 'bigInt | null'],
  ['rpc.map(rpc.complex64(), rpc.rawString())', 'map<complex64, rawString>'],
  ['rpc.map(rpc.rawString(), Type.String())', 'map<rawString, string>'],
  ['rpc.timestamp()', 'timestamp'],
  ['rpc.timestamp({ exact: false })', 'timestamp'],
  ['rpc.timestamp({ exact: true })', 'exact timestamp'],
  ['rpc.duration()', 'duration'],
  ['Type.Array(Type.Array(rpc.int8()))', 'int8[][]'],
  ['rpc.array(Type.String(), 3)', 'string[3]'],
  ['rpc.array(Type.String(), 0)', 'string[0]'],
  ['rpc.set(Type.String())', 'set<string>'],
  ['rpc.set(rpc.set(rpc.uuid()))', 'set<set<uuid>>'],
  ['rpc.set(Type.Object({ a: Type.String() }))', 'set<a#SMParamsItem>'],
  ['Type.Union([rpc.set(Type.Union([rpc.int8(), Type.Null()])), Type.Null()])', 'set<int8 | null> | null'],
  ['Type.Tuple([Type.String(), rpc.bytes()])', '[string, bytes]'],
  ['Type.Tuple([])', '[]'],
  ['rpc.map(rpc.int64(), Type.Array(Type.String()))', 'map<int64, string[]>'],
  ['rpc.map(Type.Enum(["a"]), Type.String())', 'map<a#SMParamsKey, string>'],
  ['Type.Record(Type.String(), Type.Number())', 'record<float64>'],
  ['Type.Union([Type.String(), Type.Null()])', 'string | null'],
  ['Type.Union([Type.Null(), Type.String()])', 'string | null'],
  ['Type.Union([Type.Union([Type.String(), Type.Null()]), Type.Null()])', 'string | null'],
  ['Type.Union([Type.String()])', 'string'],
  ['Type.Union([Type.Literal("a"), Type.Null()])', 'a#SMParams | null'],
  ['Type.Union([Type.Literal("a"), Type.Literal("b"), Type.Null()])', 'a#SMParams | null'],
  ['Type.Readonly(Type.String())', 'string'],
  ['Type.Cyclic({ L: Type.Array(Type.Object({ l: Type.Ref("L") })) }, "L")', 'a#LItem[]'],
  ['{ type: "object", properties: { a: { type: "string" } } } as never', 'a#SMParams'],
]

test.each(types)('%s', async (source, want) => {
  const { program, diagnostics } = await readText(`export const S = service('S', { m: method({ params: ${source} }) })`)
  expect(diagnostics).toEqual([])
  expect(showType(program.files[0]?.services[0]?.methods[0]?.params)).toBe(want)
})

test('a Go type outlives what a field makes of its message', async () => {
  const { program, diagnostics } = await readText(`export const X = Type.Object({}, { goType: 'main.X' })
export const Y = Type.Object({ a: Type.Optional(X), b: Type.Readonly(X), c: Type.Union([X, Type.Null()]) })`)
  expect(diagnostics).toEqual([])
  expect(showProgram(program)).toEqual(['message a#X as main.X {  }', 'message a#Y { a?: a#X, b: a#X, c: a#X | null }'])
})

test('a message that is made of another has no Go type of its', async () => {
  const { program, diagnostics } = await readText(`const X = Type.Object({ a: Type.String() }, { goType: 'main.X' })
export const P = Type.Partial(X)
export const Q = rpc.message('Q', X.properties, { goType: 'main.Q' })`)
  expect(diagnostics).toEqual([])
  expect(showProgram(program)).toEqual(['message a#P { a?: string }', 'message a#Q as main.Q { a: string }'])
})

/** Exports, and what they declare. */
const declarations: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'message',
    'Type.Object({ a: Type.String(), b: Type.Optional(Type.String()) })',
    ['message a#X { a: string, b?: string }'],
  ],
  ['empty message', 'Type.Object({})', ['message a#X {  }']],
  ['all optional', 'Type.Partial(Type.Object({ a: Type.String() }))', ['message a#X { a?: string }']],
  [
    'interface',
    'Type.Interface([Type.Object({ a: Type.String() })], { b: Type.String() })',
    ['message a#X { a: string, b: string }'],
  ],
  [
    'script',
    "Type.Script(\"{ a: string, b?: 'x' | 'y' }\")",
    ['enum a#XB { x = "x", y = "y" }', 'message a#X { a: string, b?: a#XB }'],
  ],
  ['named message', 'rpc.message("Other", { a: Type.String() })', ['message a#Other { a: string }']],
  [
    'message with a Go type',
    "Type.Object({ a: Type.String() }, { goType: 'main.X' })",
    ['message a#X as main.X { a: string }'],
  ],
  ['the same with a name', "rpc.message('Other', {}, { goType: '*main.X' })", ['message a#Other as *main.X {  }']],
  ['an optional one', "Type.Optional(Type.Object({}, { goType: 'main.X' }))", ['message a#X as main.X {  }']],
  ['a readonly one', "Type.Readonly(Type.Object({}, { goType: 'main.X' }))", ['message a#X as main.X {  }']],
  [
    'one in a cycle',
    "Type.Cyclic({ X: Type.Object({ x: Type.Optional(Type.Ref('X')) }, { goType: 'main.X' }) }, 'X')",
    ['message a#X as main.X { x?: a#X }'],
  ],
  [
    'one that is declared by its optional form',
    "Type.Object({ y: Type.Optional(Type.Object({}, { goType: 'main.Y' })) })",
    ['message a#XY as main.Y {  }', 'message a#X { y?: a#XY }'],
  ],
  ['enum of strings', 'Type.Enum(["", "in stock", "b"])', ['enum a#X { empty = "", in stock = "in stock", b = "b" }']],
  ['enum of numbers', 'Type.Enum({ None: 0, Low: -1, High: 2 })', ['enum a#X { None = 0, Low = -1, High = 2 }']],
  ['enum of named strings', 'Type.Enum({ Low: "l", High: "h" })', ['enum a#X { Low = "l", High = "h" }']],
  ['literals', 'Type.Union([Type.Literal(1), Type.Literal(-2)])', ['enum a#X { value1 = 1, valueMinus2 = -2 }']],
  ['one literal', 'Type.Literal("on")', ['enum a#X { on = "on" }']],
  [
    'nullable enum',
    'Type.Union([Type.Literal("a"), Type.Literal("b"), Type.Null()])',
    ['enum a#X { a = "a", b = "b" }'],
  ],
  [
    'hostile enum',
    `Type.Enum(["__proto__", "*/", "a\${b}"])`,
    [`enum a#X { proto = "__proto__", */ = "*/", a\${b} = "a\${b}" }`],
  ],
  ['names that meet', 'Type.Enum(["", "empty"])', ['enum a#X { empty = "", empty2 = "empty" }']],
  [
    'union',
    'Type.Union([Type.Object({ kind: Type.Literal("a"), v: Type.String() }), Type.Object({ kind: Type.Literal("b") })])',
    [
      'enum a#XAKind { a = "a" }',
      'message a#XA { kind: a#XAKind, v: string }',
      'enum a#XBKind { b = "b" }',
      'message a#XB { kind: a#XBKind }',
      'union a#X by kind { "a": a#XA, "b": a#XB }',
    ],
  ],
  ['no declaration', 'Type.Array(Type.Object({ a: Type.String() }))', []],
  ['a nullable alias', 'Type.Union([Type.Object({ a: Type.String() }), Type.Null()])', []],
]

test.each(declarations)('export: %s', async (_, source, want) => {
  const { program, diagnostics } = await readText(`export const X = ${source}`)
  expect(diagnostics).toEqual([])
  expect(showProgram(program)).toEqual(want)
})

describe('enum members are named after', () => {
  test.each([
    ['a TypeScript enum', 'enum E { A, B = 5, C }\nexport const X = Type.Enum(E)', 'A = 0, B = 5, C = 6'],
    ['a constant object', 'const E = { A: 1, B: 2 } as const\nexport const X = Type.Enum(E)', 'A = 1, B = 2'],
    ['nothing, from a function', 'const e = () => ({ A: 1 })\nexport const X = Type.Enum(e())', 'value1 = 1'],
  ])('%s', async (_, source, want) => {
    const { program } = await readText(source)
    expect(showProgram(program)).toEqual([`enum a#X { ${want} }`])
  })
})
