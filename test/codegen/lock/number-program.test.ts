import { describe, expect, test } from 'vitest'
import type { Declaration, MethodNode, Program, SchemaFile, TypeNode } from '../../../codegen/ir/node.js'
import { type NumberedProgram, numberProgram } from '../../../codegen/lock/number-program.js'
import { enumOf, error, field, message, method, program, ref, service, union } from '../ir/program.js'

const string: TypeNode = { kind: 'string' }
const PATH = 'schemas/rpcgen.lock.json'

/** A message `M` of fields by their names, each with the id that its author gives it, if any. */
function fields(ids: Readonly<Record<string, number | undefined>>, name = 'M'): Declaration {
  return message(name, ...Object.entries(ids).map(([key, id]) => field(key, string, { id })))
}

function lockOf(modules: object): string {
  return `${JSON.stringify({ version: 1, modules }, null, 2)}\n`
}

function numbered(given: Program, modules?: object, assign = true): NumberedProgram {
  const locks = new Map(modules === undefined ? [] : [[PATH, lockOf(modules)]])
  return numberProgram(given, { locks, assign })
}

/** What the lock holds afterwards. */
function modulesOf({ locks }: NumberedProgram, path = PATH): unknown {
  const text = locks.get(path)
  return text === undefined ? undefined : JSON.parse(text).modules
}

/** The ids in the program, by declaration or method. */
function idsOf({ program: { files } }: NumberedProgram): Readonly<Record<string, readonly (number | undefined)[]>> {
  const ofDeclaration = (one: Declaration): readonly { id: number | undefined }[] =>
    one.kind === 'message' ? one.fields : one.kind === 'union' ? one.members : []
  return Object.fromEntries(
    files
      .flatMap(({ declarations, services }) => [
        ...declarations.filter(({ kind }) => kind !== 'enum').map((one) => [one.name, ofDeclaration(one)] as const),
        ...services.flatMap(({ methods }) => methods.map(({ name, errors }) => [name, errors] as const)),
      ])
      .map(([name, items]) => [name, items.map(({ id }) => id)]),
  )
}

function findings({ diagnostics }: NumberedProgram): readonly string[] {
  return diagnostics.map(({ severity, message, hint }) => `${severity}: ${message} / ${hint}`)
}

describe('fields get ids', () => {
  const table: [name: string, schema: Record<string, number | undefined>, lock: object, want: object, ids: number[]][] =
    [
      ['in the order of the schema', { b: undefined, a: undefined }, {}, { b: 1, a: 2 }, [1, 2]],
      [
        'beside those of their author',
        { a: undefined, b: 1, c: undefined, d: 3 },
        {},
        { a: 2, b: 1, c: 4, d: 3 },
        [2, 1, 4, 3],
      ],
      [
        'as the lock has them, in whatever order they are now',
        { b: undefined, a: undefined },
        { a: 1, b: 2 },
        { a: 1, b: 2 },
        [2, 1],
      ],
      [
        'behind those of the lock, when they are new',
        { c: undefined, a: undefined },
        { a: 1, b: 2 },
        { a: 1, b: 2, c: 3 },
        [3, 1],
      ],
      ['that no field had which is gone', { b: undefined }, { a: 1 }, { a: 1, b: 2 }, [2]],
      ['in the gaps that nothing had', { b: undefined, c: undefined }, { a: 2 }, { a: 2, b: 1, c: 3 }, [1, 3]],
      ['that come back with the field', { a: undefined, b: undefined }, { a: 7, b: 3 }, { a: 7, b: 3 }, [7, 3]],
      ['of their author, which the lock keeps', { a: 5 }, {}, { a: 5 }, [5]],
      ['of their author and the lock, when these agree', { a: 5, b: undefined }, { a: 5 }, { a: 5, b: 1 }, [5, 1]],
      ['up to the last', { a: 32767, b: undefined }, {}, { a: 32767, b: 1 }, [32767, 1]],
    ]
  test.each(table)('%s', (_, schema, lock, want, ids) => {
    const result = numbered(program([fields(schema)]), { a: { M: lock } })
    expect(findings(result)).toEqual([])
    expect(idsOf(result)).toEqual({ M: ids })
    expect(modulesOf(result)).toEqual({ a: { M: want } })
  })

  test('from nothing, and the second run changes nothing', () => {
    const given = program([fields({ a: undefined, b: 4 }), message('Empty')])
    const first = numbered(given)
    expect(modulesOf(first)).toEqual({ a: { Empty: {}, M: { a: 1, b: 4 } } })
    const second = numberProgram(given, { locks: first.locks, assign: true })
    expect(second.locks).toEqual(first.locks)
    expect(second.program).toEqual(first.program)
  })
})

test('the literal that tells a member of a union from others needs none', () => {
  const circle = message('Circle', field('kind', ref('Kind')), field('radius', string))
  const square = message('Square', field('kind', ref('Kind')), field('side', string))
  const declarations = [enumOf('Kind', 'Circle'), circle, square, union('Shape', 'kind', 'Circle', 'Square')]
  const result = numbered(program(declarations))
  expect(idsOf(result)).toEqual({ Circle: [undefined, 1], Square: [undefined, 1], Shape: [1, 2] })
  expect(modulesOf(result)).toEqual({
    a: { Circle: { radius: 1 }, Square: { side: 1 }, Shape: { Circle: 1, Square: 2 } },
  })
  // What the author or the lock says holds all the same: peers may know the field.
  const known = numbered(program(declarations), { a: { Circle: { kind: 1 } } })
  expect(idsOf(known)).toEqual({ Circle: [1, 2], Square: [undefined, 1], Shape: [1, 2] })
})

describe('errors are numbered in each method', () => {
  const methods = (...lists: readonly (readonly [string, number?][])[]): MethodNode[] =>
    lists.map((list, index) => method(`m${index}`, { errors: list.map(([name, id]) => error(name, 'Bad', { id })) }))
  const served = (...lists: readonly (readonly [string, number?][])[]): Program =>
    program([message('Bad')], [service('S', methods(...lists), { wireName: 'Wire' })])

  test('whether or not others have the same', () => {
    const result = numbered(served([['A'], ['B']], [['B']], [['B', 3], ['A']], []))
    expect(findings(result)).toEqual([])
    expect(idsOf(result)).toEqual({ Bad: [], m0: [1, 2], m1: [1], m2: [3, 1], m3: [] })
    expect(modulesOf(result)).toEqual({
      a: { Bad: {}, 'S.m0': { A: 1, B: 2 }, 'S.m1': { B: 1 }, 'S.m2': { B: 3, A: 1 } },
    })
  })

  test('and stay when the method has lost them', () => {
    const result = numbered(served([]), { a: { 'S.m0': { A: 1 } } })
    expect(modulesOf(result)).toEqual({ a: { Bad: {}, 'S.m0': { A: 1 } } })
    expect(idsOf(numbered(served([['B']]), { a: { 'S.m0': { A: 1 } } }))).toMatchObject({ m0: [2] })
  })
})

describe('without a wire that asks for ids', () => {
  const given = program([fields({ a: undefined, b: 3 }), fields({ x: undefined }, 'N')])

  test('and without a lock, those of the author are all', () => {
    const result = numbered(given, undefined, false)
    expect(result.locks).toEqual(new Map())
    expect(idsOf(result)).toEqual({ M: [undefined, 3], N: [undefined] })
  })

  test('what the lock has is kept up to date, and nothing else enters it', () => {
    const result = numbered(given, { a: { M: { b: 3 } }, other: {} }, false)
    expect(idsOf(result)).toEqual({ M: [1, 3], N: [undefined] })
    expect(modulesOf(result)).toEqual({ a: { M: { a: 1, b: 3 } }, other: {} })
  })

  test('the errors are the same', () => {
    expect(findings(numbered(given, { a: { M: { b: 2 } } }, false))).toHaveLength(1)
    expect(findings(numbered(program([fields({ a: 1, b: 1 })]), undefined, false))).toHaveLength(1)
  })
})

describe('what is wrong, and how to mend it', () => {
  const table: [name: string, schema: Record<string, number | undefined>, lock: object, want: RegExp[]][] = [
    [
      'two fields with one id',
      { a: 1, b: 1 },
      {},
      [/^error: the field "b" has the id 1, as has "a" at schemas\/a\.ts:\d+:1 \/ Give each its own; .*Type\.With/],
    ],
    [
      'a changed id',
      { a: 3 },
      { a: 1 },
      [
        /^error: the field "a" has the id 3 here and 1 in schemas\/rpcgen\.lock\.json \/ .*write { id: 1 }, or leave it out\. .*delete "a" of "M" there\.$/,
      ],
    ],
    [
      'the id of another field',
      { a: undefined, b: 1 },
      { a: 1 },
      [
        /^error: the field "b" has the id 1, which is that of "a" in schemas\/rpcgen\.lock\.json \/ Give it another, or leave it out\.$/,
      ],
    ],
    [
      'the id of a field that is gone',
      { b: 1 },
      { a: 1 },
      [
        /^error: the field "b" has the id 1, which is that of "a" in schemas\/rpcgen\.lock\.json \/ If it is "a" under another name, give it that name in "M" there\. .*delete "a" there/,
      ],
    ],
    [
      'ids that are swapped',
      { a: 2, b: 1 },
      { a: 1, b: 2 },
      [/"a" has the id 2 here and 1/, /"b" has the id 1 here and 2/],
    ],
  ]
  test.each(table)('%s', (_, schema, lock, want) => {
    const found = findings(numbered(program([fields(schema)]), { a: { M: lock } }))
    expect(found).toHaveLength(want.length)
    for (const [index, pattern] of want.entries()) expect(found[index]).toMatch(pattern)
  })

  test('members and errors are called so', () => {
    const shape = union('U', 'kind', 'A', 'B')
    const same = { ...shape, members: shape.kind === 'union' ? shape.members.map((one) => ({ ...one, id: 1 })) : [] }
    const errors = [error('X', 'A', { id: 2 }), error('Y', 'A', { id: 2 })]
    const given = program([message('A'), message('B'), same as Declaration], [service('S', [method('m', { errors })])])
    expect(findings(numbered(given))).toEqual([
      expect.stringContaining('the member "B" has the id 1, as has "A" at '),
      expect.stringContaining('the error "Y" has the id 2, as has "X" at '),
    ])
  })

  test('two members that the lock cannot tell apart', () => {
    const shape = union('U', 'kind', '1', '2')
    const [first, second] = shape.kind === 'union' ? shape.members : []
    const members = [first, { ...second, tag: 1 }]
    const given = program([message('1'), message('2'), { ...shape, members } as Declaration])
    expect(findings(numbered(given))).toEqual([expect.stringContaining('the member "1" of "U" goes by the same name')])
  })

  test('no id is left', () => {
    const all = Object.fromEntries(Array.from({ length: 32767 }, (_, index) => [`f${index}`, index + 1]))
    expect(findings(numbered(program([fields({ a: undefined })]), { a: { M: all } }))).toEqual([
      'error: no id is left for the field "a" of "M": there are 32767 / Make two messages of it.',
    ])
  })
})

describe('a message that may be one under another name', () => {
  const gone = { a: { Old: { x: 2, y: 1 } } }
  const known =
    /^error: "M" is new and would get other ids than "Old", which is gone from "a" .* move the entry in .*write ids in the schema, or delete "Old" there\.$/

  test.each<[string, Record<string, number | undefined>]>([
    ['with the same fields', { x: undefined, y: undefined }],
    ['with one more', { x: undefined, y: undefined, z: undefined }],
    ['with one less', { x: undefined }],
    ['of which some have the same ids', { a: undefined, x: undefined, y: undefined }],
    ['of which some are given', { x: 1, y: undefined }],
  ])('%s', (_, schema) => {
    expect(findings(numbered(program([fields(schema)]), gone))).toEqual([expect.stringMatching(known)])
  })

  test.each<[string, Record<string, number | undefined>]>([
    ['gets the same ids', { y: undefined, x: undefined }],
    ['has other fields', { a: undefined, b: undefined }],
    ['has ids of its own', { x: 5, y: 6 }],
    ['shares a field only', { x: undefined, b: undefined }],
  ])('is none when it %s', (_, schema) => {
    expect(findings(numbered(program([fields(schema)]), gone))).toEqual([])
  })

  test('is none when the other is still there, or may be, in a file that was not read', () => {
    const both = program([fields({ x: undefined, y: undefined }), fields({ x: undefined, y: undefined }, 'Old')])
    expect(findings(numbered(both, gone))).toEqual([])
    expect(findings(numbered(program([fields({ x: undefined })]), { b: { Old: { x: 2 } } }))).toEqual([])
  })

  test('is found in another file that was read', () => {
    const [file] = program([], [], 'b').files
    const { files } = program([fields({ x: undefined })])
    const two = { files: [...files, file as SchemaFile] }
    expect(findings(numbered(two, { b: { Old: { x: 2 } } }))).toEqual([expect.stringContaining('gone from "b"')])
  })
})

describe('lock files', () => {
  test('keep what stands in files that are not read, and all that is gone', () => {
    const modules = { b: { N: { x: 9 } }, a: { Gone: { y: 4 }, M: { a: 1, lost: 2 } } }
    expect(modulesOf(numbered(program([fields({ a: undefined, c: undefined })]), modules))).toEqual({
      b: { N: { x: 9 } },
      a: { Gone: { y: 4 }, M: { a: 1, lost: 2, c: 3 } },
    })
  })

  test('are not laid out anew when they say the same', () => {
    const text = JSON.stringify({ modules: { a: { M: { b: 2, a: 1 } } }, version: 1 })
    const given = program([fields({ a: undefined, b: undefined })])
    expect(numberProgram(given, { locks: new Map([[PATH, text]]), assign: true }).locks.get(PATH)).toBe(text)
  })

  test('stand in the folder that each module counts from', () => {
    const at = (path: string, module: string): SchemaFile => ({
      ...(program([fields({ a: undefined })], [], module).files[0] as SchemaFile),
      path,
    })
    const files = [at('schemas/shop/cart.ts', 'shop/cart'), at('x.mts', 'x'), at('other/lib/y.ts', 'y')]
    const result = numberProgram({ files }, { locks: new Map(), assign: true })
    expect([...result.locks.keys()]).toEqual([PATH, 'rpcgen.lock.json', 'other/lib/rpcgen.lock.json'])
    expect(modulesOf(result)).toEqual({ 'shop/cart': { M: { a: 1 } } })
  })

  test('of files that declare nothing are not made', () => {
    expect(numbered(program([])).locks).toEqual(new Map())
  })

  test('are by code point, a line for each name, whatever the names', () => {
    const names = ['b', '10', '9', '\u{1f422}', '\uffff', 'a"b', '__proto__', 'constructor']
    const result = numbered(program([message('M', ...names.map((name) => field(name, string)))]))
    expect(result.locks.get(PATH)).toBe(`{
  "version": 1,
  "modules": {
    "a": {
      "M": {
        "10": 2,
        "9": 3,
        "__proto__": 7,
        "a\\"b": 6,
        "b": 1,
        "constructor": 8,
        "\uffff": 5,
        "\u{1f422}": 4
      }
    }
  }
}
`)
    const again = numberProgram(result.program, { locks: result.locks, assign: false })
    expect([again.locks, again.program, findings(again)]).toEqual([result.locks, result.program, []])
  })
})
