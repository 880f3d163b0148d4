import { Client, isRpcError, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { memoryPair } from '@rpcgen/runtime/memory'
import { describe, expect, test } from 'vitest'
import {
  type FaultOptions,
  type FaultTransport,
  faultTransport,
  type StreamFaults,
} from '../../../runtime/transport/fault.js'
import { hash, randomAt } from '../../../runtime/transport/random.js'
import { methods } from '../methods.js'
import { turn } from '../scripted-transport.js'

interface Connected {
  readonly client: Client
  readonly transport: FaultTransport
  readonly server: Server
  /** Resolves when the server's side is over. */
  readonly served: Promise<void>
}

/** A client and a server of ours; one of the two has a faulty transport. */
function connected(faults: FaultOptions, faulty: 'client' | 'server' = 'client'): Connected {
  const [here, there] = memoryPair()
  const transport = faultTransport(faulty === 'client' ? here : there, faults)
  const server = new Server()
  server.register(Object.values(methods), {
    echo: (text: string) => text,
    square: (n: number) => n * n,
    guarded: String,
    never: () => new Promise(() => {}),
    patient: () => {},
  })
  const served = server.serve(faulty === 'server' ? transport : there, { codec: gob() })
  const client = new Client(faulty === 'client' ? transport : here, { codec: gob(), timeout: 10_000 })
  return { client, server, transport, served }
}

async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    return `value ${String(await call)}`
  } catch (error) {
    if (!isRpcError(error)) throw error
    return `${error.code} ${error.executed}`
  }
}

async function nothingIsLeft({ client, server, served, transport }: Connected): Promise<void> {
  expect(client.stats(), transport.describe()).toMatchObject({ pending: 0, timers: 0, listeners: 0 })
  await client.close()
  // Behind a stall of its own the server cannot see that the client has gone.
  await server.close()
  await served
}

describe('calls over a faulty transport', () => {
  test.each<[string, StreamFaults]>([
    ['split', { split: 0.3 }],
    ['joined', { join: 0.5 }],
    ['delayed', { delay: { at: 0.05, upTo: 3 } }],
    ['split, joined and delayed', { split: 0.1, join: 0.3, delay: { at: 0.02, upTo: 2 } }],
  ])('answer rightly when the bytes are %s', async (_, faults) => {
    const connection = connected({ seed: 5, incoming: faults, outgoing: faults })
    const { client, transport } = connection
    for (let round = 0; round < 3; round++) {
      const numbers = [0, 1, 2, 3, 4, 5, 6, 7]
      const calls: Promise<number>[] = []
      for (const n of numbers) {
        calls.push(client.call(methods.square, n))
        // One turn for each, so that there are chunks to join.
        await turn()
      }
      const results = await Promise.all(calls)
      expect(results, transport.describe()).toEqual(numbers.map((n) => n * n))
    }
    expect(transport.faults).not.toEqual([])
    await nothingIsLeft(connection)
  })

  test.each<[string, Omit<FaultOptions, 'seed'>, string]>([
    ['incoming reset', { incoming: { reset: [5] } }, 'disconnected maybe'],
    ['outgoing reset', { outgoing: { reset: [5] } }, 'disconnected maybe'],
    ['incoming truncate', { incoming: { truncate: [5] } }, 'disconnected maybe'],
    ['outgoing truncate', { outgoing: { truncate: [5] } }, 'disconnected maybe'],
    ['incoming halfClose', { incoming: { halfClose: [5] } }, 'disconnected maybe'],
    ['outgoing halfClose', { outgoing: { halfClose: [5] } }, 'timeout maybe'],
    ['incoming stall', { incoming: { stall: [5] } }, 'timeout maybe'],
    ['outgoing stall', { outgoing: { stall: [5] } }, 'timeout maybe'],
  ])('%s settles a call with what happened', async (_, faults, expected) => {
    const connection = connected({ seed: 5, ...faults })
    const timeout = expected.startsWith('timeout') ? 50 : 10_000
    const call = connection.client.call(methods.square, 3, { timeout })
    expect(await outcome(call), connection.transport.describe()).toBe(expected)
    await nothingIsLeft(connection)
  })

  test('a call that waits behind an outgoing stall never left', async () => {
    const connection = connected({ seed: 5, outgoing: { stall: [5] } })
    const { client } = connection
    expect(await outcome(client.call(methods.square, 3, { timeout: 100 }))).toBe('timeout maybe')
    expect(await outcome(client.call(methods.square, 3, { timeout: 20 }))).toBe('timeout no')
    await nothingIsLeft(connection)
  })

  test('closing during a stall settles what is pending', async () => {
    for (const faults of [{ incoming: { stall: [5] } }, { outgoing: { stall: [5] } }]) {
      const connection = connected({ seed: 5, ...faults })
      const call = outcome(connection.client.call(methods.square, 3))
      await expect.poll(() => connection.transport.faults.length, { timeout: 10_000 }).toBe(1)
      await connection.client.close()
      expect(await call).toBe('closed maybe')
      await nothingIsLeft(connection)
    }
  })

  test('the same seed gives the same outcome', async () => {
    const options: FaultOptions = {
      seed: 1999,
      incoming: { split: 0.1, truncate: 0.002 },
      outgoing: { split: 0.1, reset: 0.002 },
    }
    const run = async (): Promise<unknown> => {
      const connection = connected(options)
      const outcomes: string[] = []
      while (connection.transport.faults.every(({ kind }) => kind === 'split')) {
        outcomes.push(await outcome(connection.client.call(methods.square, outcomes.length)))
      }
      await nothingIsLeft(connection)
      return { outcomes, faults: connection.transport.faults }
    }
    const first = await run()
    expect(first).toMatchObject({ outcomes: expect.arrayContaining(['value 0']) })
    expect(await run()).toEqual(first)
  })
})

/** Up to three kinds of fault for one direction, chosen by the seed. */
function anyFaults(seed: number, direction: string): StreamFaults {
  const all: StreamFaults = {
    split: 0.2,
    join: 0.3,
    delay: { at: 0.01, upTo: 3 },
    corrupt: 0.003,
    stall: 0.001,
    halfClose: 0.001,
    truncate: 0.001,
    reset: 0.001,
  }
  const key = hash(`${seed} ${direction}`)
  const names = Object.keys(all) as (keyof StreamFaults)[]
  const chosen = [0, 1, 2].map((n) => names[randomAt(key, n) % names.length] as keyof StreamFaults)
  return Object.fromEntries(chosen.map((name) => [name, all[name]]))
}

/** Twelve calls over a connection whose faults the seed chooses. Answers with the kinds of fault that struck. */
async function storm(seed: number): Promise<readonly string[]> {
  const options = { seed, incoming: anyFaults(seed, 'incoming'), outgoing: anyFaults(seed, 'outgoing') }
  const connection = connected(options, seed % 2 === 0 ? 'client' : 'server')
  const { client, transport } = connection
  const calls = Array.from({ length: 12 }, (_, n) => ({
    expected: `value text ${n}`,
    got: outcome(client.call(methods.echo, `text ${n}`, { timeout: 250 })),
  }))
  for (const { expected, got } of calls) {
    const was = await got
    const truthful = was === expected || !was.startsWith('value ')
    // No format has a checksum here: a corrupt byte may well give another value of the right type.
    const corrupted = transport.faults.some(({ kind }) => kind === 'corrupt')
    expect(truthful || corrupted, `${was} instead of ${expected}, ${transport.describe()}`).toBe(true)
  }
  await nothingIsLeft(connection)
  transport.close()
  return transport.faults.map(({ kind }) => kind)
}

test('with any faults of 500 seeds every call settles truthfully and nothing is left', async () => {
  const struck = new Set<string>()
  for (let first = 0; first < 500; first += 50) {
    const storms = Array.from({ length: 50 }, (_, n) => storm(first + n))
    for (const kinds of await Promise.all(storms)) for (const kind of kinds) struck.add(kind)
  }
  expect([...struck].sort()).toEqual(['corrupt', 'delay', 'halfClose', 'join', 'reset', 'split', 'stall', 'truncate'])
}, 120_000)
