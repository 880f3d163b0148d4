import type { AsyncCommand } from 'fast-check'
import type { Model } from '../model.js'
import type { World } from '../world.js'

export type Command = AsyncCommand<Model, World>

/** A command that is always possible; its text, for the report of a run that failed, is that of the call. */
export function command(text: string, run: (model: Model, world: World) => void | Promise<void>): Command {
  return {
    check: () => true,
    run: async (model, world) => run(model, world),
    toString: () => text,
  }
}
