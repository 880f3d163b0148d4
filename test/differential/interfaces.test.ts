import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { unknown } from '../../runtime/type.js'
import type { GoOracle } from '../peers/go-oracle.js'
import { asRequests, bareWriter, type Outcome, readRequests } from '../runtime/codec/gob/bare-stream.js'
import { canonical, ofCanonical, readForm } from '../runtime/codec/gob/canonical.js'
import { type Held, held } from './held.js'
import { type Finding, run } from './run.js'

const VALUES = 10_000

function readOurs(stream: string): Outcome {
  return readRequests([asRequests([stream])], [unknown])[0]
}

async function askHeld(oracle: GoOracle, each: Held): Promise<Finding> {
  const ours = bareWriter()(unknown, ofCanonical(unknown, each))
  const [theirs, read] = await Promise.all([oracle.encode('any', each), oracle.decode('any', ours)])
  const complain = (what: string, found: unknown): Finding => ({
    complaint: [what, JSON.stringify(each), ours, theirs, JSON.stringify(found)].join('\n'),
  })
  if (!isDeepStrictEqual(read, { value: each })) return complain('Go reads something else than we write', read)
  for (const stream of [ours, theirs]) {
    const found = readOurs(stream)
    if (found === undefined || 'error' in found) return complain('we refuse what is right', found)
    if (!isDeepStrictEqual(canonical(unknown, found.value), readForm(unknown, each))) {
      return complain('we read something else', found)
    }
  }
  return { accepted: true, reasons: [] }
}

test('interfaces that hold values at random are the same to Go, there and back', async () => {
  const { accepted } = await run(held, VALUES, askHeld)
  expect(accepted).toBe(VALUES)
}, 600_000)
