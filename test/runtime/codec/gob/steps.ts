import type { Codec } from '@rpcgen/runtime'
import type { GobCodec } from '../../../../runtime/codec/gob/codec.js'

/** What a codec may make of so many bytes, whatever they are: a bound that is no matter of clocks. */
export function mostSteps(bytes: number): number {
  return 64 * bytes + 1_000
}

/** How many steps reading has taken; the codec is one of gob. */
export function stepsOf(codec: Codec): number {
  return (codec as GobCodec).steps
}
