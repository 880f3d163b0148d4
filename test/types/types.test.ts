import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

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

test.each([
  { version: 'typescript-5.4', flags: [] },
  { version: 'typescript', flags: newer },
  { version: 'typescript-7.0', flags: newer },
])('generated code compiles under every strict flag of $version', async ({ version, flags }) => {
  expect(await tsc(version, '-p', 'test/types/output.tsconfig.json', ...flags)).toBe('')
})
