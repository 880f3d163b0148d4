import { lstatSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { UserError } from '../ir/user-error.js'
import { fileError } from './file-error.js'

/** An output folder, which need not exist yet. */
export interface Folder {
  /** As the user named it, for messages. */
  readonly name: string
  readonly path: string
}

/** Throws a `UserError` when something else than a folder is in the way. */
export function openFolder(name: string): Folder {
  const path = resolve(name)
  const stats = look(() => statSync(path), name)
  if (stats !== undefined && !stats.isDirectory()) {
    throw new UserError(`${name} is a file, so it cannot be the output folder`, 'Name another folder behind -o.')
  }
  return { name, path }
}

/** Why the file at a relative path must not be touched: it lies outside the folder, or a link leads there. */
export function refusal(folder: Folder, path: string): string | undefined {
  const parts = path.split('/')
  if (isAbsolute(path) || /[\\\0]/.test(path) || parts.some((part) => ['', '.', '..'].includes(part))) {
    return 'is not a path inside the output folder'
  }
  const target = join(folder.path, ...parts)
  if (!isInside(realPath(folder.path), realPath(dirname(target))))
    return 'lies outside the output folder, behind a symbolic link'
  const stats = look(() => lstatSync(target), path)
  if (stats?.isSymbolicLink() === true) return 'is a symbolic link'
  if (stats?.isDirectory() === true) return 'is a folder'
  return undefined
}

/** The text of a file that {@link refusal} has nothing against; undefined when there is none. */
export function readText(folder: Folder, path: string): string | undefined {
  const target = join(folder.path, path)
  if (look(() => lstatSync(target), path) === undefined) return undefined
  try {
    return readFileSync(target, 'utf8')
  } catch (error) {
    throw fileError(`cannot read ${folder.name}/${path}`, error)
  }
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`))
}

/** The path without links, as far as it exists. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(realPath(parent), relative(parent, path))
  }
}

function look(stat: () => Stats, name: string): Stats | undefined {
  try {
    return stat()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw fileError(`cannot look at ${name}`, error)
  }
}
