import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { type ReadResult, readSchemas } from '../../../codegen/read/index.js'

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url))
const folders: string[] = []

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A new folder with these files in it, where `typebox` is found; removed after the tests. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'rpcgen-read-'))
  folders.push(folder)
  symlinkSync(modules, join(folder, 'node_modules'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** Reads a new folder `schemas` with these files in it. */
export function readFiles(files: Readonly<Record<string, string>>): Promise<ReadResult> {
  const below = Object.entries(files).map(([name, text]) => [`schemas/${name}`, text])
  return readSchemas(['schemas'], folderOf(Object.fromEntries(below)))
}

/** What most schemas of the tests begin with: one line, so that a table's first line is the second of its file. */
const head = `import { Type } from 'typebox'; import * as rpc from 'rpcgen/schema'; const { service, method } = rpc\n`

/** Reads one schema, `a.ts`, that begins with the imports. */
export function readText(text: string, others: Readonly<Record<string, string>> = {}): Promise<ReadResult> {
  return readFiles({ 'a.ts': head + text, ...others })
}
