/**
 * Brings a fresh clone to where its programs run. Uses Node's own modules only,
 * since nothing else is there yet.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Runs a program in the workspace's root with this terminal, having said so. Its
 * failure ends this process with the same exit code: what it printed says why.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} environment what is added to this process's own
 */
export function run(command, args, environment = {}) {
  console.log(`$ ${[command === process.execPath ? 'node' : command, ...args].join(' ')}`)
  const env = { ...process.env, ...environment }
  const { error, status } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit' })
  if (error !== undefined) throw error
  if (status !== 0) process.exit(status ?? 1)
}

/** Installs the locked dependencies unless an installation has been completed here. */
export function install() {
  if (!existsSync(`${root}node_modules/.package-lock.json`)) run('npm', ['ci', '--no-audit', '--no-fund'])
}

/** Builds what has changed since the last build. */
export function build() {
  run('npm', ['run', '--silent', 'build'])
}
