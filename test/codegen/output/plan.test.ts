import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { planDiff } from '../../../codegen/output/diff.js'
import { planOutput } from '../../../codegen/output/plan.js'
import { contentsOf, folderOf, made, manifest } from './folder.js'

const files = [
  { path: 'a.ts', text: made('a') },
  { path: 'shop/b.ts', text: made('b') },
]
const wanted = `{
  "files": [
    "a.ts",
    "shop/b.ts"
  ]
}
`

/** What a plan would do, as `verb path`. */
function changesOf(root: string): readonly string[] {
  return planOutput(root, files).changes.map(({ path, before, after }) => {
    if (after === undefined) return `remove ${path}`
    return `${before === undefined ? 'write' : 'update'} ${path}`
  })
}

describe('a plan for', () => {
  const table: [name: string, given: Readonly<Record<string, string>>, want: string[]][] = [
    ['an empty folder', {}, ['write a.ts', 'write shop/b.ts', 'write rpcgen.manifest.json']],
    ['what is up to date', { 'a.ts': made('a'), 'shop/b.ts': made('b'), 'rpcgen.manifest.json': wanted }, []],
    [
      'one stale file',
      { 'a.ts': made('old'), 'shop/b.ts': made('b'), 'rpcgen.manifest.json': wanted },
      ['update a.ts'],
    ],
    [
      'a file that nothing generates any more',
      { 'c.ts': made('c'), 'rpcgen.manifest.json': manifest('a.ts', 'c.ts') },
      ['write a.ts', 'write shop/b.ts', 'remove c.ts', 'update rpcgen.manifest.json'],
    ],
    [
      'a generated file that the manifest does not list',
      { 'c.ts': made('c') },
      ['write a.ts', 'write shop/b.ts', 'write rpcgen.manifest.json'],
    ],
    [
      'a listed file that is gone',
      { 'rpcgen.manifest.json': manifest('gone.ts', 'deep/gone.ts') },
      ['write a.ts', 'write shop/b.ts', 'update rpcgen.manifest.json'],
    ],
  ]
  test.each(table)('%s', (_, given, want) => {
    const root = folderOf(given)
    const before = contentsOf(root)
    expect(changesOf(root)).toEqual(want)
    expect(contentsOf(root)).toEqual(before)
  })

  test('a folder that is not there', () => {
    expect(changesOf(join(folderOf(), 'new', 'folder'))).toHaveLength(3)
  })
})

describe('a manifest cannot have removed', () => {
  const table: [name: string, path: string, reason: string][] = [
    ['a file above', '../victim.ts', 'is not a path inside the output folder'],
    ['a file above, by a detour', 'shop/../../victim.ts', 'is not a path inside the output folder'],
    ['a file above, on Windows', '..\\victim.ts', 'is not a path inside the output folder'],
    ['an absolute path', '/tmp/victim.ts', 'is not a path inside the output folder'],
    ['the folder itself', '.', 'is not a path inside the output folder'],
    ['nothing', '', 'is not a path inside the output folder'],
    ['a path with a zero', 'a\0.ts', 'is not a path inside the output folder'],
    ['a file behind a link', 'link/victim.ts', 'lies outside the output folder, behind a symbolic link'],
    ['a link', 'linked.ts', 'is a symbolic link'],
    ['a folder', 'kept', 'is a folder'],
    ['a file without our header', 'own.ts', 'no longer carries the header of rpcgen'],
  ]
  test.each(table)('%s', (_, path, reason) => {
    const parent = folderOf({
      'victim.ts': made('victim'),
      'out/own.ts': '// mine now\n',
      'out/kept/file.ts': made('kept'),
      'out/rpcgen.manifest.json': manifest(path),
    })
    const root = join(parent, 'out')
    symlinkSync(parent, join(root, 'link'))
    symlinkSync(join(parent, 'victim.ts'), join(root, 'linked.ts'))
    const { changes, kept } = planOutput(root, files)
    expect(kept).toEqual([{ path, reason }])
    expect(changes.filter(({ after }) => after === undefined)).toEqual([])
  })
})

describe('a plan is refused when', () => {
  const table: [name: string, given: Readonly<Record<string, string>>, want: string][] = [
    ['a file of somebody else is in the way', { 'a.ts': 'mine\n' }, '/a.ts was not made by rpcgen'],
    ['a folder is in the way of a file', { 'a.ts/x': '' }, '/a.ts is a folder'],
    ['a file is in the way of a folder', { shop: '' }, 'a file is in the way of a folder'],
    ['the manifest is something else', { 'rpcgen.manifest.json': '[]' }, 'is not a manifest of rpcgen'],
    ['the manifest is no JSON', { 'rpcgen.manifest.json': '{' }, 'is not a manifest of rpcgen'],
    ['the manifest lists no paths', { 'rpcgen.manifest.json': '{"files":[1]}' }, 'is not a manifest of rpcgen'],
  ]
  test.each(table)('%s', (_, given, want) => {
    const root = folderOf(given)
    expect(() => planOutput(root, files)).toThrow(want)
  })

  test('the output folder is a file, or lies below one', () => {
    const root = folderOf({ file: '' })
    expect(() => planOutput(join(root, 'file'), files)).toThrow('is a file, so it cannot be the output folder')
    expect(() => planOutput(join(root, 'file', 'out'), files)).toThrow('a file is in the way of a folder')
  })

  test('a link leads out of the folder', () => {
    const outside = folderOf({ 'a.ts': made('a') })
    const byFile = folderOf()
    symlinkSync(join(outside, 'a.ts'), join(byFile, 'a.ts'))
    expect(() => planOutput(byFile, files)).toThrow('/a.ts is a symbolic link')
    const byFolder = folderOf()
    symlinkSync(outside, join(byFolder, 'shop'))
    expect(() => planOutput(byFolder, files)).toThrow('/shop/b.ts lies outside the output folder')
    const dangling = folderOf()
    symlinkSync(join(outside, 'none'), join(dangling, 'a.ts'))
    expect(() => planOutput(dangling, files)).toThrow('/a.ts is a symbolic link')
  })
})

test('an output folder that is a link itself is followed', () => {
  const parent = folderOf()
  mkdirSync(join(parent, 'real'))
  symlinkSync(join(parent, 'real'), join(parent, 'out'))
  expect(changesOf(join(parent, 'out'))).toHaveLength(3)
})

test('the diff goes from what is there to what shall be', () => {
  const root = folderOf({ 'a.ts': made('old'), 'c.ts': made('c'), 'rpcgen.manifest.json': manifest('c.ts') })
  const text = planDiff([planOutput(root, files)]).replaceAll(root, 'out')
  expect(text).toContain(`--- out/a.ts\n+++ out/a.ts\n@@ -1,2 +1,2 @@\n ${made('').trim()}\n-old\n+a\n`)
  expect(text).toContain('--- /dev/null\n+++ out/shop/b.ts\n')
  expect(text).toContain('--- out/c.ts\n+++ /dev/null\n')
})
