import { RpcError } from '../../error.js'
import { withDefaults } from '../../positive.js'

/** What the values of one gob stream may cost its reader, beside the limits on a message and on nesting. */
export interface GobLimits {
  /** Types that a peer may define. */
  readonly types: number
  /** Entries of maps in one value that take no byte, as structs without fields may at the end of a message. */
  readonly emptyEntries: number
}

export const defaultGobLimits: GobLimits = { types: 10_000, emptyEntries: 100 }

/** The limits that are not the defaults. */
export type GobLimitOptions = { readonly [K in keyof GobLimits]?: GobLimits[K] | undefined }

/** Throws a RangeError for what is no positive number. */
export function gobLimitsOf(given?: GobLimitOptions): GobLimits {
  return withDefaults('gob limit', defaultGobLimits, given)
}

/** The error for a value that lies inside more than `nesting` others. */
export function tooDeep(nesting: number): RpcError {
  return new RpcError('limit', `gob: more than ${nesting} values inside each other`)
}
