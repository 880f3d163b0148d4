/** A case of the gob codec that Go can make no vector of. */
export interface CaseWithout {
  readonly id: string
  readonly reason: string
}

/** This list may only shrink: a test counts it. */
export const without: readonly CaseWithout[] = [
  {
    id: 'K101',
    reason: 'it is about how a stream arrives: the test of the cases cuts every stream of theirs at every place',
  },
]
