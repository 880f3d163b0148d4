import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('./run.ts', import.meta.url))

interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

test('a minute of calls, cancels, timeouts and resets loses nothing, doubles nothing and leaves nothing', async () => {
  const args = ['--expose-gc', '--import', 'jiti/register', script, '60']
  const { status, stdout, stderr } = await new Promise<Ended>((resolve) => {
    const child = execFile(process.execPath, args, (_, stdout, stderr) => {
      resolve({ status: child.exitCode, stdout, stderr })
    })
  })
  expect(status, stdout + stderr).toBe(0)
  expect(stdout).toContain('lost: 0, doubled: 0, left behind: 0')
  const figure = (name: string): number => Number(new RegExp(`${name}: (\\d+)`).exec(stdout)?.[1])
  for (const name of ['calls', 'answered', 'cancelled', 'timed out', 'resets', 'idempotent', 'late replies']) {
    expect(figure(name), `${name} in\n${stdout}`).toBeGreaterThan(0)
  }
  expect(figure('settled')).toBe(figure('calls'))
}, 300_000)
