import { readFileSync, realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Program } from '../ir/node.js'
import { UserError } from '../ir/user-error.js'
import { lockPath } from './lock-path.js'
import type { NumberOptions } from './number-program.js'

/**
 * The lock files of a program that there are. A folder that two inputs name
 * differently has one lock file, which goes by the first of its names. Throws a
 * `UserError` when one cannot be read.
 */
export function readLocks(
  { files }: Program,
  cwd: string = process.cwd(),
): Required<Pick<NumberOptions, 'locks' | 'lockOf'>> {
  const firsts = new Map<string, string>()
  const names = new Map<string, string>()
  for (const path of files.map(lockPath)) {
    const folder = realpathSync(resolve(cwd, dirname(path)))
    const first = firsts.get(folder) ?? path
    firsts.set(folder, first)
    names.set(path, first)
  }
  const locks = new Map<string, string>()
  for (const path of firsts.values()) {
    const text = readLock(path, cwd)
    if (text !== undefined) locks.set(path, text)
  }
  return { locks, lockOf: (file) => names.get(lockPath(file)) ?? lockPath(file) }
}

function readLock(path: string, cwd: string): string | undefined {
  try {
    return readFileSync(resolve(cwd, path), 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new UserError(
      `${path} cannot be read: ${message}`,
      'Make it a file that can be: it holds the ids of the schemas.',
    )
  }
}
