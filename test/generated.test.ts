import { expect, test } from 'vitest'
import { root, rpcgen } from './codegen/cli/rpcgen.js'

test.each([
  ['test/bench', 'test/bench/schemas'],
  ['test/interop/thrift', 'test/interop/thrift/schemas'],
])('the committed stubs of %s are what the generator makes of the schemas today', async (here, schemas) => {
  const outcome = await rpcgen(root, [schemas, '-o', `${here}/generated`, '--codec', 'thrift', '--check'])
  expect(outcome.code, outcome.stderr).toBe(0)
})
