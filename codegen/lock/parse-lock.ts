import { quoted } from '../ir/clash.js'
import type { Diagnostic } from '../ir/diagnostic.js'
import { isId } from '../ir/id.js'
import { type Ids, LOCK_VERSION, type Lock } from './lock.js'
import { repeatedKey } from './repeated-key.js'

/** Why a text is no lock, and where: an offset, or the start of the text. */
class LockFault extends Error {
  readonly hint: string
  readonly offset: number

  constructor(message: string, hint: string, offset = 0) {
    super(message)
    this.hint = hint
    this.offset = offset
  }
}

const SHAPE =
  'Take it from version control again, or delete it and let --codec thrift find new ids, if no peer knows them.'

export type ParsedLock = { readonly lock: Lock } | { readonly fault: Diagnostic }

/** Reads the text of a lock file. */
export function parseLock(text: string, path: string): ParsedLock {
  try {
    const value = jsonOf(text)
    refuseRepeated(text)
    return { lock: lockOf(value) }
  } catch (error) {
    if (!(error instanceof LockFault)) throw error
    const before = text.slice(0, error.offset).split('\n')
    const span = { file: path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, length: 1 }
    return { fault: { severity: 'error', span, message: error.message, hint: error.hint } }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const conflict = /^(?:<{7}|={7}|>{7})/m.exec(text)
    if (conflict !== null) {
      const hint = 'Keep what both sides have; of two names with one id, delete one, which is then given another.'
      throw new LockFault('the lock file holds a conflict of version control', hint, conflict.index)
    }
    const [, offset = /end of JSON/.test(message) ? text.length : 0] = /at position (\d+)/.exec(message) ?? []
    throw new LockFault('the lock file is no JSON', SHAPE, Number(offset))
  }
}

/** Both sides of a merge may have given a number to one name. */
function refuseRepeated(text: string): void {
  const repeated = repeatedKey(text)
  if (repeated === undefined) return
  const hint = 'Keep the one that peers know.'
  throw new LockFault(`the lock file has ${quoted(repeated.key)} twice in one place`, hint, repeated.offset)
}

function lockOf(value: unknown): Lock {
  const parts = new Map(entriesOf(value))
  const version = parts.get('version')
  if (typeof version !== 'number') throw new LockFault('the lock file has no version', SHAPE)
  if (version !== LOCK_VERSION) {
    const message = `the lock file has the version ${version}, and this rpcgen reads version ${LOCK_VERSION}`
    throw new LockFault(message, 'Use the rpcgen that wrote it, or a later one.')
  }
  return mapOf(parts.get('modules'), (groups) => mapOf(groups, idsOf))
}

function idsOf(value: unknown, group: string): Ids {
  const names = new Map<number, string>()
  return mapOf(value, (id, name) => {
    if (!isId(id)) throw new LockFault(`the lock file has no id for ${quoted(name)} of ${quoted(group)}`, SHAPE)
    const other = names.get(id)
    if (other !== undefined) {
      const message = `the lock file gives the id ${id} to both ${quoted(other)} and ${quoted(name)} of ${quoted(group)}`
      throw new LockFault(message, 'Delete the one that no peer knows by it: it is given another.')
    }
    names.set(id, name)
    return id
  })
}

function mapOf<T>(value: unknown, read: (value: unknown, key: string) => T): ReadonlyMap<string, T> {
  return new Map(entriesOf(value).map(([key, one]) => [key, read(one, key)]))
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value)
  throw new LockFault('the lock file has not the form of one', SHAPE)
}
