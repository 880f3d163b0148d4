/** The number of letters to change, add, leave out or swap with a neighbour to get from one word to the other. */
function distance(from: string, to: string): number {
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const options = [at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1)]
      if (swapped) options.push(at(beforeLast, column - 2) + 1)
      current.push(Math.min(...options))
    }
    beforeLast = last
    last = current
  }
  return at(last, to.length)
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY

/** The one of `known` that a misspelt word most likely means, or undefined; of two equally near the first. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const candidate of known) {
    // Two changes turn any word of four letters into too many others.
    const allowed = candidate.length > 4 ? 2 : 1
    if (Math.abs(candidate.length - word.length) > allowed) continue
    const needed = distance(word.toLowerCase(), candidate.toLowerCase())
    if (needed <= allowed && needed < least) {
      best = candidate
      least = needed
    }
  }
  return best
}
