import type { CallOptions } from '@rpcgen/runtime'
import fc from 'fast-check'
import type { Asked } from '../model.js'
import { behaviours, type MethodName, methods, requestFor } from '../service.js'
import { SIGNALS } from '../world.js'
import { type Command, command } from './command.js'

interface Spec {
  readonly method: MethodName
  readonly behaviour: Asked['behaviour']
  /** Milliseconds; undefined leaves it to the client. */
  readonly time: number | undefined
  readonly timeAs: 'timeout' | 'deadline'
  /** Which of the run's signals it has. */
  readonly signal: number | undefined
  readonly signalAs: 'signal' | 'context'
}

const specs: fc.Arbitrary<Spec> = fc.record({
  method: fc.constantFrom('once', 'again'),
  behaviour: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...behaviours) },
    { weight: 1, arbitrary: fc.constant('misfit' as const) },
  ),
  time: fc.oneof(fc.constant(undefined), fc.constant(Number.POSITIVE_INFINITY), fc.nat(40)),
  timeAs: fc.constantFrom('timeout', 'deadline'),
  signal: fc.option(fc.nat(SIGNALS - 1), { nil: undefined, freq: 2 }),
  signalAs: fc.constantFrom('signal', 'context'),
})

function optionsOf({ time, timeAs, signalAs }: Spec, signal: AbortSignal | undefined, now: number): CallOptions {
  const wait = time === undefined ? {} : { timeout: time }
  const limit = timeAs === 'deadline' && Number.isFinite(time) ? { deadline: new Date(now + (time ?? 0)) } : wait
  if (signal === undefined) return limit
  return signalAs === 'signal' ? { ...limit, signal } : { ...limit, context: { signal, deadline: undefined } }
}

/** Begins a call; how it ends is for the end of the run. */
function call(spec: Spec): Command {
  return command(`call ${JSON.stringify(spec)}`, ({ calls }, { subject, controllers, scenario, clock }) => {
    const { client } = subject
    const { method, behaviour, time = scenario.client.timeout ?? 0, signal: index } = spec
    const id = calls.length
    const signal = index === undefined ? undefined : controllers[index]?.signal
    const params = behaviour === 'misfit' ? (id as unknown as string) : requestFor(id, behaviour)
    const { pending, queuedBytes } = client.stats()
    const { limits } = scenario.client
    const asked: Asked = {
      id,
      subject,
      method,
      behaviour,
      startedAt: clock.now,
      expiresAt: clock.now + time,
      tooLate: client.state === 'closed' || client.state === 'draining',
      full: pending >= (limits?.pending ?? 0) || queuedBytes >= (limits?.queued ?? 0),
      call: client.go(methods[method], params, optionsOf(spec, signal, clock.now)),
      signal,
      reasons: signal?.aborted === true ? [signal.reason] : [],
      settled: undefined,
    }
    calls.push(asked)
    asked.call.done.then(
      (value) => {
        asked.settled = { at: clock.now, value }
      },
      (error: unknown) => {
        asked.settled = { at: clock.now, error }
      },
    )
  })
}

export const callCommands: fc.Arbitrary<Command> = specs.map(call)
