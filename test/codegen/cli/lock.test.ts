import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentsOf } from '../output/folder.js'
import { type Outcome, project, rpcgen } from './rpcgen.js'

const LOCK = 'schemas/rpcgen.lock.json'

/** A schema with a message of these fields, a union, and a method with these errors. */
function schema(fields: string, errors = 'Bad'): string {
  const details = errors.split(' ').map((name) => `${name}: Type.Object({ text: Type.String() })`)
  return `import { Type } from 'typebox'
import { method, service, set, uuid } from 'rpcgen/schema'
export const Args = Type.Object({ ${fields} })
export const Ping = Type.Object({ kind: Type.Literal('ping'), id: uuid() })
export const Pong = Type.Object({ kind: Type.Literal('pong'), ids: set(uuid()) })
export const Either = Type.Union([Ping, Pong])
export const S = service('S', { send: method({ params: Args, result: Either, errors: { ${details.join(', ')} } }) })
`
}

const one = schema('a: Type.Integer(), b: Type.String()')

const thrift = (folder: string, ...more: string[]): Promise<Outcome> =>
  rpcgen(folder, ['schemas', '-o', 'out', '--codec', 'thrift', ...more])
const plain = (folder: string, ...more: string[]): Promise<Outcome> => rpcgen(folder, ['schemas', '-o', 'out', ...more])

function lockIn(folder: string, path = LOCK): Readonly<Record<string, Readonly<Record<string, object>>>> {
  return JSON.parse(readFileSync(join(folder, path), 'utf8')).modules
}

function stubIn(folder: string): string {
  return readFileSync(join(folder, 'out/a.ts'), 'utf8')
}

test('the life of a lock file', async () => {
  const folder = project({ 'schemas/a.ts': one })
  const edit = (text: string): void => writeFileSync(join(folder, 'schemas/a.ts'), text)

  const missing = await thrift(folder, '--check')
  expect(missing).toMatchObject({
    code: 1,
    stderr: `${LOCK} is stale; generate it again\nout is stale; generate it again\n`,
  })
  expect(missing.stdout).toContain(`--- /dev/null\n+++ ${LOCK}\n@@ -0,0 +1,`)
  expect(Object.keys(contentsOf(folder))).toEqual(['node_modules', 'schemas/a.ts'])

  const first = `wrote ${LOCK}\nwrote a.ts\nwrote index.ts\nwrote rpcgen.manifest.json\n`
  expect(await thrift(folder)).toEqual({ code: 0, stdout: first, stderr: '' })
  expect(lockIn(folder)).toEqual({
    a: {
      Args: { a: 1, b: 2 },
      Either: { ping: 1, pong: 2 },
      Ping: { id: 1 },
      Pong: { ids: 1 },
      'S.send': { Bad: 1 },
      SBad: { text: 1 },
    },
  })
  expect(stubIn(folder)).toContain("{ name: 'kind', type: PingKindType },\n  { name: 'id', type: UuidType, id: 1 },\n")
  expect(stubIn(folder)).toContain("{ tag: 'pong', type: PongType, id: 2 },\n")
  expect(stubIn(folder)).toContain('errorIds: [1]')

  const done = { code: 0, stdout: 'up to date\n', stderr: '' }
  expect(await thrift(folder)).toEqual(done)
  expect(await thrift(folder, '--check')).toEqual(done)
  expect(await plain(folder, '--check')).toEqual(done)

  // Without the flag, what the lock has is kept up to date, and what it has not stays without.
  edit(
    `${schema('c: Type.Integer(), b: Type.String()', 'Late Bad')}export const New = Type.Object({ x: Type.Integer() })\n`,
  )
  const before = contentsOf(folder)
  const stale = await plain(folder, '--check')
  expect(stale.code).toBe(1)
  expect(stale.stdout).toContain(`--- ${LOCK}\n+++ ${LOCK}\n`)
  expect(stale.stdout).toContain('\n         "a": 1,\n-        "b": 2\n+        "b": 2,\n+        "c": 3\n')
  expect(contentsOf(folder)).toEqual(before)
  expect(await plain(folder)).toEqual({
    code: 0,
    stdout: `updated ${LOCK}\nupdated a.ts\nupdated index.ts\n`,
    stderr: '',
  })
  expect(lockIn(folder)).toMatchObject({ a: { Args: { a: 1, b: 2, c: 3 }, 'S.send': { Bad: 1, Late: 2 } } })
  expect(lockIn(folder)).not.toHaveProperty('a.New')
  expect(stubIn(folder)).toContain('errorIds: [2, 1]')
  expect(stubIn(folder)).toContain("{ name: 'x', type: integer },\n")

  // A rename in the schema and in the lock leaves the ids; in the schema alone it is a new field.
  edit(schema('d: Type.Integer(), b: Type.String()'))
  writeFileSync(join(folder, LOCK), readFileSync(join(folder, LOCK), 'utf8').replace('"c": 3', '"d": 3'))
  await plain(folder)
  expect(lockIn(folder)).toMatchObject({ a: { Args: { a: 1, b: 2, d: 3 } } })
  expect(stubIn(folder)).toContain("{ name: 'd', type: integer, id: 3 },\n")
  expect(await thrift(folder, '--check')).toEqual(done)

  // Whatever goes stays in the lock, a whole file too.
  writeFileSync(
    join(folder, 'schemas/b.ts'),
    "import { Type } from 'typebox'\nexport const B = Type.Object({ x: Type.Integer() })\n",
  )
  await thrift(folder)
  rmSync(join(folder, 'schemas/a.ts'))
  expect(await thrift(folder)).toMatchObject({ code: 0, stdout: expect.not.stringContaining('lock') })
  expect(lockIn(folder)).toMatchObject({ a: { Args: { a: 1, b: 2, d: 3 } }, b: { B: { x: 1 } } })
})

describe('a run that fails ends with 1, says where and how to mend it, and writes nothing', () => {
  const args = (ids: object): string => `${JSON.stringify({ version: 1, modules: { a: { Args: ids } } })}\n`
  const table: [name: string, fields: string, lock: string, want: string[]][] = [
    [
      'a changed id',
      'a: Type.Integer({ id: 2 })',
      args({ a: 1 }),
      [
        'schemas/a.ts:3:35: error: the field "a" has the id 2 here and 1 in schemas/rpcgen.lock.json\n',
        'hint: Peers may know it by 1',
      ],
    ],
    [
      'an id of a field that is gone',
      'b: Type.Integer({ id: 1 })',
      args({ a: 1 }),
      [
        'schemas/a.ts:3:35: error: the field "b" has the id 1, which is that of "a"',
        'hint: If it is "a" under another name',
      ],
    ],
    [
      'an id that is there twice',
      'a: Type.Integer({ id: 1 }), b: Type.Integer({ id: 1 })',
      args({}),
      [
        'schemas/a.ts:3:63: error: the field "b" has the id 1, as has "a" at schemas/a.ts:3:35\n',
        'hint: Give each its own',
      ],
    ],
    [
      'an id that is none',
      'a: Type.Integer({ id: 0 })',
      args({}),
      ['schemas/a.ts:3:35: error: an id is an integer from 1 to 32,767\n', 'hint: Write { id: 1 }'],
    ],
    [
      'a conflict in the lock',
      'a: Type.Integer()',
      '{\n  "version": 1,\n<<<<<<< ours\n',
      [
        `${LOCK}:3:1: error: the lock file holds a conflict of version control\n`,
        '3 | <<<<<<< ours\n',
        'hint: Keep what both sides have',
      ],
    ],
    [
      'a lock of another version',
      'a: Type.Integer()',
      '{ "version": 7 }',
      [
        `${LOCK}:1:1: error: the lock file has the version 7, and this rpcgen reads version 1\n`,
        'hint: Use the rpcgen that wrote it',
      ],
    ],
    [
      'what Thrift does not carry',
      'a: Type.Unknown()',
      args({}),
      ['schemas/a.ts:3:35: error: "a": the thrift codec does not carry unknown values\n', 'hint: Say what they are'],
    ],
  ]
  test.each(table)('%s', async (_, fields, lock, want) => {
    const folder = project({ 'schemas/a.ts': schema(fields), [LOCK]: lock })
    const before = contentsOf(folder)
    const outcome = await thrift(folder)
    expect(outcome).toMatchObject({ code: 1, stdout: '' })
    for (const text of want) expect(outcome.stderr).toContain(text)
    expect(outcome.stderr).toMatch(/\n1 error; nothing was written\n$/)
    expect(contentsOf(folder)).toEqual(before)
  })

  test('a lock file that is a folder, or a link', async () => {
    const folder = project({ 'schemas/a.ts': one })
    mkdirSync(join(folder, LOCK))
    expect(await thrift(folder)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`error: ${LOCK} cannot be read: `),
    })
    renameSync(join(folder, LOCK), join(folder, 'elsewhere.json'))
    symlinkSync('../elsewhere.json', join(folder, LOCK))
    rmSync(join(folder, 'elsewhere.json'), { recursive: true })
    writeFileSync(join(folder, 'elsewhere.json'), '{ "version": 1, "modules": {} }')
    const before = contentsOf(folder)
    expect(await thrift(folder)).toMatchObject({
      code: 1,
      stderr: `error: ${LOCK} is a symbolic link\nhint: Put the file itself in its place.\n`,
    })
    expect(contentsOf(folder)).toEqual(before)
  })
})

test('a file has its lock beside it, and each folder its own', async () => {
  const other = "import { Type } from 'typebox'\nexport const B = Type.Object({ x: Type.Integer() })\n"
  const folder = project({ 'schemas/a.ts': one, 'more/deep/b.ts': other, 'lib/c.ts': other.replace('B', 'C') })
  const outcome = await rpcgen(folder, ['lib/c.ts', 'schemas/', 'more', '-o', 'out', '--codec', 'gob,thrift'])
  expect(outcome.stdout).toContain(
    `wrote ${LOCK}\nwrote lib/rpcgen.lock.json\nwrote more/rpcgen.lock.json\nwrote a.ts\n`,
  )
  expect(lockIn(folder, 'more/rpcgen.lock.json')).toEqual({ 'deep/b': { B: { x: 1 } } })
  expect(lockIn(folder, 'lib/rpcgen.lock.json')).toEqual({ c: { C: { x: 1 } } })
})

test('a folder that is named in two ways, or by a link, has one lock file', async () => {
  for (const other of [(folder: string) => join(folder, 'schemas/b.ts'), () => 'linked/b.ts']) {
    const folder = project({
      'schemas/a.ts': one,
      'schemas/b.ts': "import { Type } from 'typebox'\nexport const B = Type.Object({ x: Type.Integer() })\n",
    })
    symlinkSync('schemas', join(folder, 'linked'))
    const inputs = ['schemas/a.ts', other(folder)]
    expect(await rpcgen(folder, [...inputs, '-o', 'out', '--codec', 'thrift'])).toMatchObject({ code: 0 })
    expect(Object.keys(lockIn(folder))).toEqual(['a', 'b'])
  }
})

test('the order of the inputs and the locale change nothing', async () => {
  const files = {
    'schemas/a.ts': one,
    'schemas/b.ts': schema('å: Type.Integer(), z: Type.Integer(), Z: Type.Integer()').replaceAll("'S'", "'T'"),
  }
  const folders = [project(files), project(files)] as const
  const args = (...inputs: string[]): string[] => [...inputs, '-o', 'out', '--codec', 'thrift']
  await rpcgen(folders[0], args('schemas/a.ts', 'schemas/b.ts'), { LC_ALL: 'C' })
  await rpcgen(folders[1], args('schemas/b.ts', 'schemas/a.ts'), { LC_ALL: 'sv_SE.UTF-8', LANG: 'sv_SE.UTF-8' })
  expect(lockIn(folders[0])).toHaveProperty('b')
  expect(contentsOf(folders[1])).toEqual(contentsOf(folders[0]))
})
