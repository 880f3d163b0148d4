import { Client, RpcError, type StateEvent } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Idlers } from '../../runtime/idlers.js'
import { Lifecycle } from '../../runtime/lifecycle.js'
import { methods } from './methods.js'
import { closePairs, failure, pair } from './pair.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

const closed: StateEvent = { state: 'closed', reason: new RpcError('closed', 'for a test') }

function scripted(): { client: Client; transport: ScriptedTransport; events: StateEvent[] } {
  const transport = new ScriptedTransport()
  const client = new Client(transport, { codec: gob() })
  const events: StateEvent[] = []
  client.onState((event) => events.push(event))
  return { client, transport, events }
}

/** A handler that answers when told to. */
function gate(): { echo: (text: string) => Promise<string>; open: () => void } {
  const ends: (() => void)[] = []
  return {
    echo: (text) => new Promise((resolve) => ends.push(() => resolve(text))),
    open: () => {
      for (const end of ends.splice(0)) end()
    },
  }
}

afterEach(async () => {
  await closePairs()
  vi.useRealTimers()
})

describe('a listener of states', () => {
  test('hears of changes from when it begins to listen until it stops', () => {
    const lifecycle = new Lifecycle('open')
    const heard: string[] = []
    const stop = lifecycle.subscribe(({ state }) => heard.push(state))
    lifecycle.change({ state: 'draining' })
    stop()
    stop()
    lifecycle.change(closed)
    expect(heard).toEqual(['draining'])
    expect(lifecycle.state).toBe('closed')
  })

  test('that throws keeps nobody else from hearing, and the connection from nothing', async () => {
    const { client, transport, events } = scripted()
    client.onState(() => {
      throw new Error('mine')
    })
    const after: StateEvent[] = []
    client.onState((event) => after.push(event))
    await client.close()
    expect(events.map(({ state }) => state)).toEqual(['closed'])
    expect(after).toEqual(events)
    expect(transport.closed).toMatchObject({ code: 'closed' })
  })

  test('hears nothing after "closed", in order, even when another changes the state meanwhile', () => {
    const lifecycle = new Lifecycle('open')
    const heard: string[] = []
    lifecycle.subscribe(({ state }) => {
      heard.push(state)
      if (state === 'draining') lifecycle.change(closed)
    })
    lifecycle.subscribe(({ state }) => heard.push(state))
    lifecycle.change({ state: 'draining' })
    lifecycle.change({ state: 'open' })
    expect(heard).toEqual(['draining', 'draining', 'closed', 'closed'])
    expect(lifecycle.state).toBe('closed')
  })

  test('that another one stops in the middle of a change does not hear of it; one that it adds hears of the next', () => {
    const lifecycle = new Lifecycle('open')
    const heard: string[] = []
    lifecycle.subscribe(() => {
      stop()
      lifecycle.subscribe(({ state }) => heard.push(`added ${state}`))
    })
    const stop = lifecycle.subscribe(({ state }) => heard.push(`stopped ${state}`))
    lifecycle.change({ state: 'draining' })
    expect(heard).toEqual([])
    lifecycle.change(closed)
    expect(heard[0]).toBe('added closed')
  })
})

describe('close()', () => {
  test('ends the connection at once: state, reason and event are there when it returns', async () => {
    const { client, transport, events } = scripted()
    expect(client.state).toBe('open')
    const call = failure(client.call(methods.never, undefined))
    const closing = client.close()
    expect(client.state).toBe('closed')
    expect(transport.closed).toMatchObject({ code: 'closed', message: 'the client was closed' })
    expect(await call).toMatchObject({ code: 'closed', executed: 'no' })
    await closing
    expect(events).toMatchObject([{ state: 'closed', reason: { code: 'closed' } }])
  })

  test('does nothing the second time, nor after the peer was first', async () => {
    const { client, transport, events } = scripted()
    transport.feed(null)
    await turn()
    await client.close()
    await client.close()
    expect(events).toMatchObject([{ state: 'closed', reason: { code: 'disconnected' } }])
    expect(await failure(client.call(methods.never, undefined))).toMatchObject({ code: 'disconnected', executed: 'no' })
  })

  test('is what the end of a block does', async () => {
    const { client, transport } = scripted()
    {
      await using here = client
      expect(here.state).toBe('open')
    }
    expect(client.state).toBe('closed')
    expect(transport.closed).toMatchObject({ code: 'closed' })
  })
})

describe('drain()', () => {
  test('waits for what is pending, refuses what begins meanwhile, and then closes', async () => {
    const { echo, open } = gate()
    const { client, seen } = pair({ echo })
    const events: StateEvent[] = []
    client.onState((event) => events.push(event))
    const call = client.call(methods.echo, 'x')
    await turn()
    const draining = client.drain()
    expect(client.state).toBe('draining')
    expect(await failure(client.call(methods.echo, 'y'))).toMatchObject({ code: 'closed', executed: 'no' })
    expect(client.state).toBe('draining')
    open()
    await draining
    expect(await call).toBe('x')
    expect(client.state).toBe('closed')
    expect(events).toMatchObject([
      { state: 'draining' },
      { state: 'closed', reason: { code: 'closed', message: 'the client was drained' } },
    ])
    expect(seen.length).toBe(1)
  })

  test('closes at once when nothing is pending', async () => {
    const { client } = scripted()
    void client.drain()
    expect(client.state).toBe('closed')
  })

  test('sends what was called in the same turn, and waits for it', async () => {
    const { client } = pair()
    const call = client.call(methods.echo, 'x')
    await client.drain()
    expect(await call).toBe('x')
  })

  test('cuts off what is left after its timeout', async () => {
    const { client } = pair({ echo: () => new Promise(() => {}) })
    const call = failure(client.call(methods.echo, 'x'))
    await turn()
    await client.drain({ timeout: 10 })
    expect(await call).toMatchObject({ code: 'closed', executed: 'maybe', message: 'the client was drained' })
    expect(client.stats()).toMatchObject({ pending: 0, timers: 0 })
  })

  test('is over when the client is closed, and when the connection is lost', async () => {
    for (const end of [
      ({ client }: ReturnType<typeof scripted>) => client.close(),
      ({ transport }: ReturnType<typeof scripted>) => transport.feed(null),
    ]) {
      const all = scripted()
      const call = failure(all.client.call(methods.never, undefined))
      await turn()
      const draining = all.client.drain()
      await end(all)
      await draining
      expect(await call).toMatchObject({ executed: 'maybe' })
      expect(all.events.map(({ state }) => state)).toEqual(['draining', 'closed'])
    }
  })

  test('twice waits twice, the second may be shorter; after the end it does nothing', async () => {
    const { client } = pair({ echo: () => new Promise(() => {}) })
    const events: StateEvent[] = []
    client.onState((event) => events.push(event))
    client.go(methods.echo, 'x')
    await turn()
    const first = client.drain()
    await client.drain({ timeout: 10 })
    await first
    await client.drain()
    expect(events.map(({ state }) => state)).toEqual(['draining', 'closed'])
  })

  test('waits for calls that wait for a full transport, or in line', async () => {
    const transport = new ScriptedTransport()
    const client = new Client(transport, { codec: gob(), limits: { pending: 2 }, whenFull: 'wait' })
    transport.full = true
    const calls = [1, 2, 3].map((n) => client.go(methods.square, n))
    await turn()
    let drained = false
    const draining = client.drain().then(() => {
      drained = true
    })
    calls[0]?.cancel()
    transport.drain()
    await turn()
    expect(drained).toBe(false)
    expect(calls.map(({ seq }) => seq)).toEqual([0, 1, 2])
    for (const call of calls) call.cancel()
    await draining
    expect(client.state).toBe('closed')
  })
})

describe('those who wait until nothing is under way', () => {
  test('leave no timer behind, whichever comes first', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const idlers = new Idlers()
    const waiting = [idlers.wait(Number.POSITIVE_INFINITY), idlers.wait(1_000), idlers.wait(2 ** 40)]
    expect(vi.getTimerCount()).toBe(2)
    idlers.wake()
    await Promise.all(waiting)
    expect(vi.getTimerCount()).toBe(0)
    const alone = idlers.wait(1_000)
    vi.advanceTimersByTime(1_000)
    await alone
    expect(vi.getTimerCount()).toBe(0)
  })
})
