import type { Limits, ReconnectingClientOptions } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import fc from 'fast-check'
import type { StreamFaults } from '../../runtime/transport/fault.js'

/** How one connection will be. */
export interface LinkPlan {
  /** Milliseconds that it takes to connect, or to be refused. */
  readonly dialTime: number
  readonly refused: boolean
  /** At whose end the faults are; both directions of it. */
  readonly faulty: 'client' | 'server'
  readonly incoming: StreamFaults
  readonly outgoing: StreamFaults
}

/** What is settled before the first command of a run. */
export interface Scenario {
  /** Of the faults, and of the pauses before connecting again. */
  readonly seed: number
  /** How a server that serves makes and takes calls. */
  readonly codec: 'gob' | 'json'
  readonly client: Omit<ReconnectingClientOptions, 'codec'>
  readonly server: Partial<Limits>
  /** Whether everything is closed right after the last command, whatever is under way. */
  readonly abrupt: boolean
  /** Of one connection after the other; from the first again after the last. */
  readonly links: readonly LinkPlan[]
}

/** A corrupted type definition is nothing that anybody has to be told of. */
export const codecs = { gob: gob({ onMismatch: () => {} }), json: json({ dialect: 'go' }) } as const

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 })

/** Early enough to be met: a request and a response have about fifty bytes. */
const offsets = fc.array(fc.nat(600), { minLength: 1, maxLength: 1 })
const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ withCrossShrink: true }, { weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

const faults: fc.Arbitrary<StreamFaults> = fc.record({
  split: maybe(fc.constantFrom(0.05, 1)),
  join: maybe(fc.constant(0.3)),
  delay: maybe(fc.record({ at: fc.constant(0.02), upTo: fc.constantFrom(1, 8) })),
  corrupt: rarely(offsets),
  stall: rarely(offsets),
  halfClose: rarely(offsets),
  truncate: rarely(offsets),
  reset: rarely(offsets),
})

const link: fc.Arbitrary<LinkPlan> = fc.record({
  dialTime: fc.nat(5),
  refused: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  faulty: fc.constantFrom('client', 'server'),
  incoming: fc.oneof({ weight: 1, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: faults }),
  outgoing: fc.oneof({ weight: 1, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: faults }),
})

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.nat(),
  codec: fc.constantFrom('gob', 'json'),
  client: fc.record({
    timeout: fc.constantFrom(50, Number.POSITIVE_INFINITY),
    limits: fc.record({ pending: fc.constantFrom(1, 3, 1_000), queued: fc.constantFrom(100, 100_000) }),
    whenFull: fc.constantFrom('wait', 'reject'),
    extensions: fc.constantFrom('auto', 'on'),
    cancel: fc.constantFrom('auto', 'send'),
    keepalive: maybe(fc.constant({ interval: 40, timeout: 20 })),
    reconnect: fc.record({
      delay: fc.constantFrom(1, 10),
      maxDelay: fc.constant(20),
      attempts: fc.constantFrom(2, Number.POSITIVE_INFINITY),
    }),
  }),
  server: fc.record({
    handlers: fc.constantFrom(1, 2, 1_000),
    idle: fc.constantFrom(60, Number.POSITIVE_INFINITY),
    partial: fc.constantFrom(30, 60_000),
    stall: fc.constantFrom(30, 60_000),
  }),
  abrupt: fc.boolean(),
  links: fc.array(link, { minLength: 1, maxLength: 4 }),
})
