import type { Complex, Timestamp } from './type.js'

/** The items in a list, or -1 for what is no list: the encoder, which knows where it stands, reports that. */
export function lengthOf(value: readonly unknown[] | undefined): number {
  return Array.isArray(value) ? value.length : -1
}

/** The members of a set, or -1 for what is no set. */
export function setSizeOf(value: ReadonlySet<unknown>): number {
  return value instanceof Set ? value.size : -1
}

/** The entries of a map, or -1 for what is no map. */
export function sizeOf(value: ReadonlyMap<unknown, unknown>): number {
  return value instanceof Map ? value.size : -1
}

/** The own keys of a record, or undefined for what is none: a Map has entries, but not these. */
export function keysOf(value: object): readonly string[] | undefined {
  const isRecord = typeof value === 'object' && value !== null && !(value instanceof Map) && !Array.isArray(value)
  return isRecord ? Object.keys(value) : undefined
}

/** The entries of a value of no declared type: a property that is undefined is left out, as JSON.stringify leaves it out. */
export function definedEntries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, inner]) => inner !== undefined)
}

/** Sets an entry of a record that a peer named: defined, never assigned, so that `__proto__` is a key like any other. */
export function setKey<T>(record: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__')
    Object.defineProperty(record, key, { value, configurable: true, enumerable: true, writable: true })
  else record[key] = value
}

/** Midnight of January 1 in year 1, UTC, in seconds from 1970: the zero of Go's time.Time. */
const ZERO_SECONDS = -62_135_596_800

export function zeroDate(): Date {
  return new Date(ZERO_SECONDS * 1000)
}

export function zeroComplex(): Complex {
  return { real: 0, imag: 0 }
}

export function zeroTimestamp(): Timestamp {
  return { seconds: ZERO_SECONDS, nanos: 0, offset: 0 }
}
