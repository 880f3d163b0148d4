import fc from 'fast-check'
import { SIGNALS } from '../world.js'
import { type Command, command } from './command.js'

/** Cancels one of the latest calls, settled or not. */
function cancel(back: number): Command {
  return command(`cancel the call ${back} before the last`, ({ calls }) => {
    const asked = calls.at(-1 - back)
    if (asked === undefined) return
    const reason = new Error(`cancelled by the test, after ${asked.reasons.length} others`)
    asked.reasons.push(reason)
    asked.call.cancel(reason)
  })
}

/** Aborts a signal that calls share. */
function abort(index: number): Command {
  return command(`abort signal ${index}`, ({ calls }, { controllers }) => {
    const controller = controllers[index]
    if (controller === undefined || controller.signal.aborted) return
    const reason = new Error('aborted by the test')
    for (const { signal, reasons } of calls) if (signal === controller.signal) reasons.push(reason)
    controller.abort(reason)
  })
}

export const cancelCommands: fc.Arbitrary<Command> = fc.nat(4).map(cancel)
export const abortCommands: fc.Arbitrary<Command> = fc.nat(SIGNALS - 1).map(abort)
