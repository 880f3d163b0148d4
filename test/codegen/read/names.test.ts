import { describe, expect, test } from 'vitest'
import { checkProgram } from '../../../codegen/ir/check.js'
import { showProgram } from './show.js'
import { readFiles, readText } from './temp.js'

const point = 'export const Point = Type.Object({ x: Type.Number() })\n'

describe('an export names what it is known by', () => {
  test.each([
    ['in another message', `${point}export const X = Type.Object({ p: Point })`, 'message a#X { p: a#Point }'],
    [
      'when it is optional',
      `${point}export const X = Type.Object({ p: Type.Optional(Point) })`,
      'message a#X { p?: a#Point }',
    ],
    [
      'when it is readonly',
      `${point}export const X = Type.Object({ p: Type.Readonly(Point) })`,
      'message a#X { p: a#Point }',
    ],
    [
      'with options',
      `${point}export const X = Type.Object({ p: Type.With(Point, { title: 't' }) })`,
      'message a#X { p: a#Point }',
    ],
    [
      'after Partial',
      `${point}export const X = Type.Partial(Type.Object({ p: Point }))`,
      'message a#X { p?: a#Point }',
    ],
    [
      'in lists and maps',
      `${point}export const X = Type.Object({ p: rpc.map(Type.String(), Type.Array(Point)) })`,
      'message a#X { p: map<string, a#Point[]> }',
    ],
    [
      'before it is exported',
      `const P = Type.Object({ x: Type.Number() })\nexport const X = Type.Object({ p: P })\nexport { P as Point }`,
      'message a#X { p: a#Point }',
    ],
  ])('%s', async (_, source, want) => {
    const { program, diagnostics } = await readText(source)
    expect(diagnostics).toEqual([])
    expect(showProgram(program)).toContain(want)
    expect(showProgram(program)).toContain('message a#Point { x: float64 }')
    expect(showProgram(program)).toHaveLength(2)
  })
})

describe('what is not exported is named from where it stands', () => {
  const inner = 'Type.Object({ v: Type.String() })'
  test.each([
    ['params', `export const S = service('Wire', { getIt: method({ params: ${inner} }) })`, 'a#SGetItParams'],
    ['result', `export const S = service('S', { getIt: method({ result: ${inner} }) })`, 'a#SGetItResult'],
    ['field', `export const X = Type.Object({ home_address: ${inner} })`, 'a#XHome_address'],
    ['optional field', `export const X = Type.Object({ home: Type.Optional(${inner}) })`, 'a#XHome'],
    ['nullable field', `export const X = Type.Object({ home: Type.Union([${inner}, Type.Null()]) })`, 'a#XHome'],
    ['list', `export const X = Type.Object({ homes: Type.Array(${inner}) })`, 'a#XHomesItem'],
    ['fixed list', `export const X = Type.Object({ homes: rpc.array(${inner}, 2) })`, 'a#XHomesItem'],
    ['map', `export const X = Type.Object({ homes: rpc.map(rpc.int8(), ${inner}) })`, 'a#XHomesValue'],
    ['record', `export const X = Type.Object({ homes: Type.Record(Type.String(), ${inner}) })`, 'a#XHomesValue'],
    ['tuple', `export const X = Type.Object({ homes: Type.Tuple([Type.String(), ${inner}]) })`, 'a#XHomesItem2'],
    ['deep', `export const X = Type.Object({ a: Type.Object({ b: Type.Array(${inner}) }) })`, 'a#XABItem'],
    ['message()', `export const X = Type.Object({ a: rpc.message('Named', { v: Type.String() }) })`, 'a#Named'],
  ])('%s', async (_, source, id) => {
    const { program, diagnostics } = await readText(source)
    expect(diagnostics).toEqual([])
    expect(showProgram(program)).toContain(`message ${id} { v: string }`)
  })
})

test('one object without a name that is used twice is one message', async () => {
  const { program } = await readText(`const P = Type.Object({ v: Type.String() })
export const S = service('S', { a: method({ params: P, result: P }) })`)
  expect(showProgram(program)).toEqual([
    'message a#SAParams { v: string }',
    'service S as S { a(a#SAParams): a#SAParams }',
  ])
})

test('message() is another message than the one whose properties it takes', async () => {
  const { program } = await readText(`${point}export const Patch = rpc.message('Patch', Type.Partial(Point).properties)
export const Copy = rpc.message('Copy', Point.properties)`)
  expect(showProgram(program)).toEqual([
    'message a#Point { x: float64 }',
    'message a#Patch { x?: float64 }',
    'message a#Copy { x: float64 }',
  ])
})

test('of two exports of one object in a file the first names it', async () => {
  const { program } = await readText(`${point}export const Again = Point\nexport const Maybe = Type.Optional(Point)`)
  expect(showProgram(program)).toEqual(['message a#Point { x: float64 }'])
})

const files = {
  'point.ts': `import { Type } from 'typebox'\n${point}`,
  'all.ts': `export { Point } from './point.js'\nexport * from './z/line.js'`,
  'z/line.ts': `import { Type } from 'typebox'
import { Point } from '../point.js'
import { service, method } from 'rpcgen/schema'
export const Also = Point
export const Line = Type.Object({ from: Point, to: Type.Optional(Also) })
export const Lines = service('Lines', { draw: method({ params: Line }) })`,
  'again.mjs': `export { Lines } from './z/line.js'`,
}

test('the file that makes a value owns it, whichever files pass it on', async () => {
  const { program, diagnostics } = await readFiles(files)
  expect(diagnostics).toEqual([])
  expect(
    program.files.map(({ module, declarations, services }) => [module, declarations.length, services.length]),
  ).toEqual([
    ['again', 0, 0],
    ['all', 0, 0],
    ['point', 1, 0],
    ['z/line', 1, 1],
  ])
  expect(showProgram(program)).toEqual([
    'message point#Point { x: float64 }',
    'message z/line#Line { from: point#Point, to?: point#Point }',
    'service Lines as Lines { draw(z/line#Line): void }',
  ])
})

test('what comes from a file that is not read belongs to the one that passes it on', async () => {
  const { program } = await readFiles({
    '.common/point.ts': files['point.ts'],
    'a.ts': `export { Point } from './.common/point.js'`,
    'b.ts': `import { Type } from 'typebox'\nimport { Point } from './a.js'\nexport const X = Type.Object({ p: Point })`,
  })
  expect(showProgram(program)).toEqual(['message a#Point { x: float64 }', 'message b#X { p: a#Point }'])
})

describe('recursion', () => {
  test.each([
    [
      'the export names the root, the others keep their names',
      `export const Tree = Type.Cyclic({ N: Type.Object({ n: Type.Ref('N'), m: Type.Ref('M') }), M: Type.Object({ n: Type.Array(Type.Ref('N')) }) }, 'N')`,
      ['message a#M { n: a#Tree[] }', 'message a#Tree { n: a#Tree, m: a#M }'],
    ],
    [
      'without an export all keep their names',
      `export const X = Type.Object({ t: Type.Cyclic({ N: Type.Object({ n: Type.Optional(Type.Ref('N')) }) }, 'N') })`,
      ['message a#N { n?: a#N }', 'message a#X { t: a#N }'],
    ],
    [
      'definitions that are exported by themselves',
      `export const Node = Type.Object({ next: Type.Ref('Node'), p: Type.Ref('P') })\nexport const P = Type.Object({})\nexport const X = Type.Object({ n: Type.Cyclic({ Node, P }, 'Node') })\nexport const G = Type.Cyclic({ Node, P }, 'Node')`,
      ['message a#Node { next: a#Node, p: a#P }', 'message a#P {  }', 'message a#X { n: a#Node }'],
    ],
    [
      'through null',
      `export const T = Type.Cyclic({ N: Type.Union([Type.Object({ n: Type.Ref('N') }), Type.Null()]) }, 'N')\nexport const X = Type.Object({ t: T })`,
      ['message a#N { n: a#N | null }', 'message a#X { t: a#N | null }'],
    ],
    [
      'through a union',
      `export const E = Type.Cyclic({ E: Type.Union([Type.Ref('Neg'), Type.Object({ k: Type.Literal('num') })]), Neg: Type.Object({ k: Type.Literal('neg'), of: Type.Ref('E') }) }, 'E')`,
      [
        'enum a#NegK { neg = "neg" }',
        'message a#Neg { k: a#NegK, of: a#E }',
        'enum a#ENumK { num = "num" }',
        'message a#ENum { k: a#ENumK }',
        'union a#E by k { "neg": a#Neg, "num": a#ENum }',
      ],
    ],
  ])('%s', async (_, source, want) => {
    const { program, diagnostics } = await readText(source)
    expect(diagnostics).toEqual([])
    expect(showProgram(program)).toEqual(want)
  })
})

test('a value that is taken apart is made where that is', async () => {
  const { program } = await readFiles({
    'a.ts': `import { Type } from 'typebox'\nexport const { X } = { X: Type.Object({}) }`,
    'b.ts': `import { X } from './a.js'\nexport const Y = await Promise.resolve(X)`,
  })
  expect(showProgram(program)).toEqual(['message a#X {  }'])
})

describe('what several files use and none exports is declared where it was made', () => {
  const head = "import { Type } from 'typebox'\nimport { method, service } from 'rpcgen/schema'\n"
  test.each([
    [
      'a part of an export',
      `${head}import { Animal } from './zoo.js'
export const Patch = Type.Partial(Animal)
export const S = service('S', { m: method({ result: Animal }) })`,
      `${head}export const Animal = Type.Object({ home: Type.Object({ street: Type.String() }) })`,
      ['message api#Patch { home?: zoo#AnimalHome }', 'message zoo#AnimalHome { street: string }'],
    ],
    [
      'a message of a cycle',
      `${head}import { Tree } from './zoo.js'
export const S = service('S', { m: method({ result: Tree }) })`,
      `${head}export const Tree = Type.Cyclic({ Tree: Type.Object({ leaf: Type.Ref('Leaf') }), Leaf: Type.Object({ of: Type.Optional(Type.Ref('Tree')) }) }, 'Tree')`,
      ['message zoo#Tree { leaf: zoo#Leaf }'],
    ],
  ])('%s', async (_, api, zoo, want) => {
    const { program, diagnostics } = await readFiles({ 'api.ts': api, 'zoo.ts': zoo })
    expect(diagnostics).toEqual([])
    for (const line of want) expect(showProgram(program)).toContain(line)
  })
})

test('a member of a union is named after its tag, whatever stands in that', async () => {
  const member = (tag: string): string => `Type.Object({ type: Type.Literal('${tag}') })`
  const { program } = await readText(`export const Ev = Type.Union([${member('user-created')}, ${member('1.5 x')}])`)
  expect(program.files[0]?.declarations.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Ev', 'EvUserCreated', 'Ev15X']),
  )
})

test.each(['params: Base', 'errors: { Bad: Base }'])(
  'files that need each other are refused, since neither could be loaded first: %s',
  async (part) => {
    const head = "import { Type } from 'typebox'\nimport { method, service } from 'rpcgen/schema'\n"
    const { program, diagnostics } = await readFiles({
      'a.ts': `${head}export const Base = Type.Object({ inner: Type.Object({ x: Type.Integer() }) })`,
      'z.ts': `${head}import { Base } from './a.js'
export const Inner = Base.properties.inner
export const S = service('S', { m: method({ ${part} }) })`,
    })
    expect(diagnostics).toEqual([])
    expect(checkProgram(program, [])).toEqual([
      expect.objectContaining({
        severity: 'error',
        message: 'the types of these schema files refer to each other in a circle: a, z',
        span: expect.objectContaining({ line: expect.any(Number) }),
      }),
    ])
  },
)
