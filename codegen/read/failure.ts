import type { Diagnostic } from '../ir/diagnostic.js'
import { type Source, spanOfLine, spanOfStart, syntaxErrors } from './source.js'

/** A schema file that could not be run, and what it threw. */
export interface Failure {
  readonly source: Source
  readonly error: unknown
}

/** The first line of what a file threw, which may be anything. */
function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const [first = ''] = text.split(/[\n\r\u2028\u2029]/)
  return first.trim() === '' ? 'an error without a message' : first.trim()
}

/** A line of a stack without all that stands around its path, line and column. */
const frame = /^\s*(?:at )?(?:async )?(?:[^(]*\()?(.+):(\d+):\d+\)?$/

/** The first of `sources` that a stack names, with the line; the column there is that of transpiled code. */
function placeIn(error: unknown, sources: readonly Source[]): readonly [Source, number] | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  for (const text of stack.split('\n')) {
    const [, file, line] = frame.exec(text) ?? []
    const source = sources.find(({ tree }) => tree.fileName === file)
    if (source !== undefined) return [source, Number(line)]
  }
  return undefined
}

function explain(
  { source, error }: Failure,
  failures: readonly Failure[],
  sources: readonly Source[],
): readonly Diagnostic[] {
  const syntax = syntaxErrors(source)
  if (syntax.length > 0) return syntax
  const [culprit, line] = placeIn(error, sources) ?? [source, 0]
  // It fails because of a file that it imports, which says so itself.
  if (culprit !== source && failures.some((other) => other.source === culprit)) return []
  const span = line === 0 ? spanOfStart(culprit) : spanOfLine(culprit, line)
  const hint = 'A schema file is run to be read: mend what it throws.'
  return [{ severity: 'error', span, message: `the file throws: ${messageOf(error)}`, hint }]
}

/** Says of each file that could not be run why, and where. */
export function explainFailures(failures: readonly Failure[], sources: readonly Source[]): readonly Diagnostic[] {
  return failures.flatMap((failure) => explain(failure, failures, sources))
}
