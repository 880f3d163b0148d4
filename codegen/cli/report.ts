import type { Diagnostic } from '../ir/diagnostic.js'
import { codeFrame } from './code-frame.js'
import { printable } from './printable.js'

/** One finding as text: where and what, the line it stands in, and the hint. */
export function diagnosticText(
  { severity, span, message, hint }: Diagnostic,
  sources: ReadonlyMap<string, string>,
): string {
  const place = `${span.file}:${span.line}:${span.column}`
  const source = sources.get(span.file)
  const frame = source === undefined ? '' : codeFrame(source, span)
  return `${printable(`${place}: ${severity}: ${message}`)}\n${frame}${hintText(hint)}`
}

export function hintText(hint: string): string {
  return `hint: ${printable(hint)}\n`
}

/** By place: files in the order in which they first appear, then lines, then columns. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ span }) => span.file))]
  return [...diagnostics].sort(
    (a, b) =>
      files.indexOf(a.span.file) - files.indexOf(b.span.file) ||
      a.span.line - b.span.line ||
      a.span.column - b.span.column,
  )
}
