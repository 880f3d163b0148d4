/** Other implementations of JSON-RPC 2.0, each as the client of our server and as the server of our client. */

import { once } from 'node:events'
import { connect, createServer, type Server as NetServer, type Socket } from 'node:net'
import { assertNoLeaks, type CallContext, type Caller, type Client, Server } from '@rpcgen/runtime'
import { json } from '@rpcgen/runtime/json'
import { dial, listen } from '@rpcgen/runtime/node'
import jayson from 'jayson'
import { JSONRPCClient, JSONRPCErrorException, JSONRPCServer } from 'json-rpc-2.0'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type CancellationToken,
  CancellationTokenSource,
  createMessageConnection,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node'
import { ArithClient, serveArith } from '../../../generated/arith.js'
import { EchoClient, type EchoHandlers, serveEcho } from '../../../generated/echo.js'
import { failure } from '../../runtime/pair.js'
import { arith, newEcho } from '../handlers.js'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

type Codec = ReturnType<typeof json>

/** Our server at a port. */
async function ours(codec: Codec, echo: Partial<EchoHandlers> = {}): Promise<number> {
  const server = new Server()
  serveArith(server, arith)
  serveEcho(server, { ...newEcho(), ...echo })
  const listener = await listen(server, 'tcp://127.0.0.1:0', { codec })
  cleanups.push(async () => {
    await listener.close()
    await server.close()
    assertNoLeaks(server)
  })
  return Number(new URL(listener.address).port)
}

/** Our client of a port. */
async function clientOf(port: number, codec: Codec): Promise<Client> {
  const client = await dial(`tcp://127.0.0.1:${port}`, { codec })
  cleanups.push(async () => {
    await client.close()
    assertNoLeaks(client)
  })
  return client
}

/** A server of theirs; answers with its port. */
async function theirs(server: NetServer): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => server.close())
  return (server.address() as { port: number }).port
}

async function socketTo(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  cleanups.push(() => socket.destroy())
  return socket
}

interface Args {
  readonly a: number
  readonly b: number
}

/** What every peer's server is asked. */
async function askEverything(caller: Caller): Promise<void> {
  const client = new ArithClient(caller)
  const products = await Promise.all(Array.from({ length: 200 }, (_, n) => client.multiply({ a: n, b: n + 1 })))
  expect(products).toEqual(Array.from({ length: 200 }, (_, n) => n * (n + 1)))
  expect(await client.divide({ a: -7, b: 2 })).toEqual({ quo: -3, rem: -1 })
  expect(await failure(client.divide({ a: 1, b: 0 }))).toMatchObject({
    code: 'remote',
    message: 'divide by zero',
    details: { code: 4001, data: { dividend: 1 } },
  })
  expect(await failure(new EchoClient(caller).bool(true))).toMatchObject({ code: 'no_such_method' })
}

const divide = ({ a, b }: Args) => ({ quo: Math.trunc(a / b), rem: a % b })

describe('jayson', () => {
  test('calls our server', async () => {
    const port = await ours(json())
    const client = jayson.Client.tcp({ port, host: '127.0.0.1', delimiter: '\n' })
    const ask = (method: string, params: object) =>
      new Promise((resolve, reject) => {
        client.request(method, params as jayson.RequestParamsLike, (error: unknown, response: unknown) => {
          if (error === null || error === undefined) resolve(response)
          else reject(error as Error)
        })
      })
    expect(await ask('Arith.multiply', { a: 6, b: 7 })).toMatchObject({ result: 42 })
    expect(await ask('Arith.divide', [7, 2])).toMatchObject({ result: { quo: 3, rem: 1 } })
    expect(await ask('Arith.nothing', {})).toMatchObject({ error: { code: -32601 } })
    expect(await ask('Arith.divide', { a: 1, b: 0 })).toMatchObject({
      error: { message: 'divide by zero', data: { name: 'DivideByZero', details: { dividend: 1 } } },
    })
    expect(await ask('Arith.multiply', { a: 'six', b: 7 })).toMatchObject({
      error: { code: -32602, message: 'params.a: expected int, got string' },
    })
    const batch = [1, 2, 3].map((n) => client.request('Arith.multiply', { a: n, b: n }))
    const answers = await new Promise((resolve, reject) => {
      client.request(batch, (error: unknown, responses: unknown) =>
        error ? reject(error as Error) : resolve(responses),
      )
    })
    expect(answers).toMatchObject([{ result: 1 }, { result: 4 }, { result: 9 }])
  })

  test.each([{ batch: false }, { batch: true }])('answers our client, %j', async (options) => {
    const server = new jayson.Server({
      'Arith.multiply': ({ a, b }: Args, done: (error: unknown, result?: unknown) => void) => done(null, a * b),
      'Arith.divide': (args: Args, done: (error: unknown, result?: unknown) => void) =>
        args.b === 0
          ? done({ code: 4001, message: 'divide by zero', data: { dividend: args.a } })
          : done(null, divide(args)),
    })
    const port = await theirs(server.tcp() as unknown as NetServer)
    await askEverything(await clientOf(port, json(options)))
  })
})

describe('json-rpc-2.0', () => {
  function lines(socket: Socket, take: (line: string) => void): void {
    let rest = ''
    socket.setEncoding('utf8').on('data', (chunk) => {
      const [last = '', ...whole] = (rest + String(chunk)).split('\n').reverse()
      rest = last
      for (const line of whole.reverse()) take(line)
    })
  }

  test('calls our server, one by one and in a batch', async () => {
    const socket = await socketTo(await ours(json()))
    const client = new JSONRPCClient((request) => void socket.write(`${JSON.stringify(request)}\n`))
    lines(socket, (line) => client.receive(JSON.parse(line)))
    expect(await client.request('Arith.multiply', { a: 6, b: 7 })).toBe(42)
    client.notify('Arith.multiply', { a: 6, b: 7 })
    await expect(client.request('Arith.divide', { a: 1, b: 0 })).rejects.toThrow('divide by zero')
    const all = await client.requestAdvanced([
      { jsonrpc: '2.0', id: 'a', method: 'Arith.multiply', params: [2, 3] },
      { jsonrpc: '2.0', id: 'b', method: 'Echo.string', params: ['żółw'] },
    ])
    expect(all).toEqual([
      { jsonrpc: '2.0', id: 'a', result: 6 },
      { jsonrpc: '2.0', id: 'b', result: 'żółw' },
    ])
  })

  test.each([{ batch: false }, { batch: true }])('answers our client, %j', async (options) => {
    const server = new JSONRPCServer()
    server.addMethod('Arith.multiply', ({ a, b }: Args) => a * b)
    server.addMethod('Arith.divide', (args: Args) => {
      if (args.b === 0) throw new JSONRPCErrorException('divide by zero', 4001, { dividend: args.a })
      return divide(args)
    })
    const port = await theirs(
      createServer((socket) =>
        lines(socket, async (line) => {
          socket.write(`${JSON.stringify(await server.receive(JSON.parse(line)))}\n`)
        }),
      ),
    )
    await askEverything(await clientOf(port, json(options)))
  })
})

describe('vscode-jsonrpc', () => {
  const codec = json({ framing: 'content-length' })

  function vscodeClient(socket: Socket): MessageConnection {
    const connection = createMessageConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket))
    cleanups.push(() => connection.dispose())
    connection.listen()
    return connection
  }

  test('calls our server', async () => {
    const port = await ours(codec)
    const connection = vscodeClient(await socketTo(port))
    expect(await connection.sendRequest('Arith.multiply', { a: 6, b: 7 })).toBe(42)
    expect(await connection.sendRequest('Echo.string', 'żółw 🐢')).toBe('żółw 🐢')
    await connection.sendNotification('Echo.discard', 'x')
    await expect(connection.sendRequest('Arith.divide', { a: 1, b: 0 })).rejects.toThrow('divide by zero')
    await expect(connection.sendRequest('Arith.nothing', {})).rejects.toMatchObject({ code: -32601 })
  })

  test('cancels a call of our server, whose handler says so', async () => {
    const sleep = (_: number, { signal }: CallContext) =>
      new Promise<number>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const connection = vscodeClient(await socketTo(await ours(codec, { sleep })))
    const canceler = new CancellationTokenSource()
    const sleeping = connection.sendRequest('Echo.sleep', 1, canceler.token)
    canceler.cancel()
    await expect(sleeping).rejects.toMatchObject({ code: -32800, message: 'the caller canceled the call' })
    expect(await connection.sendRequest('Echo.string', 'there')).toBe('there')
  })

  test('answers our client, and calls it on the same connection', async () => {
    const port = await theirs(
      createServer((socket) => {
        const connection = createMessageConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket))
        connection.onRequest('Arith.multiply', ({ a, b }: Args) => a * b)
        connection.onRequest('Arith.divide', (args: Args) => {
          if (args.b === 0) throw new ResponseError(4001, 'divide by zero', { dividend: args.a })
          return divide(args)
        })
        connection.onRequest(
          'Echo.string',
          async (text: string) => `${text} ${await connection.sendRequest('Echo.count')}`,
        )
        connection.onRequest(
          'Echo.sleep',
          (_: number, token: CancellationToken) =>
            new Promise((resolve) => token.onCancellationRequested(() => resolve(1))),
        )
        connection.listen()
      }),
    )
    await askEverything(await clientOf(port, codec))

    const here = new Server()
    serveEcho(here, { ...newEcho(), count: () => 7 })
    const client = await dial(`tcp://127.0.0.1:${port}`, { codec, server: here, cancel: 'send' })
    const echo = new EchoClient(client)
    expect(await echo.string('called back:')).toBe('called back: 7')
    const sleeping = echo.sleep(1, { timeout: 50 })
    expect(await failure(sleeping)).toMatchObject({ code: 'timeout' })
    expect(await echo.string('then:')).toBe('then: 7')
    expect(client.stats().lateReplies).toBe(1)
    await client.close()
    await here.close()
  })
})
