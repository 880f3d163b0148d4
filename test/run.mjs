/**
 * `npm test`: prepares whatever a fresh clone lacks, then runs vitest with the
 * arguments given, whose own count is the last thing printed.
 */
import { ensureDelve } from './setup/delve.mjs'
import { ensureGo } from './setup/go.mjs'
import { ensureMsgpack } from './setup/msgpack.mjs'
import { ensureNeovim } from './setup/neovim.mjs'
import { ensurePython } from './setup/python.mjs'
import { ensureThrift } from './setup/thrift.mjs'
import { build, install, run } from './setup/workspace.mjs'

try {
  install()
  build()
  ensureGo()
  ensureDelve()
  ensureMsgpack()
  ensureNeovim()
  ensurePython()
  ensureThrift()
  run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)])
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
