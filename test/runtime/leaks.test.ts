import { assertNoLeaks, Client, isRpcError, type Ledger, type RpcError } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { afterEach, describe, expect, test } from 'vitest'
import { methods } from './methods.js'
import { closePairs, failure, pair, until } from './pair.js'
import { closeDialing, dialing } from './reconnecting.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

afterEach(async () => {
  await closePairs()
  await closeDialing()
})

function leak(ledger: Ledger): RpcError {
  try {
    assertNoLeaks(ledger)
  } catch (error) {
    if (isRpcError(error)) return error
    throw error
  }
  throw new Error('no leak was found')
}

const nothing = { pending: 0, timers: 0, listeners: 0, queuedBytes: 0 }

describe('assertNoLeaks', () => {
  test('names the method and the age of each call of a client, and what else is held', async () => {
    const transport = new ScriptedTransport()
    const client = new Client(transport, { codec: gob() })
    assertNoLeaks(client)
    const { signal } = new AbortController()
    client.go(methods.echo, 'x', { signal })
    client.go(methods.never, undefined)
    const error = leak(client)
    expect(error).toMatchObject({ code: 'internal' })
    expect(error.message).toMatch(
      /^left behind: 2 unsettled \(Test\.Echo for \d+ ms, Test\.Never for \d+ ms\), 1 timers, 1 listeners$/,
    )
    await client.close()
    assertNoLeaks(client)
  })

  test('names those that wait for a full transport, and those in line', async () => {
    const transport = new ScriptedTransport()
    const client = new Client(transport, { codec: gob(), limits: { pending: 2 }, whenFull: 'wait' })
    transport.full = true
    client.go(methods.never, undefined)
    await turn()
    client.go(methods.echo, 'waits for the transport')
    client.go(methods.square, 3)
    expect(client.inFlight().map(({ method }) => method)).toEqual(['Test.Never', 'Test.Echo', 'Test.Square'])
    expect(leak(client).message).toContain('3 unsettled')
    await client.close()
    assertNoLeaks(client)
  })

  test('tells how long a call has been under way', async () => {
    const { client } = pair({ never: () => new Promise(() => {}) })
    client.go(methods.never, undefined)
    await until(() => (client.inFlight()[0]?.age ?? 0) >= 20)
    const age = Number(/for (\d+) ms/.exec(leak(client).message)?.[1])
    expect(age).toBeGreaterThanOrEqual(20)
  })

  test('lists ten calls, and that there are more', () => {
    const inFlight = Array.from({ length: 11 }, (_, i) => ({ method: `M${i}`, age: i + 0.4 }))
    const { message } = leak({ stats: () => ({ ...nothing, pending: 11 }), inFlight: () => inFlight })
    expect(message).toContain('11 unsettled (M0 for 0 ms, M1 for 1 ms,')
    expect(message).toContain('M9 for 9 ms, …)')
    expect(message).not.toContain('M10')
  })

  test.each([
    { held: { timers: 2 }, text: 'left behind: 2 timers' },
    { held: { listeners: 3 }, text: 'left behind: 3 listeners' },
  ])('takes anything that is held for a leak: $text', ({ held, text }) => {
    expect(leak({ stats: () => ({ ...nothing, ...held }), inFlight: () => [] }).message).toBe(text)
    assertNoLeaks({ stats: () => nothing, inFlight: () => [] })
  })

  test('names the handlers of a server that have not ended, those of connections that are over included', async () => {
    const ends: (() => void)[] = []
    const { client, server, served } = pair({ echo: () => new Promise((resolve) => ends.push(() => resolve('x'))) })
    assertNoLeaks(server)
    for (const text of ['a', 'b']) client.go(methods.echo, text)
    await until(() => ends.length === 2)
    expect(leak(server).message).toMatch(/^left behind: 2 unsettled \(Test\.Echo for \d+ ms, Test\.Echo for \d+ ms\)$/)
    await server.close()
    await served
    expect(server.stats()).toMatchObject({ connections: 0, pending: 2 })
    ends[0]?.()
    await turn()
    expect(leak(server).message).toContain('1 unsettled')
    ends[1]?.()
    await turn()
    assertNoLeaks(server)
  })

  test('names the calls of a client that connects again, wherever they are', async () => {
    const { client, drop, holdDialling, seen } = dialing({ echo: () => new Promise(() => {}) })
    holdDialling()
    client.go({ ...methods.echo, idempotent: true }, 'a')
    await until(() => seen.length === 1)
    expect(leak(client).message).toContain('1 unsettled (Test.Echo for ')
    await drop()
    client.go(methods.never, undefined)
    await turn()
    expect(leak(client).message).toMatch(/2 unsettled \(Test\.Echo for \d+ ms, Test\.Never for \d+ ms\)/)
    await client.close()
    assertNoLeaks(client)
  })
})

describe('calls are counted by how they ended', () => {
  test('on both sides', async () => {
    const { client, server } = pair({
      square: () => {
        throw new Error('not for the caller')
      },
      never: () => new Promise(() => {}),
    })
    await client.call(methods.echo, 'x')
    await client.call(methods.echo, 'y')
    await failure(client.call(methods.square, 3))
    await failure(client.call(methods.echo, 5 as unknown as string))
    await failure(client.call(methods.never, undefined, { timeout: 5 }))
    await failure(client.call(methods.never, undefined, { timeout: 0 }))
    client.go(methods.never, undefined).cancel()
    const left = failure(client.call(methods.never, undefined))
    await turn()
    await client.close()
    await left
    await failure(client.call(methods.echo, 'too late'))
    const { outcomes } = client.stats()
    expect(outcomes).toMatchObject({ ok: 2, internal: 1, encode: 1, timeout: 2, canceled: 1, closed: 2, remote: 0 })
    expect(server.stats().outcomes).toMatchObject({ ok: 2, internal: 1 })
    const total = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
    expect(total).toBe(9)
  })

  test('and what is handed out stays as it was', async () => {
    const { client, server } = pair()
    const before = [client.stats().outcomes, server.stats().outcomes]
    await client.call(methods.echo, 'x')
    expect(before.map(({ ok }) => ok)).toEqual([0, 0])
    expect([client.stats().outcomes.ok, server.stats().outcomes.ok]).toEqual([1, 1])
  })
})
