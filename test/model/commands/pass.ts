import fc from 'fast-check'
import { audit } from '../finish.js'
import { type Command, command } from './command.js'

/** Ends the turn, so that what was written leaves, and lets time pass. The books have to be right then. */
function pass(milliseconds: number): Command {
  return command(`pass ${milliseconds} ms`, async (model, world) => {
    await world.clock.pass(milliseconds)
    audit(model, world)
  })
}

export const passCommands: fc.Arbitrary<Command> = fc
  .oneof({ weight: 4, arbitrary: fc.nat(6) }, { weight: 1, arbitrary: fc.nat(100) })
  .map(pass)
