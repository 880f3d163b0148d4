import { ReconnectingClient, type StateEvent, type Transport } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { backoffOf } from '../../runtime/client/backoff.js'
import { methods } from './methods.js'
import { failure, until } from './pair.js'
import { closeDialing, dialing } from './reconnecting.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

afterEach(async () => {
  await closeDialing()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** The state of each event; of an attempt, which one. */
const told = (events: readonly StateEvent[]): unknown[] =>
  events.map((event) => (event.state === 'connecting' ? event.attempt : event.state))

describe('the pause before an attempt', () => {
  test('is anything up to twice the one before, from 100 ms to 10 s', () => {
    const backoff = backoffOf({})
    expect([1, 2, 3, 7, 8, 2_000].map((attempt) => backoff.maxDelayOf(attempt))).toEqual([
      100, 200, 400, 6_400, 10_000, 10_000,
    ])
    vi.spyOn(Math, 'random').mockReturnValueOnce(0).mockReturnValueOnce(0.5).mockReturnValueOnce(0.75)
    expect([1, 2, 3].map((attempt) => backoff.delayOf(attempt))).toEqual([0, 100, 300])
    expect(backoff.attempts).toBe(Number.POSITIVE_INFINITY)
  })

  test('follows the options; what is no positive number is refused', () => {
    expect(backoffOf({ delay: 50, maxDelay: 60 }).maxDelayOf(2)).toBe(60)
    for (const name of ['delay', 'maxDelay', 'attempts']) {
      for (const value of [0, -1, Number.NaN]) expect(() => backoffOf({ [name]: value })).toThrow(RangeError)
    }
    const client = () =>
      new ReconnectingClient(new ScriptedTransport(), async () => new ScriptedTransport(), {
        codec: gob(),
        reconnect: { delay: 0 },
      })
    expect(client).toThrow('the reconnect option delay is 0, and no positive number')
  })

  test('is kept to, grows while attempts fail, and begins anew after a connection that held', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const transports: ScriptedTransport[] = [new ScriptedTransport()]
    let dials = 0
    const connect = async (): Promise<Transport> => {
      if (++dials < 3) throw new Error('nobody there')
      const next = new ScriptedTransport()
      transports.push(next)
      return next
    }
    const client = new ReconnectingClient(transports[0] as Transport, connect, { codec: gob(), reconnect: {} })
    await turn()
    transports[0]?.feed(null)
    await turn()
    for (const [delay, dialled] of [
      [50, 1],
      [100, 2],
      [200, 3],
    ] as const) {
      vi.advanceTimersByTime(delay - 1)
      await turn()
      expect(dials).toBe(dialled - 1)
      vi.advanceTimersByTime(1)
      await turn()
      expect(dials).toBe(dialled)
    }
    expect(client.state).toBe('open')
    // Lost again before it held for as long as a pause: the pauses go on growing.
    transports[1]?.feed(null)
    await turn()
    vi.advanceTimersByTime(399)
    await turn()
    expect(dials).toBe(3)
    vi.advanceTimersByTime(1)
    await turn()
    expect(dials).toBe(4)
    vi.advanceTimersByTime(60_000)
    transports[2]?.feed(null)
    await turn()
    vi.advanceTimersByTime(50)
    await turn()
    expect(dials).toBe(5)
    await client.close()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('the states of a client that connects again', () => {
  test('are told with the number of the attempt and the reason for it', async () => {
    const { client, drop, events, refuse } = dialing()
    refuse(2)
    await drop()
    await until(() => client.state === 'open')
    expect(told(events)).toEqual([1, 2, 3, 'open'])
    expect(events).toMatchObject([
      { reason: { code: 'disconnected' } },
      { reason: { code: 'connect', message: 'nobody there' } },
      { reason: { code: 'connect' } },
      {},
    ])
    await client.close()
    expect(told(events)).toEqual([1, 2, 3, 'open', 'closed'])
  })

  test('end with "closed" when as many attempts failed as may: calls fail with the reason, now and later', async () => {
    const { client, drop, events, refuse } = dialing({}, { reconnect: { delay: 1, attempts: 3 } })
    refuse(3)
    await drop()
    const waiting = failure(client.call(methods.echo, 'a'))
    expect(await waiting).toMatchObject({ code: 'connect', executed: 'no', message: 'nobody there' })
    expect(told(events)).toEqual([1, 2, 3, 'closed'])
    expect(events.at(-1)).toMatchObject({ reason: { code: 'connect' } })
    expect(await failure(client.call(methods.echo, 'b'))).toMatchObject({ code: 'connect', executed: 'no' })
    expect(client.stats()).toMatchObject({ pending: 0, timers: 0, listeners: 0 })
  })

  test('survive a codec that fails to open: that attempt has failed, and its transport is closed', async () => {
    let opened = 0
    const factory = gob()
    const codec: typeof factory = {
      ...factory,
      open: (io) => {
        if (++opened === 2) throw new Error('not now')
        return factory.open(io)
      },
    }
    const { client, drop, transports } = dialing({}, { codec })
    await drop()
    expect(await client.call(methods.echo, 'a')).toBe('a')
    expect(transports.length).toBe(3)
    expect(await transports[1]?.read()).toBe(null)
  })
})

describe('close()', () => {
  test('ends the search for a connection: what waits fails, and no timer is left', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const { client, drop, events, links } = dialing()
    await drop()
    const waiting = failure(client.call(methods.echo, 'a'))
    await client.close()
    expect(await waiting).toMatchObject({ code: 'closed', executed: 'no', message: 'the client was closed' })
    expect(vi.getTimerCount()).toBe(0)
    expect(told(events)).toEqual([1, 'closed'])
    expect(links()).toBe(1)
    await client.close()
    expect(told(events)).toEqual([1, 'closed'])
  })

  test('while an attempt is under way closes the transport that it still brings', async () => {
    const { client, drop, holdDialling, transports } = dialing()
    const { letDial } = holdDialling()
    await drop()
    await new Promise((done) => setTimeout(done, 20))
    await client.close()
    letDial()
    await until(() => transports.length === 2)
    expect(await transports[1]?.read()).toBe(null)
    expect(client.state).toBe('closed')
  })

  test('in a listener that hears of the new connection closes that one too', async () => {
    const { client, drop, transports, events } = dialing()
    client.onState(({ state }) => {
      if (state === 'open') void client.close()
    })
    await drop()
    await until(() => client.state === 'closed')
    await turn()
    expect(await transports[1]?.read()).toBe(null)
    expect(told(events)).toEqual([1, 'open', 'closed'])
  })

  test('in a listener that hears of the loss keeps it from dialling', async () => {
    const { client, drop, links } = dialing()
    client.onState(({ state }) => {
      if (state === 'connecting') void client.close()
    })
    await drop()
    await turn()
    expect(client.state).toBe('closed')
    expect(links()).toBe(1)
  })

  test('is what the end of a block does; the connection is closed', async () => {
    const { client, transports } = dialing()
    const call = failure(client.call(methods.never, undefined))
    await turn()
    {
      await using here = client
      expect(here.state).toBe('open')
    }
    expect(await call).toMatchObject({ code: 'closed', executed: 'maybe' })
    expect(await transports[0]?.read()).toBe(null)
  })
})

describe('drain()', () => {
  test('waits for what is pending, over another connection if need be', async () => {
    const { client, drop, events, holdDialling } = dialing()
    const { letDial } = holdDialling()
    await drop()
    const call = client.call(methods.echo, 'a')
    const draining = client.drain()
    letDial()
    expect(client.state).toBe('draining')
    expect(await failure(client.call(methods.echo, 'b'))).toMatchObject({ code: 'closed', executed: 'no' })
    await draining
    expect(await call).toBe('a')
    expect(told(events)).toEqual([1, 'draining', 'closed'])
  })

  test('closes at once when nothing is pending, connected or not', async () => {
    for (const lose of [true, false]) {
      const { client, drop } = dialing()
      if (lose) await drop()
      void client.drain()
      expect(client.state).toBe('closed')
    }
  })

  test('cuts off what is left after its timeout, or when attempts are exhausted', async () => {
    const first = dialing()
    first.holdDialling()
    await first.drop()
    const call = failure(first.client.call(methods.echo, 'a'))
    await first.client.drain({ timeout: 10 })
    expect(await call).toMatchObject({ code: 'closed', executed: 'no', message: 'the client was drained' })
    const second = dialing({}, { reconnect: { delay: 1, attempts: 1 } })
    second.refuse(1)
    await second.drop()
    const lost = failure(second.client.call(methods.echo, 'a'))
    await second.client.drain()
    expect(await lost).toMatchObject({ code: 'connect', executed: 'no' })
    expect(told(second.events)).toEqual([1, 'draining', 'closed'])
  })
})
