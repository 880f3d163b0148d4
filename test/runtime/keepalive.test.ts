import { Client, type ClientOptions, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { memoryPair } from '@rpcgen/runtime/memory'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { methods } from './methods.js'
import { failure } from './pair.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

const keepalive = { interval: 1_000, timeout: 200 }
const clients: Client[] = []

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

async function pass(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms)
  await turn()
}

interface Scripted {
  readonly client: Client
  readonly transport: ScriptedTransport
  readonly feed: (message: unknown) => Promise<void>
  /** The requests that have left. */
  readonly sent: () => { method: string; id: number; params: unknown[] }[]
}

function scripted(options: Partial<ClientOptions> = {}): Scripted {
  const transport = new ScriptedTransport()
  const client = new Client(transport, { codec: json({ dialect: 'go' }), keepalive, ...options })
  clients.push(client)
  return {
    client,
    transport,
    feed: (message) => {
      transport.feed(new TextEncoder().encode(`${JSON.stringify(message)}\n`))
      return turn()
    },
    sent: () => {
      const lines = new TextDecoder().decode(transport.written()).split('\n')
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line))
    },
  }
}

test('a peer that is silent for the interval is asked for a sign of life, by a call that nobody has to serve', async () => {
  const { client, sent } = scripted()
  await pass(999)
  expect(sent()).toEqual([])
  await pass(1)
  expect(sent()).toEqual([{ method: '_goRPC_.Ping', params: [{}], id: 0 }])
  expect(client.stats()).toMatchObject({ pending: 0, timers: 0 })
})

test('one that sends anything is not asked', async () => {
  const { client, feed, sent } = scripted()
  const call = client.go(methods.never, undefined, { timeout: Number.POSITIVE_INFINITY })
  for (let i = 0; i < 5; i++) {
    await feed({ id: 99, result: {}, error: null })
    await pass(999)
  }
  expect(sent().map(({ method }) => method)).toEqual(['Test.Never'])
  call.cancel()
})

test("an error is as good an answer as any, is no late reply, and the call's own seqs go on behind it", async () => {
  const { client, feed, sent, transport } = scripted()
  for (let i = 0; i < 5; i++) {
    await pass(1_000)
    expect(sent().length).toBe(i + 1)
    await feed({ id: i, result: null, error: "rpc: can't find service _goRPC_.Ping" })
  }
  expect(transport.closed).toBe('open')
  expect(client.stats().lateReplies).toBe(0)
  expect(client.go(methods.never, undefined).seq).toBe(5)
  // The same answer once more is one to nobody.
  await feed({ id: 4, result: null, error: "rpc: can't find service _goRPC_.Ping" })
  expect(client.stats().lateReplies).toBe(1)
})

test.each([gob(), json({ dialect: 'go' })])('a server of ours answers in $name, and is kept', async (codec) => {
  const [here, there] = memoryPair()
  const server = new Server()
  server.register([methods.echo], { echo: String })
  void server.serve(there, { codec })
  const client = new Client(here, { codec, keepalive })
  clients.push(client)
  for (let i = 0; i < 10; i++) await pass(1_000)
  expect(client.state).toBe('open')
  expect(client.stats().lateReplies).toBe(0)
  expect(server.stats().outcomes.no_such_method).toBeGreaterThanOrEqual(5)
  expect(await client.call(methods.echo, 'x')).toBe('x')
})

test('a peer that stays silent is gone: calls fail with "disconnected"', async () => {
  const { client, transport } = scripted()
  const call = failure(client.call(methods.never, undefined, { timeout: Number.POSITIVE_INFINITY }))
  await pass(1_000)
  await pass(199)
  expect(client.state).toBe('open')
  await pass(1)
  const gone = { code: 'disconnected', message: 'no sign of life within 200 ms of a keepalive probe' }
  expect(await call).toMatchObject({ ...gone, executed: 'maybe' })
  expect(transport.closed).toMatchObject(gone)
})

test('anything that arrives in time will do, whole message or not', async () => {
  const { client, transport } = scripted()
  await pass(1_000)
  transport.feed(new TextEncoder().encode('{'))
  await turn()
  await pass(200)
  expect(client.state).toBe('open')
})

test('a peer that is slow to take what is written is not asked meanwhile: the stall limit ends it', async () => {
  const { client, transport, sent } = scripted({ limits: { stall: 5_000 } })
  transport.full = true
  const given = failure(client.call(methods.never, undefined, { timeout: Number.POSITIVE_INFINITY }))
  await turn()
  await pass(4_900)
  expect(client.state).toBe('open')
  await pass(200)
  expect(await given).toMatchObject({ code: 'limit', executed: 'maybe' })
  expect(sent().length).toBe(1)
})

test('nothing is asked when it is not told to, nor after the end', async () => {
  const { client, transport } = scripted({ keepalive: undefined })
  await pass(100_000)
  expect(transport.writes).toEqual([])
  await client.close()
  const second = scripted()
  await second.client.close()
  expect(vi.getTimerCount()).toBe(0)
  const third = scripted()
  third.transport.feed(null)
  await turn()
  expect(vi.getTimerCount()).toBe(0)
})

test('times that are no positive numbers are refused, and leave no connection behind', async () => {
  for (const wrong of [{ interval: 0 }, { timeout: -1 }, { interval: Number.NaN }]) {
    const transport = new ScriptedTransport()
    const reads = vi.spyOn(transport, 'read')
    const options = { codec: gob(), limits: { idle: 1_000 }, keepalive: { ...keepalive, ...wrong } }
    expect(() => new Client(transport, options)).toThrow(RangeError)
    await turn()
    expect(reads).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  }
})

test('an interval past the range of timers does not fire at once', async () => {
  const { sent } = scripted({ keepalive: { interval: 2 ** 40, timeout: 200 } })
  await pass(10_000)
  expect(sent()).toEqual([])
})
