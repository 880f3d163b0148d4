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

/** What makes one change, once all of them are staged. */
type Step = (undo: Undo[]) => void

/**
 * Does what the plans say, or nothing: new contents are staged beside their
 * targets first and renamed into place then, and when a step fails those before
 * it are taken back. Throws a `UserError` that tells what failed.
 */
export function commit(plans: readonly Plan[]): void {
  const changing = plans.filter(({ changes }) => changes.length > 0)
  const undo: Undo[] = []
  try {
    const staged = changing.map((plan) => ({ plan, ...attributed(plan, () => stageFolder(plan, undo)) }))
    for (const { plan, steps } of staged) {
      for (const step of steps) attributed(plan, () => step(undo))
    }
    for (const { stage } of staged) attempt(() => rmSync(stage, { recursive: true, force: true }))
  } catch (error) {
    for (const step of undo.reverse()) attempt(step)
    throw error
  }
  for (const { folder, changes } of changing) {
    for (const { path, after } of changes) if (after === undefined) removeEmptyFolders(dirname(path), folder.path)
  }
}

/** Does a part of a plan; what fails is said of the plan's folder. */
function attributed<T>({ folder, hint }: Plan, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw fileError(`cannot write to ${folder.name}`, error, hint)
  }
}

/** Stages the changes of one folder. */
function stageFolder(
  { folder, changes }: Plan,
  undo: Undo[],
): { readonly stage: string; readonly steps: readonly Step[] } {
  makeFolder(folder.path, undo)
  // A folder of its own, on the same file system: a rename out of it is atomic, and one removal leaves nothing behind.
  const stage = mkdtempSync(join(folder.path, '.rpcgen-'))
  undo.push(() => rmSync(stage, { recursive: true, force: true }))
  const steps = changes.map((change, index) =>
    stageChange(change, join(folder.path, change.path), join(stage, String(index))),
  )
  return { stage, steps }
}

/** Prepares a change without touching its target, and answers with the step that makes it. */
function stageChange({ before, after }: Change, target: string, staged: string): Step {
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
