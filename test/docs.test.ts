import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defaultLimits } from '@rpcgen/runtime'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]

const read = (page: string): string => readFileSync(join(root, page), 'utf8')

describe('the docs', () => {
  test('state the limits that hold', () => {
    const rows = read('docs/production.md').matchAll(/^\| `(\w+)` +\| +([\d,]+|Infinity) \|/gm)
    const stated = [...rows].map(([, name, value = '']) => [name, Number(value.replaceAll(',', ''))])
    expect(Object.fromEntries(stated)).toEqual(defaultLimits)
  })

  test.each(pages)('link to what exists, in %s', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([])
  })
})
