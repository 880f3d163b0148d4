import { byCodePoint } from '../ir/by-code-point.js'
import type { WireNames } from '../ir/node.js'
import { enclosed, prop, str } from './text.js'

/** Wire names as an object; `{}` when there are none. */
export function wireText(wire: WireNames): string {
  const entries = Object.entries(wire)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .sort(([a], [b]) => byCodePoint(a, b))
  return enclosed(
    '{}',
    entries.map(([codec, name]) => `${prop(codec)}: ${str(name)}`),
  )
}
