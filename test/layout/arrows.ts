import type { Source } from './source.js'

/**
 * One arrow of the layout: the files that `from` matches import what `only`
 * matches, and nothing else. A pattern is a path or a package: `*` stands for
 * anything within a folder, `**` for anything at all, and `<name>` in `only` for
 * what it matched in `from`.
 */
export interface Arrow {
  readonly from: string
  readonly except?: readonly string[]
  readonly only: readonly string[]
}

/** One line for each import that goes against its arrows. */
export function brokenArrows(sources: readonly Source[], arrows: readonly Arrow[]): readonly string[] {
  return sources.flatMap(({ path, imports }) =>
    arrows.flatMap(({ from, except = [], only }) => {
      const match = pattern(from).exec(path)
      if (match === null || except.some((pass) => pattern(pass).test(path))) return []
      const name = match[1]
      const allowed = only.map((text) => pattern(name === undefined ? text : text.replace('<name>', name)))
      return imports
        .filter(({ target }) => !allowed.some((expression) => expression.test(target)))
        .map(({ target }) => `${path} imports ${target}; ${from} imports only ${only.join(', ')}`)
    }),
  )
}

/** The files that no arrow says anything about: a new folder needs an arrow of its own. */
export function strays(sources: readonly Source[], arrows: readonly Arrow[]): readonly string[] {
  return sources.map(({ path }) => path).filter((path) => !arrows.some(({ from }) => pattern(from).test(path)))
}

function pattern(text: string): RegExp {
  const expression = text
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, (stars) => (stars === '**' ? '.*' : '[^/]*'))
    .replace('<name>', '([^/]+)')
  return new RegExp(`^${expression}$`)
}
