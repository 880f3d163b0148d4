import type { Call } from '@rpcgen/runtime'
import type { Behaviour, MethodName } from './service.js'
import type { Subject } from './world.js'

/** How a call ended, and when. */
export type Settlement =
  | { readonly at: number; readonly value: unknown }
  | { readonly at: number; readonly error: unknown }

/** One call, as the test knows it. Moments are those of the run's clock. */
export interface Asked {
  readonly id: number
  readonly subject: Subject
  readonly method: MethodName
  /** `misfit`: its params do not fit their type. */
  readonly behaviour: Behaviour | 'misfit'
  readonly startedAt: number
  /** Infinity for none. */
  readonly expiresAt: number
  /** Whether its client was closed or draining already. */
  readonly tooLate: boolean
  /** Whether as many calls were pending as may, or bytes were waiting. */
  readonly full: boolean
  readonly call: Call<string>
  readonly signal: AbortSignal | undefined
  /** What it was cancelled with, however often. */
  readonly reasons: unknown[]
  settled: Settlement | undefined
}

/** What has been asked so far, in order: a call's id is its place. */
export interface Model {
  readonly calls: Asked[]
}
