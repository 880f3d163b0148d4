import { isDeepStrictEqual } from 'node:util'
import type { Type } from '../../runtime/type.js'
import type { Canonical } from '../peers/go-gob.js'
import { hex } from '../runtime/codec/gob/harness.js'
import { keyText } from './key-text.js'
import { keyDifferences, type ValueDifference, valueDifferences } from './value-differences.js'

type Forms = readonly Canonical[]
type Entry = readonly [Canonical, Canonical]
type Entries = readonly Entry[]
type Fields = { readonly [name: string]: Canonical }

/** The differences that lie between two values that agree but for them; undefined when there is one that is not meant. */
export type Agreement = readonly ValueDifference[] | undefined

const none: readonly ValueDifference[] = []

/** Compares a value of ours with what Go makes of the same bytes, both in canonical form. */
export function compare(type: Type, ours: Canonical, go: Canonical): Agreement {
  if (isDeepStrictEqual(ours, go)) return none
  switch (type.kind) {
    case 'nullable':
      return ours === null || go === null ? undefined : compare(type.inner, ours, go)
    case 'list':
      return compareItems(ours as Forms, go as Forms, () => type.element)
    case 'tuple':
      return compareItems(ours as Forms, go as Forms, (index) => type.elements[index] as Type)
    case 'map':
      return (
        compareEntries(type.key, type.value, ours as Entries, go as Entries) ??
        compareKeys(type.key, type.value, ours as Entries, go as Entries)
      )
    case 'struct':
      return all(
        type.fields.map(({ name, type, optional }) => {
          const [own = null, theirs = null] = [(ours as Fields)[name], (go as Fields)[name]]
          if (optional && (own === null || theirs === null)) return own === theirs ? none : undefined
          return compare(type, own, theirs)
        }),
      )
    case 'custom':
      // A type with a hook is a pointer in Go, and nil where nothing was sent.
      return go === null ? only(ours === hex(type.hook.encode(type.hook.zero()))) : meant(type, ours, go)
    default:
      return meant(type, ours, go)
  }
}

function only(agree: boolean): Agreement {
  return agree ? none : undefined
}

function meant(type: Type, ours: Canonical, go: Canonical): Agreement {
  const found = valueDifferences.find(({ between }) => between(type, ours, go))
  return found === undefined ? undefined : [found]
}

function all(agreements: readonly Agreement[]): Agreement {
  return agreements.includes(undefined) ? undefined : agreements.flatMap((each) => each ?? none)
}

function compareItems(ours: Forms, go: Forms, typeAt: (index: number) => Type): Agreement {
  if (ours.length !== go.length) return undefined
  return all(ours.map((item, index) => compare(typeAt(index), item, go[index] as Canonical)))
}

/** Each entry has another for itself: of the same key, or else of one that differs as it may. */
function compareEntries(key: Type, value: Type, ours: Entries, go: Entries): Agreement {
  if (ours.length !== go.length) return undefined
  const rest = [...go]
  const agree = (own: Entry, other: Entry): boolean => compareEntry(key, value, own, other) !== undefined
  const same = ours.map((own) => take(rest, (other) => isDeepStrictEqual(own[0], other[0]) && agree(own, other)))
  return all(
    ours.map((own, index) => {
      const other = same[index] ?? take(rest, (each) => agree(own, each))
      return other && compareEntry(key, value, own, other)
    }),
  )
}

/** Takes the first item that is wanted out of a list. */
function take<T>(items: T[], isWanted: (item: T) => boolean): T | undefined {
  const index = items.findIndex(isWanted)
  return index < 0 ? undefined : items.splice(index, 1)[0]
}

function compareEntry(key: Type, value: Type, ours: Entry, go: Entry): Agreement {
  const keys = compareKey(key, ours[0], go[0])
  return keys === undefined ? undefined : all([keys, compare(value, ours[1], go[1])])
}

function compareKey(type: Type, ours: Canonical, go: Canonical): Agreement {
  const agreement = compare(type, ours, go)
  return agreement === undefined && keyText(ours) === keyText(go) ? [keyDifferences.minusZero] : agreement
}

/** One side has fewer entries, since it takes two keys for one. */
function compareKeys(key: Type, value: Type, ours: Entries, go: Entries): Agreement {
  const isIn = (entries: Entries, [wanted]: Entry, swap: boolean): boolean =>
    entries.some(([other]) => (swap ? compareKey(key, other, wanted) : compareKey(key, wanted, other)) !== undefined)
  if (!ours.every((entry) => isIn(go, entry, false)) || !go.every((entry) => isIn(ours, entry, true))) return undefined
  if (ours.length > go.length) {
    const kept = all(go.map((entry) => firstOf(ours.map((own) => compareEntry(key, value, own, entry)))))
    return kept === undefined ? undefined : [keyDifferences.object, ...kept]
  }
  const kept = all(ours.map((entry) => firstOf(go.map((other) => compareEntry(key, value, entry, other)))))
  return kept === undefined || ours.length === go.length ? undefined : [keyDifferences.primitive, ...kept]
}

function firstOf(agreements: readonly Agreement[]): Agreement {
  return agreements.find((agreement) => agreement !== undefined)
}
