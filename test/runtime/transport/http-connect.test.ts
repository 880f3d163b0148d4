import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Server as NetServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, type RpcError, Server, type Transport } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { dial, dialTransport, type Listener, listen } from '@rpcgen/runtime/node'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { ArithClient, serveArith } from '../../../generated/arith.js'
import { MAX_HEAD } from '../../../runtime/transport/http-head.js'

const folder = mkdtempSync(join(tmpdir(), 'rpcgen-connect-'))
afterAll(() => rmSync(folder, { recursive: true }))

const ACCEPTED = 'HTTP/1.0 200 Connected to Go RPC\n\n'
const REQUEST = 'CONNECT /_goRPC_ HTTP/1.0\n\n'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** A server of scripted answers. */
async function scripted(serve: (socket: Socket) => void): Promise<string> {
  const server: NetServer = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    endings.push(() => socket.destroy())
    serve(socket)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  endings.push(() => server.close())
  return `http-connect://127.0.0.1:${(server.address() as { port: number }).port}`
}

async function refusal(url: string, options: Parameters<typeof dialTransport>[1] = {}): Promise<RpcError> {
  const outcome = await dialTransport(url, options).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(outcome).toMatchObject({ code: 'connect', executed: 'no' })
  return outcome as RpcError
}

async function readAll(transport: Transport): Promise<string> {
  let text = ''
  for (let chunk = await transport.read(); chunk !== null; chunk = await transport.read()) {
    text += Buffer.from(chunk).toString('latin1')
  }
  return text
}

describe('dialling', () => {
  test('sends what Go sends, and nothing more before the answer', async () => {
    let received = ''
    const url = await scripted((socket) => {
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1')
        if (received.endsWith('\n\n')) socket.write(ACCEPTED)
      })
    })
    const client = await dial(url, { codec: gob() })
    expect(received).toBe(REQUEST)
    await client.close()
  })

  test.each([
    { title: 'the answer and the first bytes of the stream at once', pieces: [`${ACCEPTED}\n\nstream`] },
    { title: 'CRLF, HTTP/1.1 and headers', pieces: ['HTTP/1.1 200 Connected to Go RPC\r\nVia: x\r\n\r\n\n\nstream'] },
    { title: 'one byte at a time', pieces: [...`${ACCEPTED}\n\nstream`] },
  ])('keeps what follows the answer: $title', async ({ pieces }) => {
    const url = await scripted((socket) => {
      socket.setNoDelay(true)
      socket.once('data', async () => {
        for (const piece of pieces) await new Promise((done) => socket.write(piece, done))
        socket.end()
      })
    })
    const transport = await dialTransport(url)
    expect(await readAll(transport)).toBe('\n\nstream')
    transport.close()
  })

  test.each([
    { answer: 'HTTP/1.1 404 Not Found\r\n\r\n', reason: 'unexpected HTTP response: 404 Not Found' },
    { answer: 'SSH-2.0\n\n', reason: 'malformed HTTP response "SSH-2.0"' },
    { answer: '', reason: 'unexpected EOF' },
    { answer: 'HTTP/1.0 200 Connected to Go RPC\n', reason: 'unexpected EOF' },
    { answer: 'x'.repeat(MAX_HEAD + 1), reason: `the head of the HTTP response is over ${MAX_HEAD} bytes` },
  ])('says why not: $reason', async ({ answer, reason }) => {
    const url = await scripted((socket) => socket.once('data', () => socket.end(answer)))
    expect((await refusal(url)).message).toBe(`cannot connect to ${url}: ${reason}`)
  })

  test('says why not when the peer resets the connection', async () => {
    const url = await scripted((socket) => socket.once('data', () => socket.resetAndDestroy()))
    expect((await refusal(url)).message).toContain('connection reset by the peer (ECONNRESET)')
  })

  test('waits for the answer no longer than the dial timeout, and gives the socket back', async () => {
    const sockets: Socket[] = []
    const url = await scripted((socket) => sockets.push(socket.resume()))
    expect((await refusal(url, { dialTimeout: 50 })).message).toContain('no answer within 50 ms')
    await expect.poll(() => sockets[0]?.readableEnded).toBe(true)
  })

  test('stops when its signal aborts, before or during', async () => {
    const controller = new AbortController()
    const url = await scripted((socket) => socket.once('data', () => controller.abort(new Error('enough'))))
    for (const attempt of [1, 2]) {
      const outcome: unknown = await dialTransport(url, { signal: controller.signal }).catch((error: unknown) => error)
      expect({ attempt, outcome }).toMatchObject({ outcome: { code: 'canceled', executed: 'no' } })
      expect((outcome as Error).cause).toBe(controller.signal.reason)
    }
  })

  test('leaves no listener on a signal that does not abort', async () => {
    const { signal } = new AbortController()
    let listeners = 0
    const { addEventListener, removeEventListener } = AbortSignal.prototype
    Object.assign(signal, {
      addEventListener(...args: Parameters<typeof addEventListener>) {
        listeners++
        addEventListener.apply(signal, args)
      },
      removeEventListener(...args: Parameters<typeof removeEventListener>) {
        listeners--
        removeEventListener.apply(signal, args)
      },
    })
    const url = await scripted((socket) => socket.once('data', () => socket.write(ACCEPTED)))
    const transport = await dialTransport(url, { signal })
    expect(listeners).toBe(0)
    transport.close()
  })
})

describe('listening', () => {
  async function serve(url = 'http-connect://127.0.0.1:0'): Promise<Listener> {
    const server = new Server()
    serveArith(server, { multiply: ({ a, b }) => a * b, divide: () => ({ quo: 0, rem: 0 }) })
    const listener = await listen(server, url, { codec: gob() })
    endings.push(
      () => server.close(),
      () => listener.close(),
    )
    return listener
  }

  function raw(listener: Listener): Socket {
    const socket = connect(Number(listener.address.split(':').at(-1)), '127.0.0.1')
    socket.on('error', () => {})
    endings.push(() => socket.destroy())
    return socket
  }

  async function answerTo(request: string): Promise<string> {
    const socket = raw(await serve())
    socket.write(request, 'latin1')
    let text = ''
    for await (const chunk of socket) text += (chunk as Buffer).toString('latin1')
    return text
  }

  /** The bytes of one request. */
  async function request(): Promise<Uint8Array> {
    const written: Uint8Array[] = []
    const client = new Client(
      { read: () => new Promise(() => {}), write: (bytes) => void written.push(bytes), close() {} },
      { codec: gob() },
    )
    const call = new ArithClient(client).multiply({ a: 6, b: 7 })
    call.catch(() => {})
    while (written.length === 0) await new Promise((done) => setImmediate(done))
    await client.close()
    return Buffer.concat(written)
  }

  test.each([
    ['GET /_goRPC_ HTTP/1.0\n\n', 'HTTP/1.0 405 Method Not Allowed\r\n', '405 must CONNECT\n'],
    [
      'POST /_goRPC_ HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody',
      'HTTP/1.0 405 Method Not Allowed\r\n',
      '405 must CONNECT\n',
    ],
    ['CONNECT /x HTTP/1.0\n\n', 'HTTP/1.0 404 Not Found\r\n', '404 page not found\n'],
    ['junk\n\n', 'HTTP/1.0 400 Bad Request\r\n', '400 Bad Request'],
    ['x'.repeat(MAX_HEAD + 100), 'HTTP/1.0 431 ', '431 Request Header Fields Too Large'],
  ])('answers %j with %j and %j, and ends', async (text, head, body) => {
    const answer = await answerTo(text)
    expect(answer.startsWith(head)).toBe(true)
    expect(answer.endsWith(`\r\n\r\n${body}`)).toBe(true)
  })

  test.each(['http-connect://127.0.0.1:0', `http-connect+unix:${join(folder, 'both')}`])(
    'at %s takes our own client',
    async (url) => {
      const client = await dial((await serve(url)).address, { codec: gob() })
      expect(await new ArithClient(client).multiply({ a: 6, b: 7 })).toBe(42)
      await client.close()
    },
  )

  test.each([{ size: 1 }, { size: 7 }, { size: 1_000 }])(
    'takes a call that came with the request, $size bytes at a time, and ends when the peer has',
    async ({ size }) => {
      const socket = raw(await serve())
      socket.setNoDelay(true)
      const all = Buffer.concat([Buffer.from(REQUEST), await request()])
      for (let at = 0; at < all.length; at += size) {
        await new Promise((done) => socket.write(all.subarray(at, at + size), done))
      }
      socket.end()
      let text = ''
      for await (const chunk of socket) text += (chunk as Buffer).toString('latin1')
      expect(text.startsWith(ACCEPTED)).toBe(true)
      expect(text).toContain('Arith.Multiply')
    },
  )

  test('ends a connection whose peer ends in the middle of the request', async () => {
    const socket = raw(await serve())
    socket.end('CONNECT /_go')
    const chunks: unknown[] = []
    for await (const chunk of socket) chunks.push(chunk)
    expect(chunks).toEqual([])
  })

  test('cuts a peer that sends its request drop by drop', async () => {
    const socket = raw(await serve())
    const closed = new Promise((done) => socket.resume().once('close', done))
    const dripping = setInterval(() => socket.write('C'), 1_000)
    await closed
    clearInterval(dripping)
  })

  test('cuts those that are in the middle of the request when it closes, and no others', async () => {
    const listener = await serve()
    const client = await dial(listener.address, { codec: gob() })
    const stalled = raw(listener)
    stalled.resume()
    const closed = new Promise((done) => stalled.once('close', done))
    // Once a later connection is served, this one is known to be accepted.
    await new Promise<void>((done) => stalled.once('connect', () => stalled.write('CONNECT', () => done())))
    const later = await dial(listener.address, { codec: gob() })
    await listener.close()
    await closed
    for (const each of [client, later]) {
      expect(await new ArithClient(each).multiply({ a: 6, b: 7 })).toBe(42)
      await each.close()
    }
  })
})
