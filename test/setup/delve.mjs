import { spawnSync } from 'node:child_process'
import { installDebian } from './debian.mjs'

const missingDelve =
  'The tests need the Delve debugger, and there is no "dlv" on the PATH.\n' +
  "Install Debian's package delve: apt-get install delve"

/** Installs Delve where there is none, and throws where that may not be. */
export function ensureDelve() {
  if (spawnSync('dlv', ['version']).status !== 0) installDebian('delve', missingDelve)
}
