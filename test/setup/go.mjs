import { spawnSync } from 'node:child_process'
import { installDebian } from './debian.mjs'

export const missingGo =
  'The tests need the Go toolchain, and there is no "go" on the PATH.\n' +
  "Install Debian's package golang-go: apt-get install golang-go\n" +
  'or the toolchain from https://go.dev/dl, 1.19 or newer.'

/** @returns {boolean} whether a Go toolchain is on the PATH */
export function hasGo() {
  return spawnSync('go', ['version']).status === 0
}

/** Installs Go where there is none, and throws where that may not be. */
export function ensureGo() {
  if (!hasGo()) installDebian('golang-go', missingGo)
}
