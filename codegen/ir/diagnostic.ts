import type { Span } from './node.js'

/** One finding about a schema: what is wrong, where, and how to mend it. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly span: Span
  readonly message: string
  /** A sentence that says what to write instead. */
  readonly hint: string
}
