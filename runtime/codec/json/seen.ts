import type { Shape } from './shape.js'

/** Bits that a number holds without a sign. */
const BITS = 31

/** Which fields of an object were there: a bit for each, in a list where one number has not enough of them. */
export type Seen = number | Uint8Array

export function noneSeen({ names }: Shape): Seen {
  return names.length <= BITS ? 0 : new Uint8Array(names.length)
}

export function hasSeen(seen: Seen, field: number): boolean {
  return (typeof seen === 'number' ? seen & (1 << field) : seen[field]) !== 0
}

export function withSeen(seen: Seen, field: number): Seen {
  if (typeof seen === 'number') return seen | (1 << field)
  seen[field] = 1
  return seen
}

/** The first field that must be there and was not, or -1. */
export function firstMissing({ required }: Shape, seen: Seen): number {
  for (let i = 0; i < required.length; i++) {
    const field = required[i] as number
    if (!hasSeen(seen, field)) return field
  }
  return -1
}
