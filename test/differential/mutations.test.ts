import { expect, test } from 'vitest'
import { askMutant } from './ask-mutant.js'
import { mutants } from './mutant.js'
import { run } from './run.js'

const STREAMS = 20_000

test('streams that were tampered with are refused by both sides, or are the same value to both', async () => {
  const { accepted, refused, reasons } = await run(mutants, STREAMS, askMutant)
  // Neither that all is refused, nor that the tables take everything, may be why there was nothing to complain of.
  expect(accepted).toBeGreaterThan(STREAMS / 10)
  expect(refused).toBeGreaterThan(STREAMS / 10)
  expect([...reasons.values()].reduce((sum, count) => sum + count, 0)).toBeLessThan(STREAMS / 10)
}, 600_000)
