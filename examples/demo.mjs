/**
 * `npm run demo`: from a fresh clone to calls on the wire. Uses Node's own
 * modules only, since it installs and builds everything else.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { hasGo } from '../test/setup/go.mjs'
import { build, install, root, run } from '../test/setup/workspace.mjs'

install()
build()
run(process.execPath, ['codegen/bin/rpcgen.js', 'schemas/', '-o', 'generated/'])

const go = hasGo() ? await startGoServer() : undefined
// jiti came with rpcgen; it runs TypeScript as it is, on every Node.
run(process.execPath, ['--import', 'jiti/register', 'examples/arith/main.ts', ...(go === undefined ? [] : [go.url])])
go?.stop()
if (go === undefined) {
  console.log('\nWith Go on the PATH (on Debian: apt-get install golang-go) a stock net/rpc server answers too.')
}

/** Builds and starts the server of `examples/arith/go`, which prints its URL. */
async function startGoServer() {
  const program = `${root}node_modules/.cache/rpcgen/arith-server`
  // Without cgo, Go needs no C compiler.
  run('go', ['build', '-o', program, 'examples/arith/go/main.go'], { CGO_ENABLED: '0' })
  const server = spawn(program, { stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = () => server.kill()
  process.on('exit', stop)
  const [url] = await once(createInterface(server.stdout), 'line')
  return { url, stop }
}
