import { Client, type RpcError, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { memoryPair } from '@rpcgen/runtime/memory'
import { afterEach, describe, expect, test } from 'vitest'
import type { CallContext } from '../../runtime/context.js'
import { methods } from './methods.js'
import { closePairs, failure, pair, until } from './pair.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

afterEach(closePairs)

/** Handlers that end when told to. */
function gate() {
  const ends: (() => void)[] = []
  return {
    echo: (text: string): Promise<string> => new Promise((resolve) => ends.push(() => resolve(text))),
    openOne: () => ends.shift()?.(),
    open: () => {
      for (const end of ends.splice(0)) end()
    },
    running: () => ends.length,
  }
}

describe('drain() of a server', () => {
  test('lets the handlers that run finish, and their replies arrive', async () => {
    const { echo, open, running } = gate()
    const { client, server, served } = pair({ echo })
    const calls = ['a', 'b', 'c'].map((text) => client.call(methods.echo, text))
    await until(() => running() === 3)
    let drained = false
    const draining = server.drain().then(() => {
      drained = true
    })
    await turn()
    expect(drained).toBe(false)
    open()
    expect(await Promise.all(calls)).toEqual(['a', 'b', 'c'])
    await Promise.all([draining, served])
    expect(server.stats()).toMatchObject({ connections: 0, pending: 0, queuedBytes: 0 })
    await until(() => client.state === 'closed')
    expect(await failure(client.call(methods.echo, 'd'))).toMatchObject({ code: 'disconnected', executed: 'no' })
  })

  test('answers requests that come meanwhile with "overloaded", and runs nothing for them', async () => {
    const { echo, open, running } = gate()
    const { client, server } = pair({ echo })
    const first = client.call(methods.echo, 'a')
    await until(() => running() === 1)
    const draining = server.drain()
    expect(await failure(client.call(methods.echo, 'b'))).toMatchObject({
      code: 'overloaded',
      message: 'the server is shutting down',
    })
    expect(running()).toBe(1)
    open()
    expect(await first).toBe('a')
    await draining
    expect(server.stats().outcomes).toMatchObject({ ok: 1, overloaded: 1 })
  })

  test('ends connections on which nothing runs at once, and waits for the others', async () => {
    const { echo, open, running } = gate()
    const { client, server } = pair({ echo })
    const [here, there] = memoryPair()
    const served = server.serve(there, { codec: gob() })
    const idle = new Client(here, { codec: gob() })
    const call = client.call(methods.echo, 'a')
    await until(() => running() === 1)
    const draining = server.drain()
    await served
    await until(() => idle.state === 'closed')
    expect(server.stats().connections).toBe(1)
    open()
    expect(await call).toBe('a')
    await draining
  })

  test('cuts off what is left after its timeout: handlers are aborted with "closed"', async () => {
    const contexts: CallContext[] = []
    const { client, server } = pair({
      echo: (_: string, context: CallContext) => {
        contexts.push(context)
        return new Promise((_resolve, reject) => {
          context.signal.addEventListener('abort', () => reject(context.signal.reason))
        })
      },
    })
    const call = failure(client.call(methods.echo, 'a'))
    await until(() => contexts.length === 1)
    await server.drain({ timeout: 10 })
    expect(contexts[0]?.signal.aborted).toBe(true)
    expect(contexts[0]?.signal.reason).toMatchObject({ code: 'closed' })
    expect(await call).toMatchObject({ code: 'disconnected', executed: 'maybe' })
    await turn()
    expect(server.stats()).toMatchObject({ connections: 0, pending: 0, timers: 0 })
  })

  test('refuses connections that come later, as close() does', async () => {
    for (const end of [(server: Server) => server.drain(), (server: Server) => server.close()]) {
      const server = new Server()
      server.register([methods.echo], { echo: String })
      await end(server)
      const transport = new ScriptedTransport()
      await server.serve(transport, { codec: gob() })
      expect(transport.closed).not.toBe('open')
      expect(server.stats().connections).toBe(0)
    }
  })

  test('sends the replies that wait for a full transport before it closes it', async () => {
    const { echo, open, openOne, running } = gate()
    const server = new Server()
    server.register([methods.echo], { echo })
    const transport = new ScriptedTransport()
    const served = server.serve(transport, { codec: json({ dialect: 'go' }) })
    const request = (text: string, id: number): string => JSON.stringify({ method: 'Test.Echo', params: [text], id })
    transport.feed(new TextEncoder().encode(['a', 'b', 'c'].map(request).join('')))
    await until(() => running() === 3)
    transport.full = true
    const draining = server.drain()
    openOne()
    await turn()
    open()
    await turn()
    expect(transport.writes.length).toBe(1)
    expect(transport.closed).toBe('open')
    transport.drain()
    await Promise.all([draining, served])
    const replies = new TextDecoder().decode(transport.written()).trim().split('\n')
    expect(replies.map((line) => JSON.parse(line).result)).toEqual(['a', 'b', 'c'])
  })

  test('with a timeout is not held up by a peer that takes nothing', async () => {
    const server = new Server()
    server.register([methods.echo], { echo: async (text: string) => text })
    const transport = new ScriptedTransport()
    transport.full = true
    const served = server.serve(transport, { codec: json({ dialect: 'go' }) })
    const ask = (id: number): void =>
      transport.feed(new TextEncoder().encode(JSON.stringify({ method: 'Test.Echo', params: ['a'], id })))
    ask(0)
    await turn()
    ask(1)
    await turn()
    expect(server.stats().queuedBytes).toBeGreaterThan(0)
    await server.drain({ timeout: 10 })
    await served
    expect(transport.closed).toMatchObject({ code: 'closed' })
    expect(server.stats()).toMatchObject({ connections: 0, pending: 0, queuedBytes: 0 })
  })

  test('twice, and with close() between, is over once everything is', async () => {
    const { echo, running } = gate()
    const { client, server } = pair({ echo })
    const call = failure(client.call(methods.echo, 'a'))
    await until(() => running() === 1)
    const draining = [server.drain(), server.drain()]
    await server.close()
    await Promise.all(draining)
    await server.drain()
    expect(await call).toMatchObject({ code: 'disconnected', executed: 'maybe' })
  })
})

test('the end of a block closes a server', async () => {
  const reasons: RpcError[] = []
  const outer = pair({
    echo: (_: string, { signal }: CallContext) => {
      signal.addEventListener('abort', () => reasons.push(signal.reason as RpcError))
      return new Promise(() => {})
    },
  })
  {
    await using server = outer.server
    outer.client.go(methods.echo, 'a')
    await until(() => server.stats().pending === 1)
  }
  await outer.served
  expect(reasons).toMatchObject([{ code: 'closed', message: 'the server was closed' }])
  // The handler itself has not ended, and is counted until it has.
  expect(outer.server.stats()).toMatchObject({ connections: 0, pending: 1 })
})
