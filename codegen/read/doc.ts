import { ts } from 'ts-morph'
import type { Source } from './source.js'

const lineEnd = /\r\n|[\n\r\u2028\u2029]/

/** A doc comment between two properties on one line, which TypeScript's parser leaves to the first of them. */
function commentOnLine(tree: ts.SourceFile, node: ts.Node): ts.TextRange | undefined {
  const between = ts.getTrailingCommentRanges(tree.text, node.pos) ?? []
  return between.findLast(
    ({ pos, end }) => tree.text.startsWith('/**', pos) && !lineEnd.test(tree.text.slice(end, node.getStart(tree))),
  )
}

/** The text of the doc comment right before a node, tags included, without its stars; empty when there is none. */
export function docOf({ tree }: Source, node: ts.Node): string {
  const comment = ts.getJSDocCommentsAndTags(node).findLast(ts.isJSDoc) ?? commentOnLine(tree, node)
  if (comment === undefined) return ''
  const text = tree.text
    .slice(comment.pos, comment.end)
    .replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
  const lines = text.split(lineEnd).map((line, index) => (index === 0 ? line : line.replace(/^\s*\* ?/, '')))
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}
