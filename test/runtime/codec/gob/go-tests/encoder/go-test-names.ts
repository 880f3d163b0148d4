import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** A test of Go's without one of ours. */
export interface Without {
  readonly name: string
  readonly reason: string
}

/** The names of the tests, benchmarks and examples in these files of Go's own encoding/gob. */
export async function goTestNames(files: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('go', ['env', 'GOROOT'])
  const folder = join(stdout.trim(), 'src', 'encoding', 'gob')
  return files.flatMap((file) =>
    matches(readFileSync(join(folder, file), 'utf8'), /^func ((?:Test|Benchmark|Example)\w+)\(/gm),
  )
}

/** What stands before the colon in the names of the tests in a folder. */
export function translatedNames(folder: URL): readonly string[] {
  const path = fileURLToPath(folder)
  return readdirSync(path)
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => matches(readFileSync(join(path, file), 'utf8'), /^test\(['"`]((?:Test|Example)\w+): /gm))
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name)
}
