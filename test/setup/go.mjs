import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { run } from './workspace.mjs'

export const missingGo =
  'The tests need the Go toolchain, and there is no "go" on the PATH.\n' +
  "Install Debian's package golang-go: apt-get install golang-go\n" +
  'or the toolchain from https://go.dev/dl, 1.19 or newer.'

/** @returns {boolean} whether a Go toolchain is on the PATH */
export function hasGo() {
  return spawnSync('go', ['version']).status === 0
}

/** Installs Go where this process may: as root on Debian. Elsewhere a missing toolchain is an error that says what to do. */
export function ensureGo() {
  if (hasGo()) return
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) throw new Error(missingGo)
  run('apt-get', ['update'])
  run('apt-get', ['install', '-y', '--no-install-recommends', 'golang-go'], { DEBIAN_FRONTEND: 'noninteractive' })
}
