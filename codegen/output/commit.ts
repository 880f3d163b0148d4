import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileError } from './file-error.js'
import type { Change, Plan } from './plan.js'

/** Takes one step back; the steps of a run are taken back in reverse. */
type Undo = () => void

/**
 * Does what a plan says, or nothing: new contents are staged beside their
 * targets first and renamed into place then, and when a step fails those before
 * it are taken back. Throws a `UserError` that tells what failed.
 */
export function commit({ folder, changes }: Plan): void {
  if (changes.length === 0) return
  const undo: Undo[] = []
  try {
    makeFolder(folder.path, undo)
    // A folder of its own, on the same file system: a rename out of it is atomic, and one removal leaves nothing behind.
    const stage = mkdtempSync(join(folder.path, '.rpcgen-'))
    undo.push(() => rmSync(stage, { recursive: true, force: true }))
    const steps = changes.map((change, index) =>
      stageChange(change, join(folder.path, change.path), join(stage, String(index))),
    )
    for (const step of steps) step(undo)
    rmSync(stage, { recursive: true, force: true })
  } catch (error) {
    for (const step of undo.reverse()) attempt(step)
    throw fileError(`cannot write to ${folder.name}`, error)
  }
  for (const { path, after } of changes) if (after === undefined) removeEmptyFolders(dirname(path), folder.path)
}

/** Prepares a change without touching its target, and answers with the step that makes it. */
function stageChange({ before, after }: Change, target: string, staged: string): (undo: Undo[]) => void {
  const backup = `${staged}.old`
  if (after === undefined) {
    return (undo) => {
      renameSync(target, backup)
      undo.push(() => renameSync(backup, target))
    }
  }
  writeFileSync(staged, after)
  if (before === undefined) {
    return (undo) => {
      makeFolder(dirname(target), undo)
      renameSync(staged, target)
      undo.push(() => unlinkSync(target))
    }
  }
  const { atime, mtime } = statSync(target)
  copyFileSync(target, backup)
  utimesSync(backup, atime, mtime)
  return (undo) => {
    renameSync(staged, target)
    undo.push(() => renameSync(backup, target))
  }
}

function makeFolder(path: string, undo: Undo[]): void {
  const first = mkdirSync(path, { recursive: true })
  if (first === undefined) return
  undo.push(() => {
    for (let made = path; made.length >= first.length; made = dirname(made)) rmdirSync(made)
  })
}

/** Folders that a removal left empty go too, up to the output folder. */
function removeEmptyFolders(path: string, root: string): void {
  for (let folder = path; folder !== '.'; folder = dirname(folder)) attempt(() => rmdirSync(join(root, folder)))
}

/** What cannot be tidied does not hide why the run failed, nor does it make a good run fail. */
function attempt(step: () => void): void {
  try {
    step()
  } catch {
    // Left as it is.
  }
}
