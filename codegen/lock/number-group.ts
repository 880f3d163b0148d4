import { placeOf, quoted } from '../ir/clash.js'
import type { Diagnostic } from '../ir/diagnostic.js'
import { MAX_ID } from '../ir/id.js'
import type { Group, Item } from './groups.js'
import type { Ids } from './lock.js'

/** How the items of a group are to be numbered. */
export interface Numbering {
  /** What the lock has for the group, the names that are gone included. */
  readonly locked: Ids
  /** Whether items without an id get one. */
  readonly assign: boolean
  /** The lock file as messages call it. */
  readonly path: string
}

export interface Numbered {
  /** Those of the lock, with those of the schema and those that were found. */
  readonly ids: Ids
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The ids of a group: first what the schema and the lock say, where they agree;
 * then, in the order of the schema, the smallest that nothing has or had.
 */
export function numberGroup(group: Group, numbering: Numbering): Numbered {
  const { locked, assign } = numbering
  const diagnostics: Diagnostic[] = [...sameNames(group)]
  const ids = new Map(locked)
  for (const [index, item] of group.items.entries()) {
    if (item.id === undefined) continue
    const fault = faultOf(item, item.id, index, group, numbering)
    if (fault === undefined) ids.set(item.name, item.id)
    else diagnostics.push({ severity: 'error', span: item.span, ...fault })
  }
  const taken = new Set(ids.values())
  let next = 1
  for (const item of group.items) {
    if (!assign || item.exempt || item.id !== undefined || ids.has(item.name)) continue
    while (taken.has(next)) next++
    if (next > MAX_ID) diagnostics.push(noneLeft(item, group))
    else ids.set(item.name, next++)
  }
  return { ids, diagnostics }
}

type Fault = Pick<Diagnostic, 'message' | 'hint'>

/** What is wrong with an id that the schema gives, or undefined. */
function faultOf(
  { name, what }: Item,
  id: number,
  index: number,
  group: Group,
  numbering: Numbering,
): Fault | undefined {
  const { locked, path } = numbering
  const first = group.items.slice(0, index).find((other) => other.id === id)
  if (first !== undefined) {
    const message = `${what} has the id ${id}, as has ${quoted(first.name)} at ${placeOf(first.span)}`
    return {
      message,
      hint: 'Give each its own; a shared message gets it where it stands: Type.With(Point, { id: 2 }).',
    }
  }
  const known = locked.get(name)
  if (known !== undefined && known !== id) {
    const message = `${what} has the id ${id} here and ${known} in ${path}`
    const hint = `Peers may know it by ${known}: write { id: ${known} }, or leave it out. If none does yet, delete ${quoted(name)} of ${quoted(group.key)} there.`
    return { message, hint }
  }
  const [owner] = [...locked].find(([other, taken]) => taken === id && other !== name) ?? []
  if (owner === undefined) return undefined
  const message = `${what} has the id ${id}, which is that of ${quoted(owner)} in ${path}`
  if (group.items.some((item) => item.name === owner)) return { message, hint: 'Give it another, or leave it out.' }
  const renamed = `If it is ${quoted(owner)} under another name, give it that name in ${quoted(group.key)} there.`
  return {
    message,
    hint: `${renamed} Else give it another id; or delete ${quoted(owner)} there, if no peer knows it yet.`,
  }
}

/** Two members may have the literals 1 and '1', which the lock could not tell apart. */
function sameNames({ items, key }: Group): readonly Diagnostic[] {
  const first = new Set<string>()
  return items.flatMap(({ name, what, span }) => {
    if (first.has(name)) {
      const message = `${what} of ${quoted(key)} goes by the same name as another`
      return [{ severity: 'error' as const, span, message, hint: 'Tell them apart by more than 1 and "1".' }]
    }
    first.add(name)
    return []
  })
}

function noneLeft({ what, span }: Item, { key }: Group): Diagnostic {
  const message = `no id is left for ${what} of ${quoted(key)}: there are ${MAX_ID}`
  return { severity: 'error', span, message, hint: 'Make two messages of it.' }
}
