import { test, vi } from 'vitest'
import { LONGEST, runModel } from './run.js'

vi.mock('../../runtime/turn.js', async () => ({ afterTurn: (await import('./clock.js')).afterTurn }))

test(
  'a client keeps its promises whatever happens, in 10,000 runs',
  async () => {
    await runModel('plain')
  },
  2 * LONGEST,
)
