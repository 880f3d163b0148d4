import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commit } from '../../../codegen/output/commit.js'
import { planOutput } from '../../../codegen/output/plan.js'
import { planLocks } from '../../../codegen/output/plan-locks.js'
import { contentsOf, folderOf, made, manifest, mtime } from './folder.js'

const files = [
  { path: 'a.ts', text: made('a') },
  { path: 'shop/b.ts', text: made('b') },
  { path: 'z.ts', text: made('z') },
]

function write(root: string, given = files): void {
  commit([planOutput(root, given)])
}

test('what is planned is done, and nothing else is left', () => {
  const root = folderOf({ 'a.ts': made('old'), 'own.ts': 'mine\n' })
  write(root)
  expect(contentsOf(root)).toEqual({
    'a.ts': made('a'),
    'own.ts': 'mine\n',
    'shop/b.ts': made('b'),
    'z.ts': made('z'),
    'rpcgen.manifest.json': `${JSON.stringify({ files: files.map(({ path }) => path) }, null, 2)}\n`,
  })
})

test('a file that does not change is not touched', () => {
  const root = folderOf()
  write(root)
  const names = ['a.ts', 'shop/b.ts', 'z.ts', 'rpcgen.manifest.json']
  for (const name of names) utimesSync(join(root, name), 1000, 1000)
  write(root)
  expect(names.map((name) => mtime(join(root, name)))).toEqual(names.map(() => 1_000_000))
  write(root, [{ path: 'a.ts', text: made('new') }, ...files.slice(1)])
  expect(names.map((name) => mtime(join(root, name)) === 1_000_000)).toEqual([false, true, true, true])
})

test('a file that nothing generates any more goes, with the folder that it leaves empty', () => {
  const root = folderOf({ 'deep/er/c.ts': made('c'), 'full/d.ts': made('d'), 'full/own.ts': 'mine\n' })
  writeFileSync(join(root, 'rpcgen.manifest.json'), manifest('deep/er/c.ts', 'full/d.ts'))
  write(root, [])
  expect(contentsOf(root)).toEqual({ 'full/own.ts': 'mine\n', 'rpcgen.manifest.json': '{\n  "files": []\n}\n' })
})

test('a step that fails takes back those before it, to the byte and the time', () => {
  const root = folderOf({ 'a.ts': made('old'), 'c.ts': made('c'), 'rpcgen.manifest.json': manifest('a.ts', 'c.ts') })
  utimesSync(join(root, 'a.ts'), 1000, 1000)
  const before = contentsOf(root)
  const plan = planOutput(root, files)
  // Comes between the plan and its execution: the last file cannot be put in place any more.
  mkdirSync(join(root, 'z.ts'))
  expect(() => commit([plan])).toThrow(`cannot write to ${root}: a folder is in the way of a file`)
  rmSync(join(root, 'z.ts'), { recursive: true })
  expect(contentsOf(root)).toEqual(before)
  expect(mtime(join(root, 'a.ts'))).toBe(1_000_000)
})

test('a removal that is followed by a failure is taken back too', () => {
  const root = folderOf({ 'c.ts': made('c'), 'rpcgen.manifest.json': manifest('c.ts') })
  const plan = planOutput(root, files)
  const broken = plan.changes.map((change) =>
    change.path === 'rpcgen.manifest.json' ? { ...change, path: 'in/the/way', before: undefined } : change,
  )
  writeFileSync(join(root, 'in'), '')
  expect(() => commit([{ ...plan, changes: broken }])).toThrow('a file is in the way of a folder')
  expect(contentsOf(root)).toEqual({ 'c.ts': made('c'), in: '', 'rpcgen.manifest.json': manifest('c.ts') })
})

test('what was done in one folder is taken back when another fails', () => {
  const root = folderOf({ 'schemas/rpcgen.lock.json': 'before', 'schemas/a.ts': '' })
  const path = join(root, 'schemas/rpcgen.lock.json')
  utimesSync(path, 1000, 1000)
  const locks = planLocks(new Map([[path, 'before']]), new Map([[path, 'after']]))
  const plan = planOutput(join(root, 'out'), files)
  const broken = [...plan.changes, { path: 'a.ts/b.ts', before: undefined, after: '' }]
  expect(() => commit([...locks, { ...plan, changes: broken }])).toThrow(`cannot write to ${join(root, 'out')}`)
  expect(contentsOf(root)).toEqual({ 'schemas/rpcgen.lock.json': 'before', 'schemas/a.ts': '' })
  expect(mtime(path)).toBe(1_000_000)
  commit([...locks, plan])
  expect(contentsOf(root)).toMatchObject({ 'schemas/rpcgen.lock.json': 'after', 'out/a.ts': made('a') })
})

test('a lock file that cannot be written leaves the stubs as they were', () => {
  const root = folderOf({ 'schemas/a.ts': '' })
  const locks = planLocks(new Map(), new Map([[join(root, 'schemas/rpcgen.lock.json'), 'new']]))
  // Comes between the plan and its execution.
  mkdirSync(join(root, 'schemas/rpcgen.lock.json'))
  const failing = (): void => commit([...locks, planOutput(join(root, 'out'), files)])
  expect(failing).toThrow(`cannot write to ${join(root, 'schemas')}: a folder is in the way of a file`)
  expect(failing).toThrow(expect.objectContaining({ hint: expect.stringContaining('the folder of the schemas') }))
  expect(contentsOf(root)).toEqual({ 'schemas/a.ts': '', 'schemas/rpcgen.lock.json': '(empty folder)' })
})

test('a folder that a failed run made is gone again', () => {
  const root = folderOf()
  const plan = planOutput(join(root, 'new', 'out'), files)
  const broken = [...plan.changes, { path: 'a.ts/b.ts', before: undefined, after: '' }]
  expect(() => commit([{ ...plan, changes: broken }])).toThrow('cannot write to')
  expect(contentsOf(root)).toEqual({})
})

test('a plan without changes makes no folder', () => {
  const root = folderOf()
  const plan = planOutput(join(root, 'out'), files)
  commit([{ ...plan, changes: [] }])
  expect(contentsOf(root)).toEqual({})
})
