import { Client, isRpcError, RpcError, Server, type ServerOptions } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { memoryPair } from '@rpcgen/runtime/memory'
import type { Method } from '@rpcgen/runtime/stub'
import { message, method, service, string } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { type Arith, ArithClient, ArithMethods, serveArith } from '../../generated/arith.js'
import { methods } from './methods.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

const defaults = {
  echo: (text: string) => text,
  square: (n: number) => n * n,
  guarded: String,
  never: () => {},
  patient: () => {},
}

interface Both {
  readonly client: Client
  readonly server: Server
  /** Resolves when the server is done with the connection. */
  readonly served: Promise<void>
}

function connect(handlers: object, options: ServerOptions = {}): Both {
  const [here, there] = memoryPair()
  const server = new Server(options)
  server.register(Object.values(methods), { ...defaults, ...handlers })
  const served = server.serve(there, { codec: gob() })
  return { client: new Client(here, { codec: gob() }), server, served }
}

async function failure(call: Promise<unknown>): Promise<RpcError> {
  const error = await call.catch((reason: unknown) => reason)
  if (!isRpcError(error)) throw new Error(`not an RpcError: ${String(error)}`)
  return error
}

/** A method by any name, with a string for its params and its result. */
function named(serviceName: string, name: string, wire?: string): Method<string, string> {
  const text = message<string>(
    string,
    (e, slot, v) => e.string(slot, v),
    (d) => d.string(),
  )
  return method(service(serviceName), name, {
    params: text,
    result: text,
    ...(wire === undefined ? {} : { wire: { all: wire } }),
  })
}

describe('names that are not served get the texts of net/rpc', () => {
  test.each([
    { method: named('Nope', 'echo'), text: "rpc: can't find service Nope.Echo" },
    { method: named('Test', 'nope'), text: "rpc: can't find method Test.Nope" },
    { method: named('Test', 'x', '.'), text: "rpc: can't find service ." },
    { method: named('A.B', 'echo'), text: "rpc: can't find service A.B.Echo" },
  ])('$text', async ({ method, text }) => {
    const { client } = connect({})
    expect(await failure(client.call(method, 'x'))).toMatchObject({
      code: 'no_such_method',
      message: text,
      executed: 'yes',
    })
    expect(await client.call(methods.echo, 'still here')).toBe('still here')
  })

  test('rpc: service/method request ill-formed', async () => {
    const transport = new ScriptedTransport()
    const server = new Server()
    void server.serve(transport, { codec: gob() })
    // Request{ServiceMethod: "X"} and an int for its params, as Go would send them.
    transport.feed(
      Buffer.from(
        '2fff81030101075265717565737401ff820001020' +
          '10d536572766963654d6574686f64010c000103536571010600000006ff8201015800' +
          '03040002',
        'hex',
      ),
    )
    await turn()
    expect(Buffer.from(transport.written()).toString('latin1')).toContain('rpc: service/method request ill-formed: X')
  })
})

describe('a handler', () => {
  test('is called as a method of its object, which keeps its state', async () => {
    class Counter implements Arith {
      total = 0
      async multiply({ a, b }: { a: number; b: number }): Promise<number> {
        this.total += a * b
        return this.total
      }
      async divide(): Promise<{ quo: number; rem: number }> {
        return { quo: this.total, rem: 0 }
      }
    }
    const [here, there] = memoryPair()
    const server = new Server()
    serveArith(server, new Counter())
    void server.serve(there, { codec: gob() })
    const arith = new ArithClient(new Client(here, { codec: gob() }))
    await arith.multiply({ a: 2, b: 3 })
    expect(await arith.multiply({ a: 2, b: 2 })).toBe(10)
    expect(await arith.divide({ a: 0, b: 0 })).toEqual({ quo: 10, rem: 0 })
  })

  test.each([
    {
      how: 'throws',
      fail: (error: unknown) => {
        throw error
      },
    },
    { how: 'rejects', fail: (error: unknown) => Promise.reject(error) },
  ])('that $how: an RpcError reaches the caller, anything else only onError', async ({ fail }) => {
    const told: [unknown, string][] = []
    const secret = new Error('the password is 1234')
    const { client } = connect(
      { echo: (text: string) => fail(text === 'open' ? new RpcError('remote', 'for you') : secret) },
      { onError: (error, method) => told.push([error, method]) },
    )
    expect(await failure(client.call(methods.echo, 'open'))).toMatchObject({
      code: 'remote',
      message: 'for you',
      executed: 'yes',
    })
    expect(told).toEqual([])
    expect(await failure(client.call(methods.echo, 'x'))).toMatchObject({ code: 'internal', message: 'internal error' })
    expect(told).toEqual([[secret, 'Test.Echo']])
    expect(await client.call(methods.square, 3)).toBe(9)
  })

  test('that throws is shown to the caller with exposeErrors', async () => {
    const { client } = connect(
      {
        echo: () => {
          throw new Error('line 3')
        },
      },
      { exposeErrors: true },
    )
    expect(await failure(client.call(methods.echo, 'x'))).toMatchObject({ message: 'line 3' })
  })

  test('that throws, with an onError that throws as well, ends nothing', async () => {
    const throws = (): never => {
      throw new Error('again')
    }
    const { client } = connect({ echo: throws }, { onError: throws })
    await failure(client.call(methods.echo, 'x'))
    expect(await client.call(methods.square, 3)).toBe(9)
  })

  test('whose error has no text still fails its call: an empty text means success to Go', async () => {
    const { client } = connect({
      echo: () => {
        throw new RpcError('remote', '')
      },
    })
    expect(await failure(client.call(methods.echo, 'x'))).toMatchObject({
      code: 'remote',
      message: 'unspecified error',
    })
  })

  test('whose result does not fit its type fails its own call', async () => {
    const told: unknown[] = []
    const { client } = connect({ square: () => 'nine' }, { onError: (error) => told.push(error) })
    expect(await failure(client.call(methods.square, 3))).toMatchObject({ code: 'internal', message: 'internal error' })
    expect(told).toMatchObject([{ code: 'encode', path: 'result' }])
    expect(await client.call(methods.echo, 'x')).toBe('x')
  })
})

describe('what a handler may throw', () => {
  test.each([
    {
      how: 'now',
      echo: (thrown: unknown) => () => {
        throw thrown
      },
    },
    { how: 'later', echo: (thrown: unknown) => () => Promise.reject(thrown) },
  ])('something without a text, $how, with an onError that rejects', async ({ echo }) => {
    const { client } = connect(
      { echo: echo(Object.create(null)) },
      { exposeErrors: true, onError: () => Promise.reject(new Error('listener')) },
    )
    expect(await failure(client.call(methods.echo, 'x'))).toMatchObject({ message: 'an error without a text' })
    expect(await client.call(methods.square, 3)).toBe(9)
  })

  test.each([gob(), json({ dialect: 'go' })])(
    'an error whose text is over the message limit ($name)',
    async (codec) => {
      const [here, there] = memoryPair()
      const server = new Server({ limits: { message: 1_000 } })
      const echo = () => {
        throw new RpcError('remote', 'x'.repeat(5_000))
      }
      server.register(Object.values(methods), { ...defaults, echo })
      void server.serve(there, { codec })
      const client = new Client(here, { codec, limits: { message: 1_000 } })
      expect(await failure(client.call(methods.echo, 'x'))).toMatchObject({ message: 'internal error' })
      expect(await client.call(methods.square, 3)).toBe(9)
    },
  )
})

describe('registration', () => {
  test('of a service that is registered already fails with the text of net/rpc', () => {
    const server = new Server()
    server.register(Object.values(methods), defaults)
    expect(() => server.register(Object.values(methods), defaults)).toThrow('rpc: service already defined: Test')
  })

  test('without a handler fails and registers nothing', () => {
    const server = new Server()
    expect(() => server.register(Object.values(ArithMethods), { multiply: () => 1 })).toThrow(
      'Arith has no handler divide',
    )
    server.register(Object.values(ArithMethods), { multiply: () => 1, divide: () => 2 })
  })
})

describe('a connection', () => {
  test('is not read while as many handlers run as may, and goes on when one is done', async () => {
    const finish: (() => void)[] = []
    let started = 0
    const echo = (text: string): Promise<string> => {
      started++
      return new Promise((done) => finish.push(() => done(text)))
    }
    const { client } = connect({ echo }, { limits: { handlers: 3 } })
    const calls = Array.from({ length: 8 }, (_, i) => client.call(methods.echo, String(i)))
    await turn()
    await turn()
    expect(started).toBe(3)
    finish.shift()?.()
    await turn()
    await turn()
    expect(started).toBe(4)
    while (started < 8 || finish.length > 0) {
      for (const done of finish.splice(0)) done()
      await turn()
    }
    expect(await Promise.all(calls)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7'])
  })

  test('that the peer ends still takes the replies that are due, and is over then', async () => {
    const transport = new ScriptedTransport()
    const [recorder, server] = [new ScriptedTransport(), new Server()]
    new Client(recorder, { codec: gob() }).go(methods.echo, 'late')
    await turn()
    let finish = (): void => {}
    server.register(Object.values(methods), {
      ...defaults,
      echo: (text: string) =>
        new Promise((done) => {
          finish = () => done(text)
        }),
    })
    let over = false
    const served = server.serve(transport, { codec: gob() }).then(() => {
      over = true
    })
    transport.feed(recorder.written())
    transport.feed(null)
    await turn()
    expect(over).toBe(false)
    finish()
    await served
    expect(Buffer.from(transport.written()).toString('latin1')).toContain('late')
    expect(transport.closed).toMatchObject({ code: 'disconnected' })
  })

  test('ends when the server closes, and its callers learn it', async () => {
    const { client, server, served } = connect({ echo: () => new Promise(() => {}) })
    const call = client.call(methods.echo, 'x')
    await turn()
    await server.close()
    await served
    expect(await failure(call)).toMatchObject({ code: 'disconnected', executed: 'maybe' })
  })

  test('that sends garbage is ended, and no other', async () => {
    const { client, server } = connect({})
    const transport = new ScriptedTransport()
    const served = server.serve(transport, { codec: gob() })
    transport.feed(Buffer.from('03040006', 'hex'))
    transport.feed(Buffer.from('03040006', 'hex'))
    await served
    expect(transport.closed).toMatchObject({ code: 'protocol' })
    expect(await client.call(methods.echo, 'x')).toBe('x')
  })
})

test('a request whose error does not fit in a message ends its connection, and nothing else', async () => {
  const { server, client } = connect({}, { limits: { message: 600 } })
  const [here, there] = memoryPair()
  const served = server.serve(there, { codec: gob() })
  const hostile = new Client(here, { codec: gob() })
  const call = hostile.call(named('Test', `n${'o'.repeat(500)}`), 'x')
  expect(await failure(call)).toMatchObject({ code: 'disconnected', executed: 'maybe' })
  await served
  expect(await client.call(methods.echo, 'x')).toBe('x')
})

test('a codec that does not open concerns its own connection, and onError hears of it', async () => {
  const told: unknown[] = []
  const server = new Server({ onError: (error) => told.push(error) })
  const transport = new ScriptedTransport()
  const broken = {
    ...gob(),
    open: () => {
      throw new Error('no codec today')
    },
  }
  await server.serve(transport, { codec: broken })
  expect(told).toMatchObject([{ message: 'no codec today' }])
  expect(transport.closed).toBeUndefined()
})

test('nor does an onError that throws keep such a connection open', async () => {
  const server = new Server({
    onError: () => {
      throw new Error('listener')
    },
  })
  const transport = new ScriptedTransport()
  await server.serve(transport, { codec: undefined as never })
  expect(transport.closed).toBeUndefined()
})
