import { spawnSync } from 'node:child_process'
import { installDebian } from './debian.mjs'

const packages = 'thrift-compiler python3-thrift'

export const missingThrift =
  'The tests need the Thrift compiler, with no "thrift" on the PATH, and its Python library, which no "python3" can import.\n' +
  `Install Debian's packages: apt-get install ${packages}`

/** Debian's own first: another on the PATH does not see the libraries that Debian installs. */
const interpreters = ['/usr/bin/python3', 'python3']

/** @returns {string | undefined} a Python that has Thrift's library */
export function thriftPython() {
  return interpreters.find((python) => spawnSync(python, ['-c', 'import thrift']).status === 0)
}

/** Installs the compiler and the library where they are missing, and throws where that may not be. */
export function ensureThrift() {
  if (spawnSync('thrift', ['--version']).status !== 0) installDebian('thrift-compiler', missingThrift)
  if (thriftPython() === undefined) installDebian('python3-thrift', missingThrift)
}
