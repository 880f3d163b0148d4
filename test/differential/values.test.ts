import { expect, test } from 'vitest'
import { askValue } from './ask-value.js'
import { run } from './run.js'
import { samples } from './sample.js'

const VALUES = 20_000

test('values of schemas at random are the same to Go, there and back, and in the same bytes', async () => {
  const { accepted } = await run(samples, VALUES, askValue)
  expect(accepted).toBe(VALUES)
}, 600_000)
