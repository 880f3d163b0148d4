import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentsOf, made, manifest, mtime } from '../output/folder.js'
import { demoProject, project, root, rpcgen } from './rpcgen.js'

const head = "import { Type } from 'typebox'\nimport { method, service } from 'rpcgen/schema'\n"
const good = `${head}export const Arith = service('Arith', { add: method({ params: Type.Integer(), result: Type.Integer() }) })\n`
const bad = `${head}export const Arith = service('Arith', {})\n`
const heavy = `${head}export const Raw = service('Raw', { put: method({ params: Type.Array(Type.Union([Type.String(), Type.Null()])) }) })\n`
const noisy = `${head}export const S = Type.Object({ a: Type.String({ minLength: 1 }) })\n${good.slice(head.length)}`

function outputOf(folder: string): Readonly<Record<string, string>> {
  return contentsOf(join(folder, 'out'))
}

describe('what needs no build', () => {
  test('--version', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'codegen/package.json'), 'utf8'))
    expect(await rpcgen(root, ['--version'])).toEqual({ code: 0, stdout: `rpcgen ${version}\n`, stderr: '' })
  })

  test('and what does, in a package that has none', async () => {
    const folder = project()
    cpSync(join(root, 'codegen/bin'), join(folder, 'bin'), { recursive: true })
    cpSync(join(root, 'codegen/package.json'), join(folder, 'package.json'))
    const bin = join(folder, 'bin/rpcgen.js')
    expect(await rpcgen(folder, ['--version'], {}, bin)).toMatchObject({ code: 0, stdout: 'rpcgen 0.1.0\n' })
    const outcome = await rpcgen(folder, ['schemas', '-o', 'out'], {}, bin)
    expect(outcome).toMatchObject({ code: 1, stdout: '' })
    expect(outcome.stderr).toContain('npm run build')
  })
})

test('--help explains every option', async () => {
  const { code, stdout, stderr } = await rpcgen(root, ['--help'])
  expect([code, stderr]).toEqual([0, ''])
  for (const option of ['--output', '--codec', '--import-extension', '--check', '--help', '--version']) {
    expect(stdout).toContain(option)
  }
})

test('a wrong command line ends with 2 and reads nothing', async () => {
  const folder = project({ 'schemas/a.ts': 'throw new Error("read")\n' })
  const outcome = await rpcgen(folder, ['schemas', '-o', 'out', '--chekc'])
  expect(outcome).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: unknown option --chekc\nhint: Did you mean --check?\n',
  })
})

test('the whole life of an output folder', async () => {
  const folder = demoProject()
  const generate = (...more: string[]): ReturnType<typeof rpcgen> => rpcgen(folder, ['schemas/', '-o', 'out/', ...more])

  const missing = await generate('--check')
  expect(missing).toMatchObject({ code: 1 })
  expect(missing.stdout).toContain('--- /dev/null\n+++ out/arith.ts\n')
  expect(contentsOf(folder)).not.toHaveProperty('out/arith.ts')

  const first = await generate()
  expect(first).toEqual({
    code: 0,
    stdout:
      'wrote arith.ts\nwrote catalog.ts\nwrote delve.ts\nwrote echo.ts\nwrote index.ts\nwrote lsp.ts\nwrote shapes.ts\nwrote rpcgen.manifest.json\n',
    stderr: '',
  })
  const written = outputOf(folder)
  expect(written).toEqual(contentsOf(join(root, 'generated')))

  const time = mtime(join(folder, 'out/arith.ts'))
  expect(await generate()).toEqual({ code: 0, stdout: 'up to date\n', stderr: '' })
  expect(await generate('--check')).toEqual({ code: 0, stdout: 'up to date\n', stderr: '' })
  expect(mtime(join(folder, 'out/arith.ts'))).toBe(time)

  writeFileSync(join(folder, 'out/arith.ts'), `${written['arith.ts']}// edited\n`)
  const stale = await generate('--check')
  expect(stale.code).toBe(1)
  expect(stale.stdout).toContain('--- out/arith.ts\n+++ out/arith.ts\n')
  expect(stale.stdout).toContain('\n-// edited\n')
  expect(stale.stderr).toContain('stale')
  expect(readFileSync(join(folder, 'out/arith.ts'), 'utf8')).toContain('// edited')
  expect(await generate()).toEqual({ code: 0, stdout: 'updated arith.ts\n', stderr: '' })

  const fewer = await rpcgen(folder, ['schemas/arith.ts', '-o', 'out'])
  expect(fewer.stdout).toBe(
    'updated index.ts\nremoved catalog.ts\nremoved delve.ts\nremoved echo.ts\nremoved lsp.ts\nremoved shapes.ts\nupdated rpcgen.manifest.json\n',
  )
  expect(Object.keys(outputOf(folder)).sort()).toEqual(['arith.ts', 'index.ts', 'rpcgen.manifest.json'])
})

test('the order of the inputs and the locale change nothing', async () => {
  const folder = demoProject()
  const files = ['schemas/arith.ts', 'schemas/catalog.ts', 'schemas/echo.ts', 'schemas/shapes.ts']
  await rpcgen(folder, [...files, '-o', 'one'], { LC_ALL: 'C' })
  await rpcgen(folder, [...files.reverse(), '-o', 'two'], {
    LC_ALL: 'sv_SE.UTF-8',
    LANG: 'sv_SE.UTF-8',
    TZ: 'Asia/Tokyo',
  })
  expect(Object.keys(contentsOf(join(folder, 'one')))).toHaveLength(6)
  expect(contentsOf(join(folder, 'two'))).toEqual(contentsOf(join(folder, 'one')))
})

describe('a run that fails ends with 1 and leaves the folder as it was', () => {
  const before = { 'a.ts': made('old'), 'rpcgen.manifest.json': manifest('a.ts'), 'own.txt': 'mine' }
  const table: [name: string, schema: string, more: string[], files: Record<string, string>, want: string][] = [
    ['an error in a schema', bad, [], before, 'schemas/a.ts:3:'],
    ['a type that a named codec cannot carry', heavy, ['--codec', 'gob'], before, 'schemas/a.ts:3:'],
    ['a schema that ends the process', 'process.exit(0)\n', [], before, 'a schema file ended the run'],
    ['a schema that never ends', 'await new Promise(() => {})\n', [], before, 'a schema file ended the run'],
    ['a schema that exports nothing', good.replace('export ', ''), [], before, 'exports a service or a message'],
    ['a schema that throws', 'throw new Error("boom")\n', [], before, 'boom'],
    ['a file of somebody else', good, [], { ...before, 'index.ts': 'mine\n' }, 'out/index.ts was not made by rpcgen'],
    ['a manifest of somebody else', good, [], { 'rpcgen.manifest.json': '{}' }, 'is not a manifest of rpcgen'],
    ['a folder in the way', good, [], { 'index.ts/x': '' }, 'out/index.ts is a folder'],
  ]
  test.each(table)('%s', async (_, schema, more, files, want) => {
    const out = Object.fromEntries(Object.entries(files).map(([path, text]) => [`out/${path}`, text]))
    const folder = project({ 'schemas/a.ts': schema, ...out })
    const outcome = await rpcgen(folder, ['schemas', '-o', 'out', ...more])
    expect(outcome).toMatchObject({ code: 1, stdout: '' })
    expect(outcome.stderr).toContain(want)
    expect(outcome.stderr).toContain('\nhint: ')
    expect(outputOf(folder)).toEqual(files)
  })
})

describe('an output folder that cannot be', () => {
  const table: [name: string, out: string, want: string][] = [
    ['a file', 'file', 'is a file, so it cannot be the output folder'],
    ['below a file', 'file/out', 'a file is in the way of a folder'],
    ['the schema folder', 'schemas', 'lies in the schema folder'],
    ['inside the schema folder', 'schemas/out', 'lies in the schema folder'],
  ]
  test.each(table)('%s', async (_, out, want) => {
    const folder = project({ 'schemas/a.ts': good, file: '' })
    const before = contentsOf(folder)
    const outcome = await rpcgen(folder, ['schemas', '-o', out])
    expect(outcome).toMatchObject({ code: 1, stdout: '' })
    expect(outcome.stderr).toContain(want)
    expect(contentsOf(folder)).toEqual(before)
  })
})

test('a schema folder that is not there', async () => {
  const outcome = await rpcgen(project(), ['schemas', '-o', 'out'])
  expect(outcome).toMatchObject({ code: 1, stdout: '' })
  expect(outcome.stderr).toMatch(/^error: .*schemas.*\nhint: .*\n$/)
})

test('a finding has its place, the line, a caret and a hint', async () => {
  const folder = project({ 'schemas/a.ts': bad })
  const { stderr } = await rpcgen(folder, ['schemas', '-o', 'out'])
  expect(stderr).toMatch(/^schemas\/a\.ts:3:\d+: error: .+\n {2}\|\n3 \| export const Arith.*\n {2}\| +\^+\nhint: .+\n/)
  expect(stderr).toMatch(/\n1 error; nothing was written\n$/)
})

test('a warning is printed and does not fail', async () => {
  const outcome = await rpcgen(project({ 'schemas/a.ts': noisy }), ['schemas', '-o', 'out'])
  expect(outcome).toMatchObject({ code: 0, stdout: 'wrote a.ts\nwrote index.ts\nwrote rpcgen.manifest.json\n' })
  expect(outcome.stderr).toContain('warning: ')
})

test('a manifest that points elsewhere removes nothing there, and it is said', async () => {
  const folder = project({
    'schemas/a.ts': good,
    'victim.ts': made('victim'),
    'out/mine.ts': 'mine\n',
    'out/rpcgen.manifest.json': manifest('../victim.ts', 'link/victim.ts', 'mine.ts'),
  })
  mkdirSync(join(folder, 'elsewhere'))
  writeFileSync(join(folder, 'elsewhere/victim.ts'), made('victim'))
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'out/link'))
  const { code, stderr } = await rpcgen(folder, ['schemas', '-o', 'out'])
  expect(code).toBe(0)
  expect(stderr.split('\n').filter((line) => line.startsWith('kept '))).toHaveLength(3)
  const left = contentsOf(folder)
  for (const path of ['victim.ts', 'elsewhere/victim.ts', 'out/mine.ts']) expect(left).toHaveProperty([path])
})

test('--import-extension reaches the stubs', async () => {
  const folder = project({ 'schemas/a.ts': good })
  await rpcgen(folder, ['schemas', '-o', 'out', '--import-extension', 'none'])
  expect(outputOf(folder)['index.ts']).toContain("from './a'\n")
})
