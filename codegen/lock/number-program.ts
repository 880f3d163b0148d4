import { declarations } from '../ir/declarations.js'
import type { Diagnostic } from '../ir/diagnostic.js'
import { discriminators } from '../ir/discriminators.js'
import type { Program, SchemaFile } from '../ir/node.js'
import { type Group, groupsOf } from './groups.js'
import type { Ids, Lock } from './lock.js'
import { lockPath } from './lock-path.js'
import { lockText } from './lock-text.js'
import { numberGroup } from './number-group.js'
import { parseLock } from './parse-lock.js'
import { type Gone, renamed } from './renamed.js'
import { withIds } from './with-ids.js'

export interface NumberOptions {
  /** The text of each lock file that there is, by its path. */
  readonly locks: ReadonlyMap<string, string>
  /** Whether everything gets an id, as a wire needs that numbers what it sends. Else only what a lock knows already does. */
  readonly assign: boolean
  /** The lock file of a schema file. Default: that of {@link lockPath}. */
  readonly lockOf?: ((file: SchemaFile) => string) | undefined
}

export interface NumberedProgram {
  /** The program with the ids of the locks, and those that were found, in it. */
  readonly program: Program
  /** The text of each lock file as it shall be, by its path; the one that was given where it says the same. */
  readonly locks: ReadonlyMap<string, string>
  readonly diagnostics: readonly Diagnostic[]
}

/** A schema file, the path of its lock file, and what is to be numbered in it. */
interface Numberable {
  readonly file: SchemaFile
  readonly path: string
  readonly groups: readonly Group[]
}

/** A lock file that is being filled in. */
interface Draft {
  readonly before: Lock
  readonly modules: Map<string, Map<string, Ids>>
  readonly gone: readonly Gone[]
}

/**
 * Gives fields, members of unions and errors of methods the ids that wires such
 * as Thrift know them by: what the schemas say, else what the locks say, else
 * the next that is free. Nothing leaves a lock, so that no id comes to mean
 * something else. Pure: the same program and locks give the same bytes. When one
 * of the findings is an error, neither the program nor the locks are whole.
 */
export function numberProgram(program: Program, options: NumberOptions): NumberedProgram {
  const { locks, assign, lockOf = lockPath } = options
  const diagnostics: Diagnostic[] = []
  const exempt = discriminators(declarations(program))
  const files = program.files.map((file) => ({ file, path: lockOf(file), groups: groupsOf(file, exempt) }))
  const drafts = new Map<string, Draft>()
  for (const path of new Set(files.map(({ path }) => path))) {
    const text = locks.get(path)
    const parsed = text === undefined ? { lock: new Map() } : parseLock(text, path)
    const own = files.filter((one) => one.path === path)
    if ('fault' in parsed) diagnostics.push(parsed.fault)
    else drafts.set(path, draftOf(parsed.lock, own))
  }
  const numbered = files.map((one) => {
    const draft = drafts.get(one.path)
    return draft === undefined ? one.file : numberFile(one, draft, assign, diagnostics)
  })
  const after = [...drafts].flatMap(([path, { before, modules }]): (readonly [string, string])[] => {
    const text = locks.get(path)
    if (text === undefined && modules.size === 0) return []
    const same = text !== undefined && lockText(before) === lockText(modules)
    return [[path, same ? text : lockText(modules)]]
  })
  return { program: { files: numbered }, locks: new Map(after), diagnostics }
}

/** The file with its ids, which the draft gets too, of every group that it has or shall have. */
function numberFile(
  { file, path, groups }: Numberable,
  { modules, gone }: Draft,
  assign: boolean,
  diagnostics: Diagnostic[],
): SchemaFile {
  const known = modules.get(file.module) ?? new Map<string, Ids>()
  const numbered = new Map<string, Ids>()
  for (const group of groups) {
    const locked = known.get(group.key)
    const keep = assign || locked !== undefined
    const made = numberGroup(group, { locked: locked ?? new Map(), assign: keep, path })
    const again = assign && locked === undefined ? renamed(group, made.ids, gone, path) : undefined
    diagnostics.push(...made.diagnostics, ...(again === undefined ? [] : [again]))
    numbered.set(group.key, made.ids)
    if (keep) known.set(group.key, made.ids)
  }
  if (known.size > 0) modules.set(file.module, known)
  return withIds(file, numbered)
}

/** What is gone is what the lock has of these files and they have not: one that was not read may have all that it had. */
function draftOf(before: Lock, files: readonly Numberable[]): Draft {
  const modules = new Map(Array.from(before, ([module, groups]) => [module, new Map(groups)]))
  const gone = files.flatMap(({ file: { module }, groups }) => {
    const there = new Set(groups.map(({ key }) => key))
    return [...(before.get(module) ?? [])].flatMap(([key, ids]) => (there.has(key) ? [] : [{ module, key, ids }]))
  })
  return { before, modules, gone }
}
