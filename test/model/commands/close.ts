import fc from 'fast-check'
import { type Command, command } from './command.js'

/** Closes the client, or lets it drain first. */
function close(drain: number | undefined): Command {
  return command(drain === undefined ? 'close the client' : `drain the client for ${drain} ms`, (_, world) => {
    const { subject } = world
    subject.closing = true
    world.end(drain === undefined ? subject.client.close() : subject.client.drain({ timeout: drain }))
  })
}

/** Makes another client, on a connection of its own; what the last one has under way goes on. */
function reconnect(): Command {
  return command('make another client', (_, world) => world.startClient())
}

export const closeCommands: fc.Arbitrary<Command> = fc
  .option(fc.constantFrom(5, Number.POSITIVE_INFINITY), { nil: undefined })
  .map(close)
export const reconnectCommands: fc.Arbitrary<Command> = fc.constant(undefined).map(reconnect)
