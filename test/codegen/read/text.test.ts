import { describe, expect, test } from 'vitest'
import { checkProgram } from '../../../codegen/ir/check.js'
import type { MessageNode } from '../../../codegen/ir/node.js'
import { readFiles, readText } from './temp.js'

describe('doc comments', () => {
  test('come from every kind of place, with their tags', async () => {
    const { program } = await readText(`
/** First. */
/**
 * A message,
 *   indented.
 *
 * @deprecated use {@link Y}
 */
export const X = Type.Object({
  /** A field. */
  a: Type.Optional(Type.String()),
  // No doc comment.
  b: Type.String(),
  /** Not this. */
  c: Type.String({ description: 'This.' }),
})
/** A service. */
export const S = service('S', {
  /** A method. */
  m: method({
    errors: {
      /** An error. */
      Failed: Type.Object({}),
    },
  }),
})
/** Passed on. */
const Hidden = Type.Object({})
export { Hidden as Shown }`)
    const { declarations, services } = program.files[0] ?? { declarations: [], services: [] }
    expect(declarations.map(({ name, doc }) => [name, doc])).toEqual([
      ['X', 'A message,\n  indented.\n\n@deprecated use {@link Y}'],
      ['SFailed', ''],
      ['Shown', 'Passed on.'],
    ])
    expect((declarations[0] as MessageNode).fields.map(({ doc }) => doc)).toEqual(['A field.', '', 'This.'])
    expect(services.map(({ doc, methods }) => [doc, methods[0]?.doc, methods[0]?.errors[0]?.doc])).toEqual([
      ['A service.', 'A method.', 'An error.'],
    ])
  })

  test("a type's description is not that of the fields that have it", async () => {
    const { program } = await readText(`export const M = Type.Object({}, { description: 'The type.' })
export const X = Type.Object({ a: M, b: Type.With(M, { description: 'The field.' }), /** Commented. */ c: Type.Optional(M) })`)
    const [, x] = program.files[0]?.declarations ?? []
    expect((x as MessageNode).fields.map(({ doc }) => doc)).toEqual(['', 'The field.', 'Commented.'])
  })

  test('hostile ones come through as they are', async () => {
    const hostile = `*/ alert(\`\${1}\`) \\ " \u2028 // <!-- `
    const { program } = await readText(`export const X = Type.Object({}, { description: ${JSON.stringify(hostile)} })
/** \`\${x}\` \\u2028 // " \\ */
export const Y = Type.Object({})`)
    expect(program.files[0]?.declarations.map(({ doc }) => doc)).toEqual([hostile, `\`\${x}\` \\u2028 // " \\`])
  })
})

describe('hostile names', () => {
  test.each(['*/', "it's", '"', `\`\${x}\``, 'a\u2028b', 'a b', '', '1a', '12', 'a-b', 'a.b', '\ud800', '__proto__'])(
    '%j of a field is an error',
    async (name) => {
      const { program, diagnostics } = await readText(
        `export const X = Type.Object({ [${JSON.stringify(name)}]: Type.String() })`,
      )
      expect(diagnostics).toEqual([])
      expect(checkProgram(program, []).map(({ message }) => message)).toEqual([
        expect.stringContaining('the field name '),
      ])
    },
  )

  test.each(['then', 'constructor', 'toString', 'hasOwnProperty', '__proto__', '*/', 'a b', ''])(
    '%j of a method is an error',
    async (name) => {
      const { program } = await readText(`export const S = service('S', { [${JSON.stringify(name)}]: method({}) })`)
      expect(checkProgram(program, []).map(({ message }) => message)).toEqual([
        expect.stringContaining('the method name '),
      ])
    },
  )

  test.each(['constructor', 'toString', '__proto__', '*/', "it's", '"', `\`\${x}\``, 'a b', '1a', ''])(
    '%j of an error is an error',
    async (name) => {
      const { program, diagnostics } = await readText(
        `export const None = Type.Object({})
export const S = service('S', { m: method({ errors: { [${JSON.stringify(name)}]: None } }) })`,
      )
      expect(diagnostics).toEqual([])
      expect(checkProgram(program, []).map(({ message }) => message)).toEqual([
        expect.stringContaining('the error name '),
      ])
    },
  )

  test.each(['*/', `a\`\${b}\``, '"', "'"])('%j on the wire is data', async (name) => {
    const text = JSON.stringify(name)
    const { program, diagnostics } = await readText(`export const X = Type.Object({ a: Type.String({ wire: ${text} }) })
export const S = service(${text}, { m: method({ wire: ${text} }) })`)
    expect([...diagnostics, ...checkProgram(program, [])]).toEqual([])
    const [file] = program.files
    expect(file?.declarations).toMatchObject([{ fields: [{ wire: { all: name } }] }])
    expect(file?.services.map(({ wireName, methods }) => [wireName, methods[0]?.wire])).toEqual([[name, { all: name }]])
  })
})

test('spans count UTF-16 units and lines of any ending', async () => {
  const { program } = await readFiles({
    'a.ts': `import { Type } from 'typebox'\r\nexport const /* 😀 */ X = Type.Object({\r\n\t"f": Type.String() })`,
  })
  const [x] = program.files[0]?.declarations ?? []
  expect(x?.span).toEqual({ file: 'schemas/a.ts', line: 2, column: 23, length: 1 })
  expect((x as MessageNode).fields[0]?.span).toEqual({ file: 'schemas/a.ts', line: 3, column: 2, length: 3 })
})

test('options of methods and services arrive', async () => {
  const { program, diagnostics } = await readText(`
export const S = service('Wire.S', { a: method({ timeout: 500 }), b: method({ timeout: Infinity, wire: { gob: 'B' }, idempotent: true }), c: method({ idempotent: false }) }, { wire: { json: 'J' } })`)
  expect(diagnostics).toEqual([])
  expect(program.files[0]?.services).toMatchObject([
    {
      name: 'S',
      wireName: 'Wire.S',
      wire: { json: 'J' },
      methods: [
        { timeout: 500, wire: {}, idempotent: false },
        { timeout: Number.POSITIVE_INFINITY, wire: { gob: 'B' }, idempotent: true },
        { timeout: undefined, wire: {}, idempotent: false },
      ],
    },
  ])
})

test('fields spread from elsewhere have their places and comments', async () => {
  const { program } = await readText(`const base = {
  /** Of all. */
  id: Type.String(),
}
export const X = Type.Object({ ...base, a: Type.String() })`)
  const [x] = program.files[0]?.declarations ?? []
  expect((x as MessageNode).fields.map(({ name, doc, span }) => [name, doc, span.line])).toEqual([
    ['id', 'Of all.', 4],
    ['a', '', 6],
  ])
})
