import { isGenerated } from '../emit/header.js'
import type { OutputFile } from '../emit/output-file.js'
import { UserError } from '../ir/user-error.js'
import { type Folder, openFolder, readText, refusal } from './folder.js'
import { MANIFEST, manifestFiles, manifestText } from './manifest.js'

/** What shall happen to one file of a folder; a text is undefined where the file is not. */
export interface Change {
  /** Relative to the folder, with `/`. */
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
}

export interface Plan {
  readonly folder: Folder
  /** What to do when the folder cannot be written to. */
  readonly hint?: string
  /** Files to write, then files to remove, then the manifest; those that are as they shall be are left out. */
  readonly changes: readonly Change[]
  /** Files that the manifest lists and nothing generates any more, which are not ours to remove. */
  readonly kept: readonly { readonly path: string; readonly reason: string }[]
}

/**
 * Compares an output folder with what it shall hold; changes nothing. Throws a
 * `UserError` when a file that rpcgen did not make stands where one shall be
 * written, or a link leads out of the folder.
 */
export function planOutput(name: string, files: readonly OutputFile[]): Plan {
  const folder = openFolder(name)
  const paths = files.map(({ path }) => path)
  const writes = files.map(({ path, text }) => ({ path, before: ownText(folder, path), after: text }))
  const listed = readAllowed(folder, MANIFEST)
  const manifest = { path: MANIFEST, before: listed, after: manifestText(paths) }
  const stale =
    listed === undefined ? [] : manifestFiles(listed, `${name}/${MANIFEST}`).filter((path) => !paths.includes(path))
  const removals: Change[] = []
  const kept: { path: string; reason: string }[] = []
  for (const path of new Set(stale)) {
    const reason = refusal(folder, path)
    const before = reason === undefined ? readText(folder, path) : undefined
    if (reason !== undefined) kept.push({ path, reason })
    else if (before !== undefined && !isGenerated(before))
      kept.push({ path, reason: 'no longer carries the header of rpcgen' })
    else if (before !== undefined) removals.push({ path, before, after: undefined })
  }
  const changes = [...writes, ...removals, manifest].filter(({ before, after }) => before !== after)
  return { folder, changes, kept }
}

function readAllowed(folder: Folder, path: string): string | undefined {
  const reason = refusal(folder, path)
  if (reason === undefined) return readText(folder, path)
  throw new UserError(`${folder.name}/${path} ${reason}`, 'Move it away, or name another output folder.')
}

function ownText(folder: Folder, path: string): string | undefined {
  const text = readAllowed(folder, path)
  if (text === undefined || isGenerated(text)) return text
  throw new UserError(
    `${folder.name}/${path} was not made by rpcgen, so it is not overwritten`,
    'Move it away, or name another output folder.',
  )
}
