import { defaultLimits, type Limits } from '../../limits.js'
import { withDefaults } from '../../positive.js'
import { defaultGobLimits, type GobLimits } from './limits.js'
import { mismatchReporter } from './mismatch.js'
import type { ReadOptions } from './read-options.js'
import { type Registrable, registryOf } from './registry.js'

/** What the values of a stream without RPC may cost. */
export type StreamLimits = Pick<Limits, 'message' | 'nesting'> & GobLimits

/** As on a connection, but for messages of 64 MiB: who opens a file has chosen it. */
export const defaultStreamLimits: StreamLimits = {
  message: 64 * 1024 * 1024,
  nesting: defaultLimits.nesting,
  ...defaultGobLimits,
}

/** Options of gob without RPC. */
export interface StreamOptions {
  /** The types that interface values may hold beside those that every program knows. */
  readonly types?: readonly Registrable[] | undefined
  readonly limits?: { readonly [K in keyof StreamLimits]?: StreamLimits[K] | undefined } | undefined
  /** Told once for each message whose fields have other names in the stream. Default: a warning on the console. */
  readonly onMismatch?: ((text: string) => void) | undefined
}

/** Throws a RangeError for limits that are no positive numbers, and for a type that is registered twice. */
export function streamOptionsOf({ types = [], limits, onMismatch }: StreamOptions): ReadOptions {
  const { message, nesting, ...gobLimits } = withDefaults('limit', defaultStreamLimits, limits)
  return {
    registry: registryOf(types),
    limits: { ...defaultLimits, message, nesting },
    gobLimits,
    onMismatch: mismatchReporter(onMismatch),
  }
}
