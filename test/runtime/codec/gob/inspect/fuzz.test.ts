import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { randomAt } from '../../../../../runtime/transport/random.js'
import { hex, unhex } from '../harness.js'
import { checkRanges, inspected } from './inspected.js'

const file = fileURLToPath(new URL('../../../../vectors/gob-cases.json', import.meta.url))
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly {
  readonly wrote: readonly { readonly hex: string }[]
}[]
const streams = cases
  .map(({ wrote }) => unhex(wrote.map((each) => each.hex).join('')))
  .filter(({ length }) => length > 0)

const SEED = 20_261_123
const ROUNDS = 3_000

/** The stream with a few bytes changed, left out, put in or repeated. */
function mutated(stream: Uint8Array, random: () => number): Uint8Array {
  const bytes = [...stream]
  for (let left = 1 + (random() % 4); left > 0; left--) {
    const at = random() % (bytes.length + 1)
    const kind = random() % 5
    if (kind === 0) bytes.splice(at, 1, random() % 256)
    if (kind === 1) bytes.splice(at, 1 + (random() % 4))
    if (kind === 2) bytes.splice(at, 0, random() % 256)
    if (kind === 3) bytes.splice(at, 0, ...bytes.slice(at, at + (random() % 16)))
    if (kind === 4 && at < bytes.length) bytes[at] = (bytes[at] as number) ^ (1 << (random() % 8))
  }
  return Uint8Array.from(bytes)
}

test('whatever a stream holds is items, cheap, in order, and the same in pieces', () => {
  let count = 0
  const random = (): number => randomAt(SEED, count++)
  const kinds = new Set<string>()
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = mutated(streams[random() % streams.length] as Uint8Array, random)
    const items = inspected([bytes])
    checkRanges(items)
    for (const { kind } of items) kinds.add(kind)
    const at = random() % (bytes.length + 1)
    expect(inspected([bytes.subarray(0, at), bytes.subarray(at)]), hex(bytes)).toEqual(items)
  }
  expect([...kinds].sort()).toEqual(['definition', 'extra', 'fault', 'message', 'value'])
})
