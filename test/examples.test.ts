import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startGoServer } from './peers/go-server.js'
import { execute } from './setup/execute.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What the calls print; the details of an error come from a server of the schema alone. */
const calls = (details: string): string => `
multiply({ a: 6, b: 7 })  = 42
divide({ a: -7, b: 2 })   = { quo: -3, rem: -1 }
divide({ a: 1, b: 0 })    ! remote: divide by zero
${details}four calls at once        = [ 1, 4, 9, 16 ]
`

test('examples/arith gets the same from TypeScript and from Go', async () => {
  const go = await startGoServer()
  const output = await execute(root, process.execPath, '--import', 'jiti/register', 'examples/arith/main.ts', go.gob)
  await go.stop()
  expect(output.replace(/tcp:\S+/g, 'URL')).toBe(
    `\nA TypeScript server at URL${calls('  the dividend was          1\n')}\nAnother server at URL${calls('')}`,
  )
})
