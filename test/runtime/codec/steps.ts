import type { Codec } from '@rpcgen/runtime'

/** What reading so many bytes may cost, whatever they are: a bound that is no matter of clocks. */
export function mostSteps(bytes: number): number {
  return 64 * bytes + 1_000
}

/** What a codec has cost so far. Throws for one that does not count. */
export function stepsOf(codec: Codec): number {
  const { steps } = codec as { readonly steps?: number }
  if (steps === undefined) throw new Error('a codec that does not count its steps')
  return steps
}
