import { existsSync } from 'node:fs'
import { run } from './workspace.mjs'

/**
 * Installs a package where this process may: as root on Debian. Elsewhere throws
 * an error with the text, which says what to do.
 *
 * @param {string} name
 * @param {string} missing
 */
export function installDebian(name, missing) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) throw new Error(missing)
  run('apt-get', ['update'])
  run('apt-get', ['install', '-y', '--no-install-recommends', name], { DEBIAN_FRONTEND: 'noninteractive' })
}
