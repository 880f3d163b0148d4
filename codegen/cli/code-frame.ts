import type { Span } from '../ir/node.js'
import { printable } from './printable.js'

/** The line that a span stands in, with carets below it. Empty when the source does not have that line. */
export function codeFrame(source: string, { line, column, length }: Span): string {
  const text = source.split(/\r\n|[\n\r\u2028\u2029]/)[line - 1]
  if (text === undefined) return ''
  const number = String(line)
  const gutter = ' '.repeat(number.length)
  // Tabs stay tabs, so that the carets stand right however wide the terminal makes them.
  const indent = text.slice(0, column - 1).replace(/[^\t]/g, ' ')
  const carets = '^'.repeat(Math.max(1, Math.min(length, text.length - column + 1)))
  return `${gutter} |\n${number} | ${printable(text)}\n${gutter} | ${indent}${carets}\n`
}
