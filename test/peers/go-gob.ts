import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { goProgram } from './go-program.js'

/**
 * A Go value as `canonical.go` prints it: integers are decimal strings, floats are
 * the digits of their bits, bytes are hexadecimal, a map is a list of pairs, and a
 * nil pointer or interface is null.
 */
export type Canonical = null | boolean | string | number | readonly Canonical[] | { readonly [key: string]: Canonical }

/** One call of Go's `Encode`, on the one encoder of the case. */
export interface GobPart {
  /** The type as Go prints it. */
  readonly type: string
  readonly value: Canonical
  /** What the call appended, in hexadecimal; definitions may be in it even when it failed. */
  readonly hex: string
  readonly error?: string
  readonly panic?: string
  /** What Go reads back, when that is not `value`. */
  readonly back?: Canonical
}

/** What one call of Go's `Decode` came to; a nil pointer or interface is `null: true`. */
export interface GobResult {
  readonly value?: Canonical
  readonly null?: true
  readonly error?: string
}

/** A stream, and what Go's decoder makes of it: one result for each part. */
export interface GobReading {
  /** The type that is read. */
  readonly as: string
  /** What the receiver held before, where Go merges into it. */
  readonly start?: Canonical
  readonly parts: readonly string[]
  readonly results: readonly GobResult[]
}

/** One of the cases that a gob codec must get right, as Go does it. */
export interface GobCase {
  readonly name: string
  readonly wrote: readonly GobPart[]
  readonly read?: readonly GobReading[]
}

/**
 * A piece of a hostile stream: bytes in hexadecimal, so many times; or so many
 * definitions from the id `first` up, each of a type that holds the next, of which
 * the last holds an int.
 */
export type HostilePiece =
  | { readonly hex: string; readonly times?: number }
  | { readonly chain: 'array' | 'struct'; readonly first: number; readonly times: number }

/** A stream that no encoder writes, and what Go makes of it, read as this type; `nil` skips the value. */
export interface Hostile {
  readonly name: string
  readonly as: string
  readonly stream: readonly HostilePiece[]
  readonly value?: Canonical
  readonly null?: true
  /** Go accepts it, and the value is too long to be shown, or skipped. */
  readonly accepted?: true
  readonly error?: string
  readonly panic?: string
  /** Why Go is not asked. */
  readonly unrun?: string
}

/** What Go makes of every case today: one line of JSON each. */
export function goGobCases(): Promise<readonly string[]> {
  return lines('cases')
}

/** What Go makes of every hostile input today: one line of JSON each. */
export function goHostile(): Promise<readonly string[]> {
  return lines('hostile')
}

async function lines(command: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(await goProgram(), [command], { maxBuffer: 1 << 26 })
  return stdout.split('\n').filter((line) => line !== '')
}
