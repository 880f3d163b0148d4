import fc from 'fast-check'
import { type Command, command } from './command.js'

/** Lets handlers that wait answer, oldest first. */
function release(count: number): Command {
  return command(`release ${count} handlers`, (_, { handlers }) => handlers.release(count))
}

export const releaseCommands: fc.Arbitrary<Command> = fc.integer({ min: 1, max: 5 }).map(release)
