import { Client, type ClientOptions, defaultLimits, type Limits, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { limitsOf } from '../../runtime/limits.js'

import { methods } from './methods.js'
import { failure } from './pair.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

const codec = json({ dialect: 'go' })
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

afterEach(() => {
  vi.useRealTimers()
})

interface Scripted {
  readonly client: Client
  readonly transport: ScriptedTransport
  /** The params of the requests that have left, in order. */
  sent(): unknown[]
  /** Answers the request of that seq. */
  answer(seq: number): Promise<void>
}

function scripted(options: Partial<ClientOptions>): Scripted {
  const transport = new ScriptedTransport()
  const client = new Client(transport, { codec, ...options })
  return {
    client,
    transport,
    sent: () =>
      new TextDecoder()
        .decode(transport.written())
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line).params[0]),
    answer: (id) => {
      transport.feed(bytes(JSON.stringify({ id, result: 'done', error: null })))
      return turn()
    },
  }
}

describe('calls beyond the limit of pending ones', () => {
  test('are refused by default, at once and unsent, until there is room', async () => {
    const { client, sent, answer } = scripted({ limits: { pending: 2 } })
    const first = client.call(methods.echo, 'a')
    client.go(methods.echo, 'b')
    expect(await failure(client.call(methods.echo, 'c'))).toMatchObject({
      code: 'overloaded',
      executed: 'no',
      seq: undefined,
      message: '2 calls are pending already',
    })
    await turn()
    await answer(0)
    expect(await first).toBe('done')
    client.go(methods.echo, 'd')
    await turn()
    expect(sent()).toEqual(['a', 'b', 'd'])
    await client.close()
  })

  test('wait when told to, and are served in order, as many as there is room for', async () => {
    const { client, sent, answer } = scripted({ limits: { pending: 2 }, whenFull: 'wait' })
    const calls = ['a', 'b', 'c', 'd', 'e'].map((text) => client.go(methods.echo, text))
    await turn()
    expect(sent()).toEqual(['a', 'b'])
    expect(calls.map(({ seq }) => seq)).toEqual([0, 1, undefined, undefined, undefined])
    expect(client.stats().pending).toBe(5)
    expect(client.inFlight().length).toBe(5)
    await answer(1)
    expect(sent()).toEqual(['a', 'b', 'c'])
    await answer(0)
    await answer(2)
    expect(sent()).toEqual(['a', 'b', 'c', 'd', 'e'])
    await answer(3)
    await answer(4)
    expect(await Promise.all(calls.map(({ done }) => done))).toEqual(Array(5).fill('done'))
    expect(client.stats().pending).toBe(0)
  })

  test('can time out and be cancelled while they wait, and are never sent then', async () => {
    const { client, sent, answer } = scripted({ limits: { pending: 1 }, whenFull: 'wait' })
    client.go(methods.echo, 'a')
    const controller = new AbortController()
    const late = failure(client.call(methods.echo, 'late', { timeout: 5 }))
    const aborted = failure(client.call(methods.echo, 'aborted', { signal: controller.signal }))
    const canceled = client.go(methods.echo, 'canceled')
    const last = client.go(methods.echo, 'last')
    controller.abort('no more')
    canceled.cancel('no use')
    const unsent = { executed: 'no', seq: undefined }
    expect(await late).toMatchObject({ ...unsent, code: 'timeout' })
    expect(await aborted).toMatchObject({ ...unsent, code: 'canceled', cause: 'no more' })
    expect(await failure(canceled.done)).toMatchObject({ ...unsent, code: 'canceled', cause: 'no use' })
    await answer(0)
    expect(sent()).toEqual(['a', 'last'])
    expect(last.seq).toBe(1)
    await client.close()
  })

  test('are sent with the time that is left to them, not what they began with', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const { client, transport, answer } = scripted({ limits: { pending: 1 }, whenFull: 'wait', extensions: 'on' })
    client.go(methods.echo, 'a')
    client.go(methods.echo, 'b', { timeout: 1_000 })
    await turn()
    vi.advanceTimersByTime(600)
    await answer(0)
    const [, second = ''] = new TextDecoder().decode(transport.written()).split('\n')
    expect(JSON.parse(second)).toMatchObject({ params: ['b'], timeout: 400 * 1e6 })
    await client.close()
  })

  test('fail with the connection, unsent', async () => {
    const { client } = scripted({ limits: { pending: 1 }, whenFull: 'wait' })
    client.go(methods.echo, 'a')
    const waiting = failure(client.call(methods.echo, 'b'))
    await client.close()
    expect(await waiting).toMatchObject({ code: 'closed', executed: 'no', seq: undefined })
    expect(client.stats()).toMatchObject({ pending: 0, timers: 0 })
  })

  test('make way for the next one when they cannot be encoded, however many there are', async () => {
    const { client, sent, answer } = scripted({ limits: { pending: 1 }, whenFull: 'wait' })
    client.go(methods.echo, 'a')
    const bad = Array.from({ length: 20_000 }, () => client.go(methods.echo, 5 as unknown as string))
    client.go(methods.echo, 'good')
    await turn()
    await answer(0)
    expect(await failure(bad[19_999]?.done ?? Promise.resolve())).toMatchObject({ code: 'encode', executed: 'no' })
    expect(sent()).toEqual(['a', 'good'])
    expect(client.stats().outcomes.encode).toBe(20_000)
    await client.close()
  })
})

describe('a transport that is full', () => {
  test('refuses calls by default once as many bytes wait as may, and takes them again when they have left', async () => {
    const { client, transport, sent } = scripted({ limits: { queued: 100 } })
    transport.full = true
    client.go(methods.echo, 'x'.repeat(100))
    await turn()
    const { queuedBytes } = client.stats()
    expect(queuedBytes).toBe(transport.written().length)
    expect(await failure(client.call(methods.echo, 'refused'))).toMatchObject({
      code: 'overloaded',
      executed: 'no',
      message: `${queuedBytes} bytes wait to be written already`,
    })
    transport.drain()
    await turn()
    expect(client.stats().queuedBytes).toBe(0)
    client.go(methods.echo, 'taken')
    await turn()
    expect(sent().at(-1)).toBe('taken')
    await client.close()
  })

  test('lets calls wait when told to, in order; they can time out and be cancelled', async () => {
    const { client, transport, sent } = scripted({ limits: { queued: 100 }, whenFull: 'wait' })
    transport.full = true
    client.go(methods.echo, 'x'.repeat(100))
    await turn()
    const late = failure(client.call(methods.echo, 'late', { timeout: 5 }))
    const canceled = client.go(methods.echo, 'canceled')
    for (const text of ['b', 'c']) client.go(methods.echo, text)
    canceled.cancel()
    expect(await late).toMatchObject({ code: 'timeout', executed: 'no' })
    expect(await failure(canceled.done)).toMatchObject({ code: 'canceled', executed: 'no' })
    transport.drain()
    await turn()
    expect(sent().slice(1)).toEqual(['b', 'c'])
    await client.close()
  })

  test('is never written to, not even with word of calls that were cancelled', async () => {
    const { client, transport } = scripted({ cancel: 'send' })
    const calls = Array.from({ length: 200 }, () => client.go(methods.never, undefined))
    await turn()
    transport.full = true
    client.go(methods.never, undefined)
    await turn()
    for (const call of calls) call.cancel()
    transport.drain()
    transport.full = true
    const before = transport.writes.length
    await turn()
    expect(transport.writes.length).toBe(before + 1)
    transport.drain()
    await turn()
    const cancels = new TextDecoder().decode(transport.written()).match(/_goRPC_\.Cancel/g)
    expect(cancels?.length).toBe(200)
    await client.close()
  })
})

test('a request over the message limit ends its connection as soon as it says so, not when its bytes have come', async () => {
  const transport = new ScriptedTransport()
  const server = new Server({ limits: { message: 1_000 } })
  const served = server.serve(transport, { codec: gob() })
  transport.feed(Uint8Array.of(0xfe, 0x10, 0x00))
  await served
  expect(transport.closed).toMatchObject({ code: 'limit' })
})

describe('a server with as many handlers as may run', () => {
  class Counted extends ScriptedTransport {
    reads = 0
    override read(): Promise<Uint8Array | null> {
      this.reads++
      return super.read()
    }
  }

  test('begins no other, and reads no more than as many again, until one has ended', async () => {
    const transport = new Counted()
    const server = new Server({ limits: { handlers: 2 } })
    const begun: string[] = []
    const ends: (() => void)[] = []
    server.register([methods.echo], {
      echo: (text: string) => {
        begun.push(text)
        return new Promise((resolve) => ends.push(() => resolve(text)))
      },
    })
    void server.serve(transport, { codec })
    const request = (text: string, id: number): string => JSON.stringify({ method: 'Test.Echo', params: [text], id })
    transport.feed(bytes(['a', 'b', 'c'].map(request).join('\n')))
    transport.feed(bytes(request('d', 3)))
    transport.feed(bytes(request('e', 4)))
    await turn()
    expect(begun).toEqual(['a', 'b'])
    expect(transport.reads).toBe(2)
    ends[1]?.()
    await turn()
    expect(begun).toEqual(['a', 'b', 'c'])
    expect(transport.reads).toBe(3)
    ends[0]?.()
    await turn()
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
    expect(transport.reads).toBe(4)
    expect(server.stats().pending).toBe(2)
    await server.close()
  })
})

describe('limits', () => {
  test('are the defaults where they are not given', () => {
    expect(limitsOf()).toEqual(defaultLimits)
    expect(limitsOf({ pending: 7, message: undefined })).toEqual({ ...defaultLimits, pending: 7 })
    expect(limitsOf({ partial: Number.POSITIVE_INFINITY }).partial).toBe(Number.POSITIVE_INFINITY)
  })

  test.each(Object.keys(defaultLimits) as (keyof Limits)[])('that are no positive numbers are refused: %s', (name) => {
    for (const value of [0, -1, Number.NaN, null, '5', 5n, 'many', {}] as number[]) {
      expect(() => limitsOf({ [name]: value })).toThrow(RangeError)
    }
    expect(() => new Client(new ScriptedTransport(), { codec, limits: { [name]: 0 } })).toThrow(RangeError)
    expect(() => new Server({ limits: { [name]: 0 } })).toThrow(`the limit ${name} is 0, and no positive number`)
  })
})
