import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The names of the tests in a file of encoding/gob, as this machine's Go has it. */
export function goTestsOf(file: string): readonly string[] {
  const root = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim()
  const text = readFileSync(join(root, 'src/encoding/gob', file), 'utf8')
  return namesIn(text, /^func (Test\w+)\(t \*testing\.T\)/gm)
}

/** The names that stand before the colon in the names of a folder's tests. */
export function translatedIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => namesIn(readFileSync(join(folder, file), 'utf8'), /\btest\(\s*['"`](Test\w+): /g))
}

function namesIn(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name)
}
