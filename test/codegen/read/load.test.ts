import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSchemas } from '../../../codegen/read/index.js'
import { showDiagnostic, showProgram } from './show.js'
import { folderOf, readFiles } from './temp.js'

const good = `import { Type } from 'typebox'\nexport const X = Type.Object({ a: Type.String() })\n`
const hint = 'A schema file is run to be read: mend what it throws.'

describe('a file that cannot be run', () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      'throws',
      { 'b.ts': `const a: number = 1\n\n  throw new Error('boom\\nmore')\n` },
      ['schemas/b.ts', `3:3+29 error: the file throws: boom / ${hint}`],
    ],
    [
      'throws in a function',
      { 'b.ts': `const f = (): void => {\n  throw new TypeError('boom')\n}\nf()` },
      ['schemas/b.ts', `2:3+27 error: the file throws: boom / ${hint}`],
    ],
    [
      'throws no error',
      { 'b.mjs': `\nthrow 'text'` },
      ['schemas/b.mjs', `1:1+1 error: the file throws: text / ${hint}`],
    ],
    ['throws null', { 'b.js': 'throw null' }, ['schemas/b.js', `1:1+1 error: the file throws: null / ${hint}`]],
    [
      'misses a module',
      { 'b.ts': `import './missing.js'` },
      ['schemas/b.ts', `1:1+21 error: the file throws: Cannot find module './missing.js' / ${hint}`],
    ],
    [
      'is no TypeScript',
      { 'b.ts': `const a = 1\nconst b: = 2\n` },
      ['schemas/b.ts', '2:10+1 error: Type expected. / This is no TypeScript; mend the syntax.'],
    ],
    [
      'imports one that throws, which says so once',
      { 'b.ts': `import './c.js'`, 'c.ts': `\nthrow new Error('boom')` },
      ['schemas/c.ts', `2:1+23 error: the file throws: boom / ${hint}`],
    ],
    [
      'imports one that is no TypeScript',
      { 'b.ts': `import './c.js'`, 'c.ts': 'const c: = 1' },
      ['schemas/c.ts', '1:10+1 error: Type expected. / This is no TypeScript; mend the syntax.'],
    ],
    [
      'makes another file throw',
      {
        'b.ts': `import { f } from './c.js'\nf()`,
        'c.ts': `export const f = (): void => {\n  throw new Error('boom')\n}`,
      },
      ['schemas/c.ts', `2:3+23 error: the file throws: boom / ${hint}`],
    ],
  ])('%s', async (_, files, [file, want]) => {
    const { program, diagnostics } = await readFiles({ 'a.ts': good, ...files })
    expect(diagnostics.map(showDiagnostic)).toEqual([want])
    expect(diagnostics[0]?.span.file).toBe(file)
    expect(showProgram(program)).toEqual(['message a#X { a: string }'])
  })
})

test('each run reads what stands in the files by then, and in what they import', async () => {
  const folder = folderOf({ 'a.ts': `export { X } from './.x.js'`, '.x.ts': good })
  await readSchemas(['a.ts'], folder)
  writeFileSync(join(folder, '.x.ts'), good.replace('a:', 'b:'))
  const { program } = await readSchemas(['a.ts'], folder)
  expect(showProgram(program)).toEqual(['message a#X { b: string }'])
})

test('plain JavaScript and TypeScript share what they import', async () => {
  const { program, diagnostics } = await readFiles({
    'a.ts': good,
    'b.mts': `import { Type } from 'typebox'\nimport { X } from './a.js'\nexport const B = Type.Object({ x: X })`,
    'c.js': `import { Type } from 'typebox'\nimport { X } from './a.js'\nexport const C = Type.Object({ x: X })`,
    'd.mjs': `import { Type } from 'typebox'\nimport { C } from './c.js'\nexport const D = Type.Object({ c: C })`,
  })
  expect(diagnostics).toEqual([])
  expect(showProgram(program)).toEqual([
    'message a#X { a: string }',
    'message b#B { x: a#X }',
    'message c#C { x: a#X }',
    'message d#D { c: c#C }',
  ])
})
