import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { generate, numberProgram, readSchemas } from 'rpcgen/codegen'
import { describe, expect, test } from 'vitest'
import { folderOf } from '../codegen/read/temp.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What a TypeScript of this version has to say; empty when it is content. */
async function tsc(version: string, ...args: string[]): Promise<string> {
  const compiler = `${root}/node_modules/${version}/bin/tsc`
  const run = promisify(execFile)(process.execPath, [compiler, ...args], { cwd: root })
  return run.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  )
}

test('schemas and stubs that are used wrongly do not compile, and what is right does', async () => {
  expect(await tsc('typescript', '-p', 'test/types')).toBe('')
})

/** Flags that came after 5.4. */
const newer = ['--isolatedDeclarations', '--declaration', '--erasableSyntaxOnly', '--noUncheckedSideEffectImports']

const versions = [
  { version: 'typescript-5.4', flags: [] },
  { version: 'typescript', flags: newer },
  { version: 'typescript-7.0', flags: newer },
]

test.each(versions)('generated code compiles under every strict flag of $version', async ({ version, flags }) => {
  expect(await tsc(version, '-p', 'test/types/output.tsconfig.json', ...flags)).toBe('')
})

describe('what this repository has no schemas for, with ids', () => {
  const schema = `import { Type } from 'typebox'
import { map, method, service, set, uuid } from 'rpcgen/schema'
const Bad = Type.Object({})
export const Point = Type.Object({ x: Type.Integer() })
export const A = Type.Object({ kind: Type.Literal('a'), ids: set(uuid()), at: map(Type.String(), set(Point)) })
export const B = Type.Object({ kind: Type.Literal('b'), sets: set(set(Type.Union([Type.String(), Type.Null()]))) })
export const U = Type.Union([A, B])
export const S = service('S', { m: method({ params: set(uuid()), result: set(U), errors: { Bad, Worse: Bad } }) })
`
  const folder = folderOf({ 'package.json': '{ "type": "module" }', 'schemas/a.ts': schema })
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: `${root}/test/types/output.tsconfig.json`, include: ['*.ts'] }),
  )

  test.each(versions)('compiles under every strict flag of $version', async ({ version, flags }) => {
    const { program } = await readSchemas(['schemas'], folder)
    const { program: numbered, locks } = numberProgram(program, { locks: new Map(), assign: true })
    expect([...locks.keys()]).toEqual(['schemas/rpcgen.lock.json'])
    for (const { path, text } of generate(numbered)) writeFileSync(join(folder, path), text)
    expect(await tsc(version, '-p', folder, ...flags)).toBe('')
  })
})
