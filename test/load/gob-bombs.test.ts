import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Hostile } from '../peers/go-gob.js'
import { asRequests } from '../runtime/codec/gob/bare-stream.js'
import { bombs } from '../runtime/codec/gob/bombs.js'
import { hostileStream } from '../runtime/codec/gob/hostile-stream.js'
import type { Bomb, Toll } from './gob-bombs-child.js'
import { MEBIBYTE } from './heap.js'

/** All of the heap that the process has, in mebibytes: enough for what is allowed here, and for no list of as many items as some of the bombs name. */
const HEAP = 128
/**
 * Bytes for each byte that arrives. A field of a type takes six bytes at least, and
 * is held as an object, its place in a list, and two places in each plan for it.
 */
const HELD_PER_BYTE = 32
/** What a collector may leave lying about, and what it holds of code that was compiled meanwhile. */
const GARBAGE = 64 * MEBIBYTE
const COMPILED = 4 * MEBIBYTE

const file = fileURLToPath(new URL('../vectors/gob-hostile.json', import.meta.url))
const hostile = JSON.parse(readFileSync(file, 'utf8')) as readonly Hostile[]

/** Those that ask for much; the others are a few bytes that are soon refused. */
const greedy = ['H5', 'H6', 'H26', 'H28', 'H29', 'H30', 'H31', 'H34', 'H39', 'H40', 'H41', 'H42', 'H43']

const streams: readonly (readonly [name: string, as: string, values: readonly string[]])[] = [
  ...hostile
    .filter(({ name }) => greedy.includes(name.split(' ', 1)[0] as string))
    .map(({ name, as, stream }) => [name, as, [hostileStream(stream)]] as const),
  ...bombs.map(({ name, as, values }) => [name, as, values] as const),
]

let child: ChildProcess
let exited: Promise<never>

beforeAll(async () => {
  child = fork(fileURLToPath(new URL('./gob-bombs-child.ts', import.meta.url)), {
    execArgv: [`--max-old-space-size=${HEAP}`, '--import', 'jiti/register'],
    serialization: 'advanced',
  })
  exited = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the reader ended with ${code ?? signal}`)
  })
  exited.catch(() => {})
  await Promise.race([once(child, 'message'), exited])
})
afterAll(() => child.disconnect())

/** What reading a stream costs; a heap that is full ends the process, and with it this test and those behind it. */
async function tollOf(bomb: Bomb): Promise<Toll> {
  const answer = once(child, 'message')
  child.send(bomb)
  const [toll] = (await Promise.race([answer, exited])) as [Toll]
  return toll
}

test.each(streams)('%s takes no more memory than its bytes allow', async (_name, as, values) => {
  const stream = Uint8Array.from(asRequests(values))
  const { peak, held } = await tollOf({ stream, as })
  const allowed = HELD_PER_BYTE * stream.length
  expect(held).toBeLessThan(allowed + COMPILED)
  expect(peak).toBeLessThan(allowed + GARBAGE)
})
