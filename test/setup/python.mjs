import { spawnSync } from 'node:child_process'
import { installDebian } from './debian.mjs'

const missingPython =
  'The tests need Python 3, and there is no "python3" on the PATH.\n' +
  "Install Debian's package python3: apt-get install python3"

/** Installs Python where there is none, and throws where that may not be. */
export function ensurePython() {
  if (spawnSync('python3', ['--version']).status !== 0) installDebian('python3', missingPython)
}
