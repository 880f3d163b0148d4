import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, join, resolve, sep } from 'node:path'
import { byCodePoint } from '../ir/by-code-point.js'
import { UserError } from '../ir/user-error.js'

/** One schema file, before anything is known of what it says. */
export interface Input {
  /** The path relative to the folder argument, with `/`, without extension. */
  readonly module: string
  /** The file as the user named it, with `/`. */
  readonly path: string
  readonly absolute: string
  readonly text: string
}

const extensions = /\.(?:ts|mts|js|mjs)$/

function isSchemaFile(name: string): boolean {
  return extensions.test(name) && !/\.d\.m?ts$/.test(name)
}

function isHidden(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.')
}

/** What is read from `path`; a UserError when it cannot be. */
async function readable<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UserError(`${path} cannot be read: ${reason}`, 'Make it readable, or leave it out of the inputs.')
  }
}

type Found = Omit<Input, 'text'>

function found(cwd: string, path: string, module: string): Found {
  const slashed = path.split(sep).join('/')
  return { module: module.split(sep).join('/').replace(extensions, ''), path: slashed, absolute: resolve(cwd, path) }
}

async function inFolder(cwd: string, folder: string, below = ''): Promise<readonly Found[]> {
  const entries = await readable(join(folder, below), readdir(resolve(cwd, folder, below), { withFileTypes: true }))
  const nested = entries.map(async (entry): Promise<readonly Found[]> => {
    const path = join(folder, below, entry.name)
    if (isHidden(entry.name)) return []
    const status = entry.isSymbolicLink() ? await stat(resolve(cwd, path)).catch(() => undefined) : entry
    // A link to a folder may lead back to where it stands, so only links to files are followed.
    if (status?.isDirectory()) return entry.isSymbolicLink() ? [] : inFolder(cwd, folder, join(below, entry.name))
    return status?.isFile() && isSchemaFile(entry.name) ? [found(cwd, path, join(below, entry.name))] : []
  })
  return (await Promise.all(nested)).flat()
}

async function inInput(cwd: string, input: string): Promise<readonly Found[]> {
  const status = await stat(resolve(cwd, input)).catch(() => undefined)
  if (status === undefined) {
    throw new UserError(`there is no file or folder ${input}`, 'Name a schema file, or the folder that holds them.')
  }
  if (status.isDirectory()) return inFolder(cwd, input)
  if (!isSchemaFile(input)) {
    throw new UserError(`${input} is no schema file`, 'Schema files end in .ts, .mts, .js or .mjs, and not in .d.ts.')
  }
  return [found(cwd, join(input), basename(input))]
}

/**
 * The schema files that the inputs name, each once, in code-point order of their
 * modules. One that is named as a file and lies in a named folder has the module
 * that the folder gives it, whichever comes first.
 */
export async function findInputs(inputs: readonly string[], cwd: string): Promise<readonly Input[]> {
  const all = (await Promise.all(inputs.map((input) => inInput(cwd, input)))).flat()
  all.sort((a, b) => b.module.length - a.module.length || byCodePoint(a.path, b.path))
  const real = await Promise.all(all.map(async (one) => [await realpath(one.absolute), one] as const))
  // The first of a file shall stay, and a map keeps the last.
  const unique = new Map(real.reverse())
  if (unique.size === 0) {
    throw new UserError(
      `there is no schema file in ${inputs.join(', ')}`,
      'Schema files end in .ts, .mts, .js or .mjs.',
    )
  }
  const files = [...unique.values()].sort((a, b) => byCodePoint(a.module, b.module) || byCodePoint(a.path, b.path))
  return Promise.all(
    files.map(async (file) => ({ ...file, text: await readable(file.path, readFile(file.absolute, 'utf8')) })),
  )
}
