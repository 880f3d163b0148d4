import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alias } from '../../../vitest.config.js'
import { goProgram } from '../../peers/go-program.js'
import { goCerts } from '../../peers/go-transports.js'

const folder = mkdtempSync(join(tmpdir(), 'rpcgen-exit-'))
beforeAll(() => goCerts(folder))
afterAll(() => rmSync(folder, { recursive: true }))

const script = fileURLToPath(new URL('./exit-child.ts', import.meta.url))

test('a process ends by itself when its transports are closed', async () => {
  const args = ['--import', 'jiti/register', script, folder, await goProgram(), 'stdio-serve']
  // Far longer than it takes, and shorter than any time after which a socket is given up.
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, JITI_ALIAS: JSON.stringify(alias), NODE_OPTIONS: '' },
    timeout: 50_000,
  })
  expect(stdout).toBe('42 42 42 42 42 42\n')
})
