import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { missingGo } from '../setup/go.mjs'

const source = fileURLToPath(new URL('./go/', import.meta.url))
const cache = fileURLToPath(new URL('../../node_modules/.cache/rpcgen/', import.meta.url))

/** Builds from what lies here alone: no network, no workspace around it, no C compiler. */
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  CGO_ENABLED: '0',
  GO111MODULE: 'on',
  GOCACHE: join(cache, 'go-build'),
  GOFLAGS: '-mod=mod',
  GOPROXY: 'off',
  GOTOOLCHAIN: 'local',
  GOWORK: 'off',
}

/** Named after its sources, so that a change of them is another program and an unchanged one is built once. */
function programPath(): string {
  const hash = createHash('sha256')
  for (const file of readdirSync(source).sort()) hash.update(file).update(readFileSync(join(source, file)))
  return join(cache, `peer-${hash.digest('hex').slice(0, 16)}`)
}

let built: Promise<string> | undefined

/**
 * The path of the Go program in `test/peers/go`, built when its sources have
 * changed. Rejects, naming the package to install, where there is no Go.
 */
export function goProgram(): Promise<string> {
  built ??= build()
  return built
}

async function build(): Promise<string> {
  const program = programPath()
  if (existsSync(program)) return program
  mkdirSync(cache, { recursive: true })
  // Several test files may build at the same time; the rename makes each result appear whole.
  const draft = `${program}.${process.pid}`
  try {
    await promisify(execFile)('go', ['build', '-o', draft, '.'], { cwd: source, env: environment })
  } catch (error) {
    throw isMissing(error) ? new Error(missingGo) : error
  }
  renameSync(draft, program)
  return program
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
