import {
  assertNoLeaks,
  type CallContext,
  type Caller,
  Client,
  type CodecFactory,
  Server,
  type ServerOptions,
} from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { memoryPair } from '@rpcgen/runtime/memory'
import { method, service } from '@rpcgen/runtime/stub'
import { afterEach, describe, expect, test } from 'vitest'
import { methods } from './methods.js'
import { closePairs, failure, pair, until } from './pair.js'

const codecs: readonly CodecFactory[] = [gob(), json({ dialect: 'go' })]

afterEach(closePairs)

/** A server of the client's own side. */
function answering(handlers: object, options: ServerOptions = {}): Server {
  const server = new Server(options)
  server.register(Object.values(methods), {
    echo: (text: string) => text,
    square: (n: number) => n * n,
    never: () => {},
    patient: () => {},
    guarded: (text: string) => text,
    ...handlers,
  })
  return server
}

describe.each(codecs)('over one connection of $name', (codec) => {
  test('both sides call each other, many times at once and inside each other', async () => {
    const here = answering({
      echo: async (text: string, { caller }: CallContext) => `(${await caller.call(methods.square, text.length)})`,
    })
    const { client, server } = pair(
      { echo: async (text: string, { caller }: CallContext) => `${text} ${await caller.call(methods.echo, text)}` },
      { codec, client: { server: here } },
    )
    const texts = Array.from({ length: 100 }, (_, i) => 'x'.repeat(i))
    const answers = await Promise.all(texts.map((text) => client.call(methods.echo, text)))
    expect(answers).toEqual(texts.map((text, i) => `${text} (${i * i})`))
    for (const ledger of [client, here, server]) assertNoLeaks(ledger)
    expect(client.stats().lateReplies + server.stats().lateReplies + here.stats().lateReplies).toBe(0)
  })

  test('a call back to a side that serves nothing fails by itself', async () => {
    const errors: unknown[] = []
    const { client } = pair(
      {
        echo: async (text: string, { caller }: CallContext) => {
          errors.push(await failure(caller.call(methods.square, 5)))
          return text
        },
      },
      { codec },
    )
    expect(await client.call(methods.echo, 'on')).toBe('on')
    expect(errors).toMatchObject([{ code: 'no_such_method', method: 'Test.Square', executed: 'yes' }])
  })

  test('a call back lasts no longer than the connection', async () => {
    let back: Promise<unknown> | undefined
    const here = answering({ never: () => new Promise(() => {}) })
    const { client, server } = pair(
      {
        never(context: CallContext) {
          back = context.caller.call(methods.never, undefined)
          return back
        },
      },
      { codec, client: { server: here } },
    )
    const call = client.call(methods.never, undefined)
    await until(() => here.stats().pending === 1)
    expect(server.stats()).toMatchObject({ pending: 2, timers: 1 })
    expect(server.inFlight().map(({ method }) => method)).toEqual(['Test.Never', 'Test.Never'])
    const failed = failure(call)
    await client.close()
    expect(await failed).toMatchObject({ code: 'closed', executed: 'maybe' })
    expect(await failure(back as Promise<unknown>)).toMatchObject({ code: 'disconnected', executed: 'maybe' })
    expect(here.stats().connections).toBe(0)
    await until(() => server.stats().pending === 0)
    assertNoLeaks(server)
    assertNoLeaks(client)
  })
})

test('the caller of a side that has a client is that client, and of another always the same', async () => {
  const callers: Caller[] = []
  const remember = (_: unknown, { caller }: CallContext) => {
    callers.push(caller)
    return 0
  }
  const here = answering({ square: remember })
  const { client } = pair(
    { square: remember, echo: async (_: string, { caller }: CallContext) => `${await caller.call(methods.square, 1)}` },
    { client: { server: here } },
  )
  await client.call(methods.square, 1)
  await client.call(methods.square, 1)
  await client.call(methods.echo, '')
  expect(callers[0]).toBe(callers[1])
  expect(callers[0]).not.toBe(client)
  expect(callers[2]).toBe(client)
})

test('a call back that begins when nothing more can arrive fails at once', async () => {
  let back: Promise<unknown> | undefined
  const { client, server } = pair({
    never: (context: CallContext) =>
      new Promise<void>((done) => {
        context.signal.addEventListener('abort', () => {
          back = context.caller.call(methods.square, 1)
          back.catch(() => done())
        })
      }),
  })
  const failed = failure(client.call(methods.never, undefined))
  await until(() => server.stats().pending === 1)
  await client.close()
  await failed
  await until(() => back !== undefined)
  expect(await failure(back as Promise<unknown>)).toMatchObject({ code: 'disconnected', executed: 'no' })
  await until(() => server.stats().connections === 0)
  assertNoLeaks(server)
})

test('a call that is part of another ends with it', async () => {
  let inner: Promise<unknown> | undefined
  const here = answering({ never: () => new Promise(() => {}) })
  const { client } = pair(
    {
      never(context: CallContext) {
        inner = context.caller.call(methods.never, undefined, { context })
        return inner
      },
    },
    { client: { server: here, extensions: 'on' } },
  )
  const call = client.go(methods.never, undefined)
  await until(() => here.stats().pending === 1)
  call.cancel()
  expect(await failure(inner as Promise<unknown>)).toMatchObject({ code: 'canceled' })
})

test('closing the server of a client ends the connection, and one that is closed already serves none', async () => {
  const here = answering({})
  const { client } = pair({}, { client: { server: here } })
  await client.call(methods.square, 2)
  expect(here.stats().connections).toBe(1)
  await here.close()
  expect(await failure(client.call(methods.square, 2))).toMatchObject({ code: 'closed' })

  const { client: next } = pair({}, { client: { server: here } })
  expect(await next.call(methods.square, 3)).toBe(9)
  expect(here.stats().connections).toBe(0)
})

test('a server that cannot serve the codec fails the client, and leaves no connection open', async () => {
  const [here, there] = memoryPair()
  const twice = new Server()
  const clash = service('Clash')
  twice.register([method(clash, 'a', { wire: { all: 'X' } }), method(clash, 'b', { wire: { all: 'X' } })], {
    a() {},
    b() {},
  })
  expect(() => new Client(here, { codec: gob(), server: twice })).toThrow(
    'rpc: two methods are called Clash.X on the wire, Clash.a and Clash.b: give one another name by its wire',
  )
  expect(await there.read()).toBeNull()
})
