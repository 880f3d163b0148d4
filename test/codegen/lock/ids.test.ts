import { describe, expect, test } from 'vitest'
import type { Declaration } from '../../../codegen/ir/node.js'
import { numberProgram } from '../../../codegen/lock/number-program.js'
import { showDiagnostic } from '../read/show.js'
import { readText } from '../read/temp.js'

/** What a schema says of ids, as `name: id`, for each message, union and method that has some. */
async function idsOf(source: string): Promise<Readonly<Record<string, string>>> {
  const { program, diagnostics } = await readText(source)
  expect(diagnostics).toEqual([])
  const shown = (items: readonly (readonly [string | number, number | undefined])[]): string =>
    items.map(([name, id]) => `${name}: ${id ?? '-'}`).join(', ')
  const items = (one: Declaration): readonly (readonly [string | number, number | undefined])[] => {
    if (one.kind === 'message') return one.fields.map(({ name, id }) => [name, id])
    return one.kind === 'union' ? one.members.map(({ tag, id }) => [tag, id]) : []
  }
  return Object.fromEntries(
    program.files.flatMap(({ declarations, services }) => [
      ...declarations.map((one) => [one.name, shown(items(one))] as const),
      ...services.flatMap(({ methods }) =>
        methods.map(({ name, errors }) => [name, shown(errors.map((error) => [error.name, error.id]))] as const),
      ),
    ]),
  )
}

describe('an id is that of', () => {
  test('a field, whatever typebox makes of its schema', async () => {
    const source = `const i = (id: number) => Type.Integer({ id })
export const X = Type.Object({ a: i(1), b: Type.Optional(i(2)), c: Type.Readonly(Type.Optional(i(3))),
  d: Type.Union([Type.String(), Type.Null()], { id: 4 }), e: Type.Array(Type.String(), { id: 5 }), f: rpc.set(Type.String(), { id: 6 }),
  g: rpc.map(rpc.int8(), i(99), { id: 7 }), h: Type.Enum(['a'], { id: 8 }), k: Type.Record(Type.String(), i(99), { id: 9 }), l: i(32767), m: Type.String(),
  n: Type.Union([Type.Null(), i(10)]), o: Type.Union([i(99), Type.Null()], { id: 11 }) })
export const P = Type.Partial(X)`
    const fields = 'a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, k: 9, l: 32767, m: -, n: 10, o: 11'
    expect(await idsOf(source)).toMatchObject({ X: fields, P: fields })
  })

  test('a field whose message others have too', async () => {
    const source = `export const Point = Type.Object({ x: Type.Integer({ id: 2 }) })
export const Line = Type.Object({ from: Type.With(Point, { id: 1 }), to: Type.Optional(Type.With(Point, { id: 2 })), by: { ...Point, id: 7 }, at: Point })
export const Tree = Type.Cyclic({ Tree: Type.Object({ left: Type.Optional(Type.Ref('Tree', { id: 3 })) }) }, 'Tree')`
    expect(await idsOf(source)).toEqual({ Point: 'x: 2', Line: 'from: 1, to: 2, by: 7, at: -', Tree: 'left: 3' })
  })

  test('a member of a union, by its own option or where it stands', async () => {
    const source = `export const A = Type.Object({ kind: Type.Literal('a') }, { id: 3 })
export const B = Type.Object({ kind: Type.Literal('b') })
export const U = Type.Union([A, Type.With(B, { id: 4 }), Type.Object({ kind: Type.Literal('c') })])
export const V = Type.Union([Type.With(A, { id: 1 }), B])
export const T = Type.Cyclic({ T: Type.Union([Type.Ref('L'), Type.Ref('N', { id: 9 })]), L: Type.Object({ kind: Type.Literal('l') }, { id: 5 }),
  N: Type.Object({ kind: Type.Literal('n'), of: Type.Array(Type.Ref('T')) }) }, 'T')`
    expect(await idsOf(source)).toMatchObject({ U: 'a: 3, b: 4, c: -', V: 'a: 1, b: -', T: 'l: 5, n: 9' })
  })

  test('an error, in each method another', async () => {
    const source = `const Bad = Type.Object({ text: Type.String({ id: 1 }) }, { id: 2 })
export const S = service('S', { a: method({ errors: { Bad, Late: Type.Object({}) } }), b: method({ errors: { Bad: { ...Bad, id: 5 } } }),
  c: method({ errors: { Bad: Type.With(Bad, { id: 1 }) } }) })`
    expect(await idsOf(source)).toMatchObject({ SBad: 'text: 1', a: 'Bad: 2, Late: -', b: 'Bad: 5', c: 'Bad: 1' })
  })
})

const HINT = 'Write { id: 1 }, or leave it out.'

test.each<[string, string, readonly string[]]>([
  ...['0', '-1', '1.5', '32768', "'1' as never", 'null as never', 'NaN'].map((id): [string, string, string[]] => [
    `an id that is ${id}`,
    `export const X = Type.Object({ f: Type.Integer({ id: ${id} }) })`,
    [`2:32+1 error: an id is an integer from 1 to 32,767 / ${HINT}`],
  ]),
  [
    'that of a member',
    "export const U = Type.Union([Type.Object({ k: Type.Literal('a') }, { id: 0 }), Type.Object({ k: Type.Literal('b') })])",
    [`2:30+48 error: an id is an integer from 1 to 32,767 / ${HINT}`],
  ],
  [
    'that of an error',
    "export const S = service('S', { m: method({ errors: { Bad: Type.Object({}, { id: 0 }) } }) })",
    [`2:55+3 error: an id is an integer from 1 to 32,767 / ${HINT}`],
  ],
  [
    'a misspelt one',
    'export const X = Type.Object({ f: Type.Integer({ Id: 1 }) })',
    ['2:50+2 error: there is no option "Id" / Did you mean id? A key of your own can start with x-.'],
  ],
])('is refused: %s', async (_, source, want) => {
  const { diagnostics } = await readText(source)
  expect(diagnostics.map(showDiagnostic)).toEqual(want)
})

test.each<[string, string, object, readonly string[]]>([
  [
    'at its field',
    'export const M = Type.Object({ a: Type.Integer({ id: 1 }), b: Type.Integer({ id: 1 }) })',
    {},
    ['2:60+1 error: the field "b" has the id 1, as has "a" at schemas/a.ts:2:32'],
  ],
  [
    'at its field, against the lock',
    'export const M = Type.Object({ a: Type.Integer({ id: 2 }), b: Type.Integer({ id: 3 }) })',
    { M: { a: 1, c: 3 } },
    [
      '2:32+1 error: the field "a" has the id 2 here and 1 in schemas/rpcgen.lock.json',
      '2:60+1 error: the field "b" has the id 3, which is that of "c" in schemas/rpcgen.lock.json',
    ],
  ],
  [
    'at its member',
    "export const A = Type.Object({ k: Type.Literal('a') }, { id: 2 }), B = Type.Object({ k: Type.Literal('b') })\nexport const U = Type.Union([A, Type.With(B, { id: 2 })])",
    {},
    ['3:33+23 error: the member "b" has the id 2, as has "a" at schemas/a.ts:3:30'],
  ],
  [
    'at its error',
    "export const S = service('S', { m: method({ errors: { X: Type.Object({}, { id: 1 }), Y: Type.Object({}, { id: 1 }) } }) })",
    {},
    ['2:86+1 error: the error "Y" has the id 1, as has "X" at schemas/a.ts:2:55'],
  ],
  [
    'at its message, that may be another',
    'export const M = Type.Object({ a: Type.Integer(), b: Type.Integer() })',
    { N: { b: 1, a: 2 } },
    ['2:14+1 error: "M" is new and would get other ids than "N", which is gone from "a" and has the same names'],
  ],
])('an id that cannot be is found %s', async (_, source, ids, want) => {
  const { program, diagnostics } = await readText(source)
  expect(diagnostics).toEqual([])
  const locks = new Map([['schemas/rpcgen.lock.json', JSON.stringify({ version: 1, modules: { a: ids } })]])
  const found = numberProgram(program, { locks, assign: true }).diagnostics.map(showDiagnostic)
  expect(found.map((text) => text.split(' / ')[0])).toEqual(want)
})
