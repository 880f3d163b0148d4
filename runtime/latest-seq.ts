const TWO_32 = 2 ** 32

/** The latest seq, up to `last`, whose low 32 bits are those of `id`: what a reply means on a wire whose ids have no more. */
export function latestSeq(last: number, id: number): number {
  const since = (last - id) % TWO_32
  return last - (since < 0 ? since + TWO_32 : since)
}
