import { expect, test } from 'vitest'
import { showDiagnostic } from './show.js'
import { readText } from './temp.js'

const field = (type: string): string => `export const X = Type.Object({ f: ${type} })`

/** What stands on the second line of a schema, and what is said of it: column and length, message, hint. */
const cases: readonly (readonly [string, string, ...string[]])[] = [
  [
    'null alone',
    field('Type.Null()'),
    '2:35+11 error: null by itself says nothing / Write Type.Union([T, Type.Null()]).',
  ],
  [
    'undefined',
    field('Type.Undefined()'),
    '2:35+16 error: undefined does not travel / Use Type.Optional for a field; leave params or result out of a method.',
  ],
  [
    'void',
    `export const S = service('S', { m: method({ result: Type.Void() }) })`,
    '2:53+11 error: void does not travel / Leave params or result out of the method.',
  ],
  ['function', field('Type.Function([], Type.String())'), '2:35+32 error: functions do not travel / Leave it out.'],
  ['symbol', field('Type.Symbol()'), '2:35+13 error: symbols do not travel / Use a string or an enum.'],
  ['never', field('Type.Never()'), '2:35+12 error: a value that never is cannot be sent / Leave it out.'],
  [
    'the Date of old typebox',
    field('Type.Unsafe<Date>({ type: "Date" })'),
    '2:35+35 error: this Date says nothing about the wire / Use timestamp() of rpcgen/schema.',
  ],
  [
    'bare object',
    field('Type.Unsafe<object>({ type: "object" })'),
    '2:35+39 error: an object without properties has no shape / Use Type.Object({...}) or Type.Record(Type.String(), V).',
  ],
  [
    'intersection',
    field('Type.Intersect([Type.Object({}), Type.Object({})])'),
    '2:35+50 error: an intersection is not one message / Use Type.Evaluate(Type.Intersect([...])) or Type.Interface.',
  ],
  [
    'a type within types',
    field('Type.Array(Type.Tuple([Type.String(), Type.Null()]))'),
    '2:73+11 error: null by itself says nothing / Write Type.Union([T, Type.Null()]).',
  ],
  [
    'a type by a name',
    `const T = Type.Null()\n${field('Type.Array(T)')}`,
    '3:46+1 error: null by itself says nothing / Write Type.Union([T, Type.Null()]).',
  ],
  [
    'a type of a helper',
    `const f = () => ({ f: Type.Null() })\nexport const X = Type.Object(f())`,
    '3:14+1 error: null by itself says nothing / Write Type.Union([T, Type.Null()]).',
  ],
  [
    'record with integer keys',
    field('Type.Record(Type.Integer(), Type.String())'),
    '2:47+14 error: the keys of a record are strings / Write map(int32(), V), which is a Map.',
  ],
  [
    'record with a pattern',
    field('Type.Record(Type.String({ pattern: "^a" }), Type.String())'),
    '2:47+30 error: nothing enforces a pattern of keys / Write Type.Record(Type.String(), V).',
  ],
  [
    'map with bytes as keys',
    field('rpc.map(rpc.bytes(), Type.String())'),
    '2:43+11 error: values of this type cannot be the keys of a map / Keys are booleans, numbers, bigints, strings, an enum, complex numbers or raw strings.',
  ],
  [
    'map with messages as keys',
    field('rpc.map(Type.Object({}), Type.String())'),
    '2:43+15 error: values of this type cannot be the keys of a map / Keys are booleans, numbers, bigints, strings, an enum, complex numbers or raw strings.',
  ],
  [
    'map with keys that marshal themselves',
    field("rpc.map(rpc.marshaled('Celsius', 'heat'), Type.String())"),
    '2:43+32 error: values of this type cannot be the keys of a map / Keys are booleans, numbers, bigints, strings, an enum, complex numbers or raw strings.',
  ],
  ...['./celsius.js', '../celsius.js', '/celsius.js', 'file:///celsius.js', 'node:fs', '', '#', '#/celsius', 'a b'].map(
    (module): readonly [string, string, string] => [
      `a hook of the module ${JSON.stringify(module)}`,
      field(`rpc.marshaled('Celsius', ${JSON.stringify(module)})`),
      `2:60+${module.length + 2} error: generated code cannot import ${JSON.stringify(module)} from where it lies / Name a package, or an import of package.json such as #hooks/celsius.js.`,
    ],
  ),
  [
    'a hook that is no module',
    field(`rpc.marshaled('Celsius', 3 as never)`),
    '2:60+10 error: generated code cannot import that from where it lies / Name a package, or an import of package.json such as #hooks/celsius.js.',
  ],
  [
    'a hook without a name',
    field(`rpc.marshaled('a-b', 'heat')`),
    "2:49+5 error: a marshaled type begins with the name of the export that is its hook / Write marshaled('Celsius', '#hooks/celsius.js').",
  ],
  [
    'array without a length',
    field('rpc.array(Type.String(), 1.5)'),
    '2:35+29 error: the length of this array is no whole number / Write array(T, 3), or Type.Array(T).',
  ],
  [
    'mixed union',
    field('Type.Union([Type.String(), Type.Number()])'),
    '2:35+42 error: a union is of messages, or of literals / Wrap its members in messages that a literal tells apart.',
  ],
  [
    'union that nothing tells apart',
    field('Type.Union([Type.Object({}), Type.Object({})])'),
    "2:35+46 error: nothing tells the members of this union apart / Give each a required field such as kind: Type.Literal('circle').",
  ],
  [
    'union of nothing',
    field('Type.Union([])'),
    '2:35+14 error: this union has no members but null / Give it one or more.',
  ],
  ['enum of nothing', field('Type.Enum([])'), '2:35+13 error: this enum has no values / Give it one or more.'],
  [
    'mixed enum',
    field('Type.Enum(["a", 1])'),
    '2:35+19 error: the values of an enum are all strings or all safe integers / Make them so, or use a union of messages.',
  ],
  [
    'fractions in an enum',
    field('Type.Enum([1.5])'),
    '2:35+16 error: the values of an enum are all strings or all safe integers / Make them so, or use a union of messages.',
  ],
  ['boolean literals', field('Type.Literal(true)'), '2:35+18 error: booleans are no enum / Use Type.Boolean().'],
  [
    'a value twice',
    field('Type.Enum(["a", "a"] as never)'),
    '2:35+30 error: the value "a" is there twice / Leave one of them out.',
  ],
  [
    'ref to nothing',
    field('Type.Ref("Y")'),
    '2:35+13 error: nothing is called "Y" here / Type.Ref has a meaning inside Type.Cyclic.',
  ],
  [
    'ref to what is not there',
    `export const X = Type.Cyclic({ X: Type.Object({ f: Type.Ref("Y") }) }, "X")`,
    '2:52+13 error: nothing is called "Y" here / There is "X".',
  ],
  [
    'no root',
    field('Type.Cyclic({ A: Type.Object({}) }, "B")'),
    '2:35+40 error: nothing is called "B" here / There is "A".',
  ],
  [
    'recursion without a message',
    field('Type.Cyclic({ L: Type.Array(Type.Ref("L")) }, "L")'),
    '2:63+13 error: "L" stands for itself, with no message on the way / Let it pass through a field of a Type.Object.',
  ],
  ['this', field('Type.This()'), '2:35+11 error: Type.This is not read / Write Type.Cyclic with Type.Ref.'],
  [
    'optional item',
    field('Type.Array(Type.Optional(Type.String()))'),
    '2:46+28 error: only a field can be optional / Write Type.Union([T, Type.Null()]).',
  ],
  [
    'option near wire',
    field('Type.String({ wir: "F" })'),
    '2:49+3 error: there is no option "wir" / Did you mean wire? A key of your own can start with x-.',
  ],
  [
    'another near wire',
    field('rpc.int64({ wired: "F" } as never)'),
    '2:47+5 error: there is no option "wired" / Did you mean wire? A key of your own can start with x-.',
  ],
  [
    'option near another',
    `export const X = Type.Object({}, { descripton: 'x' })`,
    '2:36+10 error: there is no option "descripton" / Did you mean description? A key of your own can start with x-.',
  ],
  [
    'near miss on a message',
    `export const X = rpc.message('X', {}, { Wire: 'x' })`,
    '2:41+4 error: there is no option "Wire" / Did you mean wire? A key of your own can start with x-.',
  ],
  ...['gotype', 'GoType', 'goTypes', 'goName', 'goTypeName'].map((key): readonly [string, string, string] => [
    `option ${key}, near goType`,
    `export const X = Type.Object({}, { ${key}: 'main.X' } as never)`,
    `2:36+${key.length} error: there is no option "${key}" / Did you mean goType? A key of your own can start with x-.`,
  ]),
  ...['Type.String({ goType: "S" })', 'rpc.ip({ goType: "S" })', 'Type.Array(Type.Ref("X"), { goType: "S" })'].map(
    (type): readonly [string, string, string] => [
      `goType on ${type}`,
      `export const X = Type.Cyclic({ X: Type.Object({ f: ${type} }) }, 'X')`,
      `2:${52 + type.indexOf('goType')}+6 error: only a message has a goType / Give it to the Type.Object or the message(...) that Go knows by this name.`,
    ],
  ),
  [
    'goType on an enum',
    'export const X = Type.Enum(["a"], { goType: "main.X" })',
    '2:37+6 error: only a message has a goType / Give it to the Type.Object or the message(...) that Go knows by this name.',
  ],
  [
    'goType on a union',
    `const A = Type.Object({ kind: Type.Literal('a') }), B = Type.Object({ kind: Type.Literal('b') })
export const X = Type.Union([A, B], { goType: "main.X" })`,
    '3:39+6 error: only a message has a goType / Give it to the Type.Object or the message(...) that Go knows by this name.',
  ],
  [
    'goType on a cycle',
    'export const X = Type.Cyclic({ X: Type.Object({}) }, "X", { goType: "main.X" })',
    '2:61+6 error: only a message has a goType / Give it to the Type.Object or the message(...) that Go knows by this name.',
  ],
  [
    'goType on a service and a method',
    `export const S = service('S', { m: method({ goType: 'main.M' } as never) }, { goType: 'main.S' } as never)`,
    '2:45+6 error: a method has no option "goType" / A method has params, result, errors, idempotent, oneway, timeout, wire.',
    '2:79+6 error: a service has no option "goType" / A service has name, methods, wire.',
  ],
  [
    'goType of a wrong type',
    'export const X = Type.Object({}, { goType: 3 as never })',
    "2:36+6 error: a goType is no string / Write { goType: 'main.Circle' }.",
  ],
  [
    'goType of a copy',
    `export const X = Type.Object({})
export const Y = Type.Object({ x: Type.With(X, { goType: 'main.X' }) })`,
    '3:35+34 error: the message "X" is declared without this goType / Write it there, or make another message of the properties.',
  ],
  [
    'goType of a copy that is exported',
    `export const X = Type.Object({}, { goType: 'main.X' })
export const Y = Type.With(X, { goType: 'main.Y' })`,
    '3:14+1 error: the message "X" is declared without this goType / Write it there, or make another message of the properties.',
  ],
  [
    'unknown codec',
    field('Type.String({ wire: { gop: "F" } as never })'),
    '2:57+3 error: a wire has no option "gop" / Did you mean gob?',
  ],
  [
    'wire of a wrong type',
    field('Type.String({ wire: 3 as never })'),
    "2:49+4 error: wire is neither a name nor an object of names / Write { wire: 'ID' } or { wire: { gob: 'ID' } }.",
  ],
  [
    'wire name of a wrong type',
    field('Type.String({ wire: { gob: 3 } as never })'),
    '2:49+4 error: the wire name for gob is no string / Write a string.',
  ],
  [
    'near miss on a method',
    `export const S = service('S', { m: method({ timout: 5 } as never) })`,
    '2:45+6 error: a method has no option "timout" / Did you mean timeout?',
  ],
  [
    'anything on a method',
    `export const S = service('S', { m: method({ retries: 5 } as never) })`,
    '2:45+7 error: a method has no option "retries" / A method has params, result, errors, idempotent, oneway, timeout, wire.',
  ],
  [
    'near misses on errors and idempotent',
    `export const S = service('S', { m: method({ error: {}, idempotence: true } as never) })`,
    '2:45+5 error: a method has no option "error" / Did you mean errors?',
    '2:56+11 error: a method has no option "idempotence" / Did you mean idempotent?',
  ],
  [
    'near miss on a service',
    `export const S = service('S', { m: method({}) }, { wires: 's' } as never)`,
    '2:52+5 error: a service has no option "wires" / Did you mean wire?',
  ],
  [
    'timeout of 0',
    `export const S = service('S', { m: method({ timeout: 0 }) })`,
    '2:45+7 error: a timeout is a positive number of milliseconds, or Infinity / Write such a number, or leave it out.',
  ],
  [
    'timeout that is no number',
    `export const S = service('S', { m: method({ timeout: NaN }) })`,
    '2:45+7 error: a timeout is a positive number of milliseconds, or Infinity / Write such a number, or leave it out.',
  ],
  [
    'idempotent that is no boolean',
    `export const S = service('S', { m: method({ idempotent: 'yes' as never }) })`,
    '2:45+10 error: idempotent is true or false / Write one of them.',
  ],
  [
    'no method',
    `export const S = service('S', { m: 3 as never })`,
    '2:33+1 error: "m" is no method / Write method({ params, result }).',
  ],
  [
    'params that are no schema',
    `export const S = service('S', { m: method({ params: 3 as never }) })`,
    '2:45+6 error: params is no schema / Give it one, or leave it out.',
  ],
  [
    'a service without a name',
    `export const S = service({} as never, {})`,
    "2:14+1 error: a service has a name and methods / Write service('Name', { ... }).",
  ],
  [
    'a lost method',
    `export const S = service('S', { __proto__: method({}) })`,
    '2:14+1 error: the method __proto__ is lost / Name it otherwise.',
  ],
  [
    'a lost field',
    `export const X = Type.Object({ __proto__: Type.String() })`,
    "2:14+1 error: the field __proto__ is lost / Name it otherwise, and add { wire: '__proto__' }.",
  ],
  [
    'constraints',
    field('Type.String({ minLength: 1, format: "email" })'),
    '2:49+9 warning: nothing enforces minLength: values that break it are sent and received / Check it where you use the value, or leave it out here.',
    '2:63+6 warning: nothing enforces format: values that break it are sent and received / Check it where you use the value, or leave it out here.',
  ],
  [
    'constraints of a list',
    field('Type.Array(Type.String(), { minItems: 1 })'),
    '2:63+8 warning: nothing enforces minItems: values that break it are sent and received / Check it where you use the value, or leave it out here.',
  ],
  [
    'additional properties',
    'export const X = Type.Object({}, { additionalProperties: false })',
    '2:36+20 warning: nothing enforces additionalProperties: values that break it are sent and received / Check it where you use the value, or leave it out here.',
  ],
  [
    'refinement',
    field('Type.Refine(Type.String(), (s) => s > "")'),
    '2:35+41 warning: nothing runs the check of Type.Refine / Check it where you use the value.',
  ],
  [
    'template literal',
    field(`Type.TemplateLiteral("a\${string}")`),
    '2:35+34 warning: nothing enforces pattern: values that break it are sent and received / Check it where you use the value, or leave it out here.',
  ],
  ["keys of one's own", field('Type.String({ "x-wire": 1, color: 2, size: 3, title: "t", default: "d" })')],
]

test.each(cases)('%s', async (_, source, ...want) => {
  const { diagnostics } = await readText(source)
  expect(diagnostics.map(showDiagnostic)).toEqual(want)
})

test('all findings come, in the order of the source', async () => {
  const { diagnostics } = await readText(`export const B = Type.Object({ b: Type.Null(), c: Type.Null() })
export const A = service('A', { m: method({ params: B, retries: 1, timeout: -1 } as never) })`)
  expect(diagnostics.map(({ span }) => [span.file, span.line, span.column])).toEqual([
    ['schemas/a.ts', 2, 35],
    ['schemas/a.ts', 2, 51],
    ['schemas/a.ts', 3, 56],
    ['schemas/a.ts', 3, 68],
  ])
})

test('a constraint on a shared type is said once', async () => {
  const { diagnostics } = await readText(`const Id = Type.String({ format: 'uuid' })
export const A = Type.Object({ a: Id, b: Id, c: Type.Array(Id) })`)
  expect(diagnostics).toHaveLength(1)
})
