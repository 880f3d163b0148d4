import fc from 'fast-check'
import { type Command, command } from './command.js'

/** Shuts the server down; another takes the connections that come from now on. */
function restart(drain: number | undefined): Command {
  const how = drain === undefined ? 'close' : `drain ${drain} ms`
  return command(`restart the server: ${how}`, (_, world) => {
    const { server } = world
    world.end(drain === undefined ? server.close() : server.drain({ timeout: drain }))
    world.startServer()
  })
}

export const restartCommands: fc.Arbitrary<Command> = fc
  .option(fc.constantFrom(5, Number.POSITIVE_INFINITY), { nil: undefined })
  .map(restart)
