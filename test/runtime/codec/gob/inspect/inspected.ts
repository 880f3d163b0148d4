import {
  type ByteRange,
  GobInspector,
  type GobItem,
  type GobValue,
  type InspectLimits,
} from '@rpcgen/runtime/gob/inspect'
import { expect } from 'vitest'

/** Everything that an inspector says of chunks, having held that it was cheap. */
export function inspected(chunks: readonly Uint8Array[], limits: Partial<InspectLimits> = {}): readonly GobItem[] {
  const inspector = new GobInspector(limits)
  // Copies, as a socket has them: nothing outside of a chunk is there to be read.
  const items = chunks.flatMap((chunk) => inspector.push(new Uint8Array(chunk)))
  const all = [...items, ...inspector.end()]
  const bytes = chunks.reduce((sum, { length }) => sum + length, 0)
  expect(inspector.steps).toBeLessThanOrEqual(64 * bytes + 1000)
  return all
}

export function valuesIn(items: readonly GobItem[]): readonly GobValue[] {
  return items.flatMap((item) => (item.kind === 'value' ? [item.value] : []))
}

export function faultsIn(items: readonly GobItem[]): readonly string[] {
  return items.flatMap((item) => (item.kind === 'fault' ? [`${item.error.code}: ${item.error.message}`] : []))
}

/** The values directly inside one. */
export function insideOf(value: GobValue): readonly GobValue[] {
  switch (value.kind) {
    case 'struct':
      return value.fields.map(({ value: field }) => field)
    case 'array':
    case 'slice':
      return value.elements
    case 'map':
      return value.entries.flatMap(({ key, value: element }) => [key, element])
    case 'interface':
      return value.value === null ? [] : [value.value]
    default:
      return []
  }
}

/** Fails unless each value lies in the one around it and behind the one before. */
export function checkRanges(items: readonly GobItem[]): void {
  const wrong = items.filter((item) => {
    const inside = 'value' in item && item.value !== undefined ? [item.value] : []
    return !holds(item, inside)
  })
  expect(wrong).toEqual([])
}

function holds({ start, end }: ByteRange, inside: readonly GobValue[]): boolean {
  let at = start
  for (const value of inside) {
    if (value.start < at || !holds(value, insideOf(value))) return false
    at = value.end
  }
  return at <= end
}
