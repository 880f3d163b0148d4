import type { Limits } from '../../limits.js'
import type { GobLimits } from './limits.js'
import type { MismatchListener } from './plan.js'
import type { Registered } from './registry.js'

/** What the reader of a stream is given by whoever opens it. */
export interface ReadOptions {
  readonly registry: ReadonlyMap<string, Registered>
  readonly limits: Limits
  readonly gobLimits: GobLimits
  readonly onMismatch: MismatchListener
}
