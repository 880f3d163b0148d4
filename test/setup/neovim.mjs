import { spawnSync } from 'node:child_process'
import { installDebian } from './debian.mjs'

const missingNeovim =
  'The tests need Neovim, and there is no "nvim" on the PATH.\n' +
  "Install Debian's package neovim: apt-get install neovim"

/** Installs Neovim where there is none, and throws where that may not be. */
export function ensureNeovim() {
  if (spawnSync('nvim', ['--version']).status !== 0) installDebian('neovim', missingNeovim)
}
