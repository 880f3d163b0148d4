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
  ['rpc.bytes()', 'bytes'],
  ['rpc.timestamp()', 'timestamp'],
  ['rpc.timestamp({ exact: false })', 'timestamp'],
  ['rpc.timestamp({ exact: true })', 'exact timestamp'],
  ['rpc.duration()', 'duration'],
  ['Type.Array(Type.Array(rpc.int8()))', 'int8[][]'],
  ['rpc.array(Type.String(), 3)', 'string[3]'],
  ['rpc.array(Type.String(), 0)', 'string[0]'],
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
