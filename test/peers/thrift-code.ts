import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { missingThrift } from '../setup/thrift.mjs'

/** Inside of node_modules, so that the generated JavaScript finds the library that it requires. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/rpcgen/', import.meta.url))
const idl = fileURLToPath(new URL('./thrift/calculator.thrift', import.meta.url))

/** Python, and JavaScript with classes and native promises. */
const generators = ['py', 'js:node,es6']

let made: Promise<string> | undefined

/**
 * A folder with what Thrift's own compiler makes of `calculator.thrift`, made when
 * that has changed: the Python package `calculator`, and `Calculator.js`,
 * `Greeter.js` and `calculator_types.js`, which require the npm package `thrift`.
 * Rejects, naming the packages to install, where there is no compiler.
 */
export function thriftCode(): Promise<string> {
  made ??= make()
  return made
}

async function make(): Promise<string> {
  const hash = createHash('sha256').update(generators.join()).update(readFileSync(idl)).digest('hex').slice(0, 16)
  const folder = join(cache, `thrift-${hash}`)
  if (existsSync(folder)) return folder
  const draft = `${folder}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  try {
    for (const generator of generators) await promisify(execFile)('thrift', ['--gen', generator, '-out', draft, idl])
  } catch (error) {
    throw error instanceof Error && 'code' in error && error.code === 'ENOENT' ? new Error(missingThrift) : error
  }
  // Several test files may generate at the same time; the rename makes the first result appear whole.
  try {
    renameSync(draft, folder)
  } catch (error) {
    rmSync(draft, { recursive: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}
