import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** What a source file imports when it is loaded: neither types nor what `import()` names. */
function importsOf(file: URL): readonly string[] {
  const text = readFileSync(fileURLToPath(file), 'utf8')
  return [...text.matchAll(/^(?:import|export) (?!type )[^']*?from '([^']+)'/gm)].map(([, name]) => name ?? '')
}

test('--help waits for no package to load', () => {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: URL): void => {
    if (seen.has(file.href)) return
    seen.add(file.href)
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) visit(new URL(name.replace(/\.js$/, '.ts'), file))
      else packages.add(name)
    }
  }
  visit(new URL('../../../codegen/cli.ts', import.meta.url))
  expect([...packages].filter((name) => !name.startsWith('node:'))).toEqual([])
  expect(seen.size).toBeGreaterThan(5)
})
