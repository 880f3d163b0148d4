import { defaultLimits, type Limits } from '../../limits.js'
import { withDefaults } from '../../positive.js'
import { defaultGobLimits, type GobLimits } from './limits.js'
import { mismatchReporter } from './mismatch.js'
import type { ReadOptions } from './read-options.js'
import { type Registrable, registryOf } from './registry.js'

/** What the values of a stream without RPC may cost. */
export type StreamLimits = Pick<Limits, 'message' | 'nesting' | 'objects'> & GobLimits

/** Who opens a file has chosen it: it may have sixteen times what a message of a connection may. */
export const defaultStreamLimits: StreamLimits = {
  message: 16 * defaultLimits.message,
  nesting: defaultLimits.nesting,
  objects: 16 * defaultLimits.objects,
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
  const { message, nesting, objects, ...gobLimits } = withDefaults('limit', defaultStreamLimits, limits)
  return {
    registry: registryOf(types),
    limits: { ...defaultLimits, message, nesting, objects },
    gobLimits,
    onMismatch: mismatchReporter(onMismatch),
  }
}
