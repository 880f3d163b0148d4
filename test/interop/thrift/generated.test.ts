import { expect, test } from 'vitest'
import { root, rpcgen } from '../../codegen/cli/rpcgen.js'

test('the committed stub is what the generator makes of the schema today', async () => {
  const here = 'test/interop/thrift'
  const outcome = await rpcgen(root, [`${here}/schemas`, '-o', `${here}/generated`, '--codec', 'thrift', '--check'])
  expect(outcome.code, outcome.stderr).toBe(0)
})
