import { Client, type ClientOptions, type Limits, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { methods } from './methods.js'
import { failure } from './pair.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

const codec = json({ dialect: 'go' })
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const request = (text: string, id = 0): string => `${JSON.stringify({ method: 'Test.Echo', params: [text], id })}\n`
const open: (Client | Server)[] = []

/** Lets time pass in small steps, with turns of the event loop between. */
async function pass(ms: number): Promise<void> {
  await turn()
  for (let i = 0; i < 10; i++) {
    vi.advanceTimersByTime(ms / 10)
    await turn()
  }
}

/** A server with one scripted peer, and a second one that must never notice what becomes of the first. */
async function serving(limits: Partial<Limits>, echo: (text: string) => unknown = (text) => text) {
  const server = new Server({ limits })
  open.push(server)
  server.register([methods.echo], { echo })
  const transport = new ScriptedTransport()
  const other = new ScriptedTransport()
  void server.serve(transport, { codec })
  void server.serve(other, { codec })
  await turn()
  return { server, transport, other }
}

function calling(options: Partial<ClientOptions>): { client: Client; transport: ScriptedTransport } {
  const transport = new ScriptedTransport()
  const client = new Client(transport, { codec, ...options })
  open.push(client)
  return { client, transport }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})

afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('a connection that lies idle', () => {
  test('is cut by a server after the limit, and no other is', async () => {
    const { server, transport, other } = await serving({ idle: 1_000 })
    await pass(900)
    other.feed(bytes(request('alive')))
    await pass(200)
    expect(transport.closed).toMatchObject({
      code: 'limit',
      message: 'nothing was called and nothing arrived for 1000 ms',
    })
    expect(other.closed).toBe('open')
    expect(server.stats().connections).toBe(1)
  })

  test('is cut by a client; its calls fail from then on', async () => {
    const { client, transport } = calling({ limits: { idle: 1_000 } })
    await pass(1_100)
    expect(transport.closed).toMatchObject({ code: 'limit' })
    expect(await failure(client.call(methods.never, undefined))).toMatchObject({ code: 'limit', executed: 'no' })
  })

  test('is none by default', async () => {
    const { transport } = await serving({})
    await pass(2 ** 32)
    expect(transport.closed).toBe('open')
  })

  test('is none while a handler runs, and is idle from its end, not from the request', async () => {
    let end: (text: string) => void = () => {}
    const { transport, other } = await serving({ idle: 1_000 }, () => new Promise((resolve) => (end = resolve)))
    transport.feed(bytes(request('slow')))
    await pass(2_900)
    expect(transport.closed).toBe('open')
    expect(other.closed).toMatchObject({ code: 'limit' })
    end('done')
    await pass(900)
    expect(transport.closed).toBe('open')
    await pass(200)
    expect(transport.closed).toMatchObject({ code: 'limit' })
  })

  test('is none while a client waits for a reply, and is idle from the end of the call', async () => {
    const { client, transport } = calling({ limits: { idle: 1_000 } })
    const call = client.go(methods.never, undefined, { timeout: Number.POSITIVE_INFINITY })
    await pass(2_900)
    call.cancel()
    await pass(900)
    expect(transport.closed).toBe('open')
    await pass(200)
    expect(transport.closed).toMatchObject({ code: 'limit' })
  })
})

describe('a message that does not come to its end', () => {
  const cut = request('x').slice(0, 20)

  test('ends its connection after the limit, and no other', async () => {
    const { transport, other } = await serving({ partial: 1_000 })
    transport.feed(bytes(cut))
    await pass(900)
    expect(transport.closed).toBe('open')
    await pass(200)
    expect(transport.closed).toMatchObject({
      code: 'limit',
      message: 'the peer did not finish a message for 1000 ms',
    })
    expect(other.closed).toBe('open')
  })

  test('ends a client in the same way: what was sent may have run', async () => {
    const { client, transport } = calling({ limits: { partial: 1_000 } })
    const call = failure(client.call(methods.never, undefined, { timeout: Number.POSITIVE_INFINITY }))
    await turn()
    transport.feed(bytes('{"id":0,'))
    await pass(1_100)
    expect(await call).toMatchObject({ code: 'limit', executed: 'maybe' })
  })

  test('is as slow when a byte of it comes now and then', async () => {
    const { transport } = await serving({ partial: 1_000 })
    for (const byte of bytes(cut)) {
      transport.feed(Uint8Array.of(byte))
      await pass(100)
    }
    expect(transport.closed).toMatchObject({ code: 'limit' })
  })

  test('is noticed in gob too', async () => {
    const transport = new ScriptedTransport()
    const recorder = new ScriptedTransport()
    const client = new Client(recorder, { codec: gob() })
    const server = new Server({ limits: { partial: 1_000 } })
    open.push(client, server)
    server.register([methods.echo], { echo: String })
    void server.serve(transport, { codec: gob() })
    client.go(methods.echo, 'x', { timeout: Number.POSITIVE_INFINITY })
    await turn()
    // All but the last byte: the definitions and the header are there.
    transport.feed(recorder.written().slice(0, -1))
    await pass(1_100)
    expect(transport.closed).toMatchObject({ code: 'limit' })
  })

  test('is none when only white space follows the last one', async () => {
    const { transport } = await serving({ partial: 1_000 })
    transport.feed(bytes(request('a')))
    transport.feed(bytes('\n'))
    transport.feed(bytes(' \r\n'))
    await pass(5_000)
    expect(transport.closed).toBe('open')
    transport.feed(bytes(request('b')))
    await turn()
    expect(transport.writes.length).toBe(2)
  })

  test('is another one each time when every chunk cuts one, as long as they come to their ends', async () => {
    const { transport } = await serving({ partial: 1_000 })
    const stream = Array.from({ length: 20 }, (_, id) => request('x', id)).join('')
    const size = request('x').length
    transport.feed(bytes(stream.slice(0, 10)))
    for (let at = 10; at < stream.length; at += size) {
      await pass(500)
      transport.feed(bytes(stream.slice(at, at + size)))
    }
    await turn()
    expect(transport.closed).toBe('open')
    expect(new TextDecoder().decode(transport.written()).trim().split('\n').length).toBe(20)
  })

  test('is one that takes long to arrive, but not too long', async () => {
    const { transport } = await serving({ partial: 1_000 })
    const whole = request('a long message')
    for (let i = 0; i < whole.length; i += 6) {
      transport.feed(bytes(whole.slice(i, i + 6)))
      await pass(80)
    }
    await pass(5_000)
    expect(transport.closed).toBe('open')
    expect(transport.writes.length).toBe(1)
  })

  test('does not cut off the replies that are due when the peer has ended its side', async () => {
    let end: (text: string) => void = () => {}
    const { transport } = await serving({ partial: 1_000 }, () => new Promise((resolve) => (end = resolve)))
    transport.feed(bytes(request('slow') + cut))
    await turn()
    transport.feed(null)
    await pass(3_000)
    end('done')
    await turn()
    expect(new TextDecoder().decode(transport.written())).toContain('done')
  })
})

describe('a peer that does not take what is written', () => {
  test('is cut by a server after the limit, and no other is', async () => {
    const { server, transport, other } = await serving({ stall: 1_000 })
    transport.full = true
    transport.feed(bytes(request('x')))
    await pass(900)
    expect(server.stats().queuedBytes).toBeGreaterThan(0)
    expect(transport.closed).toBe('open')
    await pass(200)
    expect(transport.closed).toMatchObject({
      code: 'limit',
      message: 'the peer did not take what was written for 1000 ms',
    })
    expect(other.closed).toBe('open')
    expect(server.stats()).toMatchObject({ connections: 1, queuedBytes: 0 })
  })

  test('is cut by a client: what was given to the transport may have run, the rest has not', async () => {
    const { client, transport } = calling({ limits: { stall: 1_000 }, timeout: Number.POSITIVE_INFINITY })
    transport.full = true
    const given = failure(client.call(methods.never, undefined))
    await turn()
    const waiting = failure(client.call(methods.never, undefined))
    await pass(1_100)
    expect(await given).toMatchObject({ code: 'limit', executed: 'maybe' })
    expect(await waiting).toMatchObject({ code: 'limit', executed: 'no' })
  })

  test('is left alone while it makes room now and then', async () => {
    const { client, transport } = calling({ limits: { stall: 1_000 }, timeout: Number.POSITIVE_INFINITY })
    for (let i = 0; i < 5; i++) {
      transport.full = true
      client.go(methods.never, undefined)
      await pass(900)
      transport.drain()
      await turn()
    }
    expect(transport.closed).toBe('open')
  })
})

test('a chunk that is on its way when the connection ends is not waited for: no timer is left', async () => {
  const { client, transport } = calling({ limits: { idle: 1_000 } })
  await turn()
  transport.feed(bytes('{"id":0'))
  await client.close()
  await turn()
  expect(vi.getTimerCount()).toBe(0)
})
