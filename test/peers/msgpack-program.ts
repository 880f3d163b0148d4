import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const source = fileURLToPath(new URL('./msgpack/', import.meta.url))
const cache = fileURLToPath(new URL('../../node_modules/.cache/rpcgen/', import.meta.url))

/** Builds against Debian's packages of Go sources, without modules. */
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  CGO_ENABLED: '0',
  GO111MODULE: 'off',
  GOCACHE: join(cache, 'go-build'),
  GOFLAGS: '',
  GOPATH: '/usr/share/gocode',
  GOTOOLCHAIN: 'local',
}

/** The path of the Go program in `test/peers/msgpack`, built when its source has changed. */
export async function msgpackProgram(): Promise<string> {
  const hash = createHash('sha256')
    .update(readFileSync(join(source, 'main.go')))
    .digest('hex')
    .slice(0, 16)
  const program = join(cache, `msgpack-${hash}`)
  if (existsSync(program)) return program
  mkdirSync(cache, { recursive: true })
  // Several test files may build at the same time; the rename makes each result appear whole.
  const draft = `${program}.${process.pid}`
  await promisify(execFile)('go', ['build', '-o', draft, '.'], { cwd: source, env: environment })
  renameSync(draft, program)
  return program
}
