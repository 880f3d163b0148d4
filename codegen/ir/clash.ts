import type { Diagnostic } from './diagnostic.js'
import type { Span } from './node.js'

/** Something that goes by a name; two things may not share a `key`. */
export interface Claim {
  readonly key: string
  readonly span: Span
}

/** Finds the claims whose key an earlier one has, and says of each what `explain` makes of the two. */
export function clashes<C extends Claim>(
  claims: readonly C[],
  explain: (second: C, first: C) => Pick<Diagnostic, 'message' | 'hint'>,
): readonly Diagnostic[] {
  const firsts = new Map<string, C>()
  const found: Diagnostic[] = []
  for (const claim of claims) {
    const first = firsts.get(claim.key)
    if (first === undefined) firsts.set(claim.key, claim)
    else found.push({ severity: 'error', span: claim.span, ...explain(claim, first) })
  }
  return found
}

/** A place in words: `schemas/arith.ts:4:14`. */
export function placeOf({ file, line, column }: Span): string {
  return `${file}:${line}:${column}`
}

/** A name between quotes, with what is invisible in it made visible. */
export function quoted(name: string): string {
  return JSON.stringify(name).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (unseen) => `\\u${unseen.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
