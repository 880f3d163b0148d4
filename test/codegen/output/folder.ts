import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { header } from '../../../codegen/emit/header.js'

/** A folder that lasts as long as its test, with files by their relative path. */
export function folderOf(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'rpcgen-test-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/**
 * Everything in a folder: files with their text, links and empty folders by what
 * they are. Links are not followed, as newer versions of Node's own recursion do.
 */
export function contentsOf(root: string, below = ''): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const name = join(below, entry.name)
    if (entry.isFile()) found[name] = readFileSync(join(root, name), 'utf8')
    else if (entry.isSymbolicLink()) found[name] = '(link)'
    else if (readdirSync(join(root, name)).length === 0) found[name] = '(empty folder)'
    else Object.assign(found, contentsOf(root, name))
  }
  return found
}

export function mtime(path: string): number {
  return statSync(path).mtimeMs
}

/** A file of the generator's own. */
export function made(text: string): string {
  return `${header('a.ts')}\n${text}\n`
}

export function manifest(...files: readonly string[]): string {
  return JSON.stringify({ files })
}
