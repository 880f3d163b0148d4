import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Arrow, brokenArrows, strays } from './arrows.js'
import { valueCycles } from './cycles.js'
import { parseSource, readSources, type Source } from './source.js'

function tree(files: Readonly<Record<string, string>>): readonly Source[] {
  return Object.entries(files).map(([path, text]) => parseSource(path, text))
}

describe('parseSource', () => {
  test.each([
    ["import { a } from './b.js'", { target: 'x/y/b.ts', typeOnly: false }],
    ["import a from '../b.js'", { target: 'x/b.ts', typeOnly: false }],
    ["import 'typebox'", { target: 'typebox', typeOnly: false }],
    ["import type { A } from 'node:fs'", { target: 'node:fs', typeOnly: true }],
    // With verbatimModuleSyntax the statement stays, and so does the import.
    ["import { type A } from './b.js'", { target: 'x/y/b.ts', typeOnly: false }],
    ["export * from './b.js'", { target: 'x/y/b.ts', typeOnly: false }],
    ["export type { A } from './b.js'", { target: 'x/y/b.ts', typeOnly: true }],
    ["const a = await import('./b.js')", { target: 'x/y/b.ts', typeOnly: false }],
    ["let a: import('./b.js').A", { target: 'x/y/b.ts', typeOnly: true }],
  ])('%s', (text, want) => {
    expect(parseSource('x/y/a.ts', text).imports).toEqual([want])
  })

  test.each([
    ['eval("1")', true],
    ['function f() { return new Function("return 1") }', true],
    ['Function("return 1")', true],
    ['// eval("1") and new Function("")', false],
    ['const text = "new Function()"', false],
    ['let f: Function', false],
  ])('%s evaluates: %s', (text, want) => {
    expect(parseSource('a.ts', text).evaluates).toBe(want)
  })

  test('counts lines as an editor does', () => {
    expect(parseSource('a.ts', 'one\ntwo\n').lines).toBe(2)
  })
})

describe('brokenArrows', () => {
  const codec: Arrow = { from: 'runtime/codec/<name>/**', only: ['runtime/codec/<name>/**', 'runtime/*'] }
  const engine: Arrow = { from: 'runtime/*', except: ['runtime/node.ts'], only: ['runtime/*'] }
  const files = {
    'runtime/codec/gob/index.ts': "import './deep/a.js'; import '../../client.js'",
    'runtime/codec/gob/deep/a.ts': "import '../index.js'",
    'runtime/node.ts': "import 'node:net'; import './transport/tcp.js'",
    'runtime/client.ts': "import './codec.js'",
  }

  test('says nothing of a tree that keeps them', () => {
    expect(brokenArrows(tree(files), [codec, engine])).toEqual([])
  })

  test.each([
    ['runtime/codec/json/index.ts', "import '../gob/index.js'", 'runtime/codec/gob/index.ts'],
    ['runtime/codec/json/deep/b.ts', "import type { T } from '../../../transport/tcp.js'", 'runtime/transport/tcp.ts'],
    ['runtime/client.ts', "import './codec/gob/index.js'", 'runtime/codec/gob/index.ts'],
    ['runtime/client.ts', "const fs = await import('node:fs')", 'node:fs'],
    ['runtime/client.ts', "import fs from 'fs'", 'fs'],
    ['runtime/client.ts', "import '../codegen/index.js'", 'codegen/index.ts'],
  ])('names %s when it says %s', (path, text, target) => {
    const broken = brokenArrows(tree({ ...files, [path]: text }), [codec, engine])
    expect(broken).toHaveLength(1)
    expect(broken[0]).toMatch(new RegExp(`^${path} imports ${target};`))
  })

  test('strays are the files without an arrow', () => {
    expect(strays(tree({ ...files, 'runtime/other/a.ts': '' }), [codec, engine])).toEqual(['runtime/other/a.ts'])
  })
})

describe('valueCycles', () => {
  test.each([
    ['a diamond', { a: "import './b.js'; import './c.js'", b: "import './d.js'", c: "import './d.js'", d: '' }, []],
    ['types alone', { a: "import type { B } from './b.js'", b: "import './a.js'" }, []],
    ['two files', { a: "import './b.js'", b: "export * from './a.js'" }, ['a.ts -> b.ts -> a.ts']],
    ['a file itself', { a: "import './a.js'" }, ['a.ts -> a.ts']],
    [
      'a circle behind a tail',
      { a: "import './b.js'", b: "import './c.js'", c: "import './b.js'" },
      ['b.ts -> c.ts -> b.ts'],
    ],
  ])('%s', (_, files, want) => {
    const sources = Object.entries(files).map(([name, text]) => parseSource(`${name}.ts`, text))
    expect(valueCycles(sources)).toEqual(want)
  })
})

test('readSources leaves out what is built and installed', () => {
  const root = mkdtempSync(join(tmpdir(), 'rpcgen-layout-'))
  for (const file of ['a/x.ts', 'a/b/y.ts', 'a/z.js', 'a/dist/x.ts', 'a/node_modules/p/x.ts', 'other/x.ts']) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), '')
  }
  expect(
    readSources(root, ['a'])
      .map(({ path }) => path)
      .sort(),
  ).toEqual(['a/b/y.ts', 'a/x.ts'])
  rmSync(root, { recursive: true })
})
