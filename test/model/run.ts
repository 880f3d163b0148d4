import fc from 'fast-check'
import { callCommands } from './commands/call.js'
import { abortCommands, cancelCommands } from './commands/cancel.js'
import { closeCommands, reconnectCommands } from './commands/close.js'
import type { Command } from './commands/command.js'
import { cutCommands } from './commands/cut.js'
import { passCommands } from './commands/pass.js'
import { releaseCommands } from './commands/release.js'
import { restartCommands } from './commands/restart.js'
import { finish } from './finish.js'
import type { Model } from './model.js'
import { scenarios } from './scenario.js'
import { type Kind, World } from './world.js'

const RUNS = 10_000
const STEPS = 50

/** Milliseconds, several times what the runs take: making a failure smaller must come to an end too. */
export const LONGEST = 300_000

/** The common ones first, and often: a run is about what happens between them. */
const weights: readonly (readonly [number, fc.Arbitrary<Command>])[] = [
  [30, callCommands],
  [20, passCommands],
  [8, cancelCommands],
  [8, releaseCommands],
  [2, abortCommands],
  [2, cutCommands],
  [1, restartCommands],
  [1, closeCommands],
  [4, reconnectCommands],
]

/** A run has many commands of a kind in its length, where one `fc.commands` argument has as much weight as another. */
const commands = fc.commands(
  weights.flatMap(([weight, arbitrary]) => Array.from({ length: weight }, () => arbitrary)),
  { maxCommands: STEPS, size: 'max' },
)

/** Runs commands at random against a client of this kind. What fails is reported with the seed and path that repeat it. */
export async function runModel(kind: Kind): Promise<void> {
  const property = fc.asyncProperty(scenarios, commands, async (scenario, steps) => {
    const world = new World(kind, scenario)
    try {
      const model: Model = { calls: [] }
      await fc.asyncModelRun(() => ({ model, real: world }), steps)
      await finish(model, world)
    } finally {
      world.clock.uninstall()
    }
  })
  await fc.assert(property, { numRuns: RUNS, interruptAfterTimeLimit: LONGEST, markInterruptAsFailure: true })
}
