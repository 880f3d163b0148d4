import { byCodePoint } from '../ir/by-code-point.js'
import { LOCK_VERSION, type Lock } from './lock.js'

/** A lock as text: what it says and nothing else decides the bytes. A line each, so that version control can merge it. */
export function lockText(lock: Lock): string {
  const modules = objectText(lock, 1, (groups) => objectText(groups, 2, (ids) => objectText(ids, 3, String)))
  return `{\n  "version": ${LOCK_VERSION},\n  "modules": ${modules}\n}\n`
}

/** Written by hand, since an object of JavaScript would sort keys that are numbers by their value. */
function objectText<T>(entries: ReadonlyMap<string, T>, depth: number, valueText: (value: T) => string): string {
  if (entries.size === 0) return '{}'
  const pad = '  '.repeat(depth)
  const lines = [...entries]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([key, value]) => `${pad}  ${JSON.stringify(key)}: ${valueText(value)}`)
  return `{\n${lines.join(',\n')}\n${pad}}`
}
