import fc from 'fast-check'
import { type Command, command } from './command.js'

/** Ends or breaks the connection that there is. */
function cut(how: 'end' | 'break'): Command {
  return command(`cut the connection: ${how}`, (_, { subject }) => subject.links.at(-1)?.cut(how))
}

export const cutCommands: fc.Arbitrary<Command> = fc.constantFrom('end' as const, 'break' as const).map(cut)
