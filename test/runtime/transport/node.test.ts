import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRpcError, type RpcError, Server, type Transport } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { dial, dialTransport, type Listener, listen } from '@rpcgen/runtime/node'
import { afterAll, describe, expect, test } from 'vitest'
import { ArithClient, serveArith } from '../../../generated/arith.js'
import { listenTransport } from '../../../runtime/transport/dial-transport.js'
import { connected, socketTransport } from '../../../runtime/transport/socket.js'

const folder = mkdtempSync(join(tmpdir(), 'rpcgen-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function serve(url: string): Promise<{ server: Server; listener: Listener }> {
  const server = new Server()
  serveArith(server, { multiply: ({ a, b }) => a * b, divide: () => ({ quo: 0, rem: 0 }) })
  return { server, listener: await listen(server, url, { codec: gob() }) }
}

async function refusal(url: string, dialTimeout?: number): Promise<RpcError> {
  const error = await dial(url, { codec: gob(), dialTimeout }).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isRpcError(error)) throw new Error(`not an RpcError: ${String(error)}`)
  expect(error).toMatchObject({ code: 'connect', executed: 'no' })
  return error
}

describe('addresses that work', () => {
  test.each([
    { url: 'tcp://127.0.0.1:0', wanted: /^tcp:\/\/127\.0\.0\.1:\d+$/ },
    { url: 'tcp://localhost:0', wanted: /^tcp:\/\/(127\.0\.0\.1|\[::1\]):\d+$/ },
    { url: 'tcp://[::1]:0', wanted: /^tcp:\/\/\[::1\]:\d+$/ },
    { url: `unix:${join(folder, 'plain.sock')}`, wanted: /^unix:.*plain\.sock$/ },
    { url: `unix:${join(folder, 'with ?query#hash%20.sock')}`, wanted: /^unix:.*\?query#hash%20\.sock$/ },
  ])('$url', async ({ url, wanted }) => {
    const { server, listener } = await serve(url)
    expect(listener.address).toMatch(wanted)
    const client = await dial(listener.address, { codec: gob() })
    expect(await new ArithClient(client).multiply({ a: 6, b: 7 })).toBe(42)
    await client.close()
    await server.close()
    await listener.close()
  })

  test('a host name is looked up', async () => {
    const { server, listener } = await serve('tcp://localhost:0')
    const port = listener.address.split(':').at(-1)
    const client = await dial(`tcp://localhost:${port}`, { codec: gob() })
    expect(await new ArithClient(client).multiply({ a: 6, b: 7 })).toBe(42)
    await client.close()
    await server.close()
    await listener.close()
  })
})

describe('who the peer is', () => {
  test.each([
    { url: 'tcp://127.0.0.1:0', address: /^127\.0\.0\.1:\d+$/ },
    { url: 'tcp://[::1]:0', address: /^\[::1\]:\d+$/ },
    // A socket for both families shows an IPv4 peer as ::ffff:127.0.0.1.
    { url: 'tcp://[::]:0', address: /^127\.0\.0\.1:\d+$/ },
    { url: 'http-connect://127.0.0.1:0', address: /^127\.0\.0\.1:\d+$/ },
  ])('at $url is its address', async ({ url, address }) => {
    const accepted: Transport[] = []
    const listener = await listenTransport(url, (transport) => void accepted.push(transport))
    const there = listener.address.replace('[::]', '127.0.0.1')
    const transport = await dialTransport(there)
    expect(transport.peer).toEqual({ address: there.replace(/^.*:\/\//, ''), certificate: undefined })
    await expect.poll(() => accepted.length).toBe(1)
    expect(accepted[0]?.peer).toEqual({ address: expect.stringMatching(address), certificate: undefined })
    transport.close()
    accepted[0]?.close()
    await listener.close()
  })

  test.each(['unix', 'http-connect+unix'])('is not known over %s', async (scheme) => {
    const accepted: Transport[] = []
    const url = `${scheme}:${join(folder, `${scheme}.sock`)}`
    const listener = await listenTransport(url, (transport) => void accepted.push(transport))
    const transport = await dialTransport(url)
    await expect.poll(() => accepted.length).toBe(1)
    expect([transport.peer, accepted[0]?.peer]).toEqual([undefined, undefined])
    transport.close()
    accepted[0]?.close()
    await listener.close()
  })
})

describe('addresses that do not', () => {
  test.each([
    { url: 'tcp://127.0.0.1:1', message: 'connection refused' },
    { url: `unix:${join(folder, 'nobody.sock')}`, message: 'no such socket' },
    {
      url: 'http://127.0.0.1:80',
      message: 'no scheme that is known here (tcp, tls, unix, http-connect, http-connect+unix)',
    },
    { url: 'constructor://x', message: 'no scheme that is known here' },
    { url: '127.0.0.1:80', message: 'no scheme that is known here' },
    { url: 'tcp://127.0.0.1', message: 'not of the form tcp://host:port' },
    { url: 'tcp://127.0.0.1:65536', message: 'not of the form tcp://host:port' },
    { url: 'tcp://::1:80', message: 'not of the form tcp://host:port' },
    { url: 'unix:', message: 'names no path' },
  ])('$url', async ({ url, message }) => {
    expect((await refusal(url)).message).toContain(message)
  })

  test('one that is taken cannot be listened on', async () => {
    const { listener } = await serve('tcp://127.0.0.1:0')
    await expect(serve(listener.address)).rejects.toMatchObject({ code: 'connect' })
    await listener.close()
  })

  test('one that stays silent fails when the dial timeout has passed', async () => {
    // A socket that is never told to connect stands for a host that drops every packet.
    const socket = new Socket()
    const error: unknown = await connected(socket, { url: 'tcp://silent:1', timeout: 20 }, () => {}).catch(
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ code: 'connect', executed: 'no' })
    expect(String(error)).toContain('no answer within 20 ms')
    expect(socket.destroyed).toBe(true)
  })
})

describe('a socket', () => {
  test('that the peer resets settles the call under way with "disconnected"', async () => {
    const listener = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
    await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done))
    const { port } = listener.address() as { port: number }
    const client = await dial(`tcp://127.0.0.1:${port}`, { codec: gob() })
    const call = new ArithClient(client).multiply({ a: 1, b: 2 })
    await expect(call).rejects.toMatchObject({ code: 'disconnected', executed: 'maybe' })
    expect(client.stats()).toMatchObject({ pending: 0, timers: 0 })
    listener.close()
  })

  test('whose peer does not read holds calls back, and close() settles them all', async () => {
    const sockets: Socket[] = []
    const listener = createServer((socket) => {
      socket.pause()
      sockets.push(socket)
    })
    await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done))
    const { port } = listener.address() as { port: number }
    const client = await dial(`tcp://127.0.0.1:${port}`, { codec: gob() })
    const arith = new ArithClient(client)
    // Far more than the buffers of two sockets take.
    const calls = Array.from({ length: 60_000 }, (_, a) =>
      arith.multiply({ a, b: 2 ** 50 }, { timeout: Number.POSITIVE_INFINITY }),
    )
    for (const call of calls) call.catch(() => {})
    await new Promise((done) => setTimeout(done, 100))
    expect(client.stats().pending).toBe(60_000)
    await client.close()
    const outcomes = await Promise.allSettled(calls)
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
    for (const socket of sockets) socket.destroy()
    listener.close()
  })

  test('that a client ends with a reply on its way still gets it', async () => {
    const server = new Server()
    serveArith(server, {
      multiply: ({ a, b }) => new Promise((done) => setTimeout(done, 20, a * b)),
      divide: () => ({ quo: 0, rem: 0 }),
    })
    const listener = await listen(server, 'tcp://127.0.0.1:0', { codec: gob() })
    const port = Number(listener.address.split(':').at(-1))
    // Go's client of TestShutdown: it ends its side while the call runs (net/rpc/server_test.go).
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    const recorder: Uint8Array[] = []
    const { Client } = await import('@rpcgen/runtime')
    const client = new Client(
      {
        read: () => new Promise(() => {}),
        write: (bytes) => {
          recorder.push(bytes)
        },
        close: () => {},
      },
      { codec: gob() },
    )
    const call = new ArithClient(client).multiply({ a: 6, b: 7 })
    call.catch(() => {})
    await new Promise((done) => setTimeout(done, 5))
    socket.end(Buffer.concat(recorder))
    const chunks: Buffer[] = []
    for await (const chunk of socket) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks).toString('latin1')).toContain('Arith.Multiply')
    await client.close()
    await listener.close()
  })
})

test('a write after the peer has ended and then reset is an error at once', async () => {
  const [transport, peer] = await new Promise<[Transport, Socket]>((done) => {
    const listener = createServer({ allowHalfOpen: true }, (socket) => {
      listener.close()
      done([socketTransport(socket), client])
    })
    const client = new Socket({ allowHalfOpen: true })
    client.on('error', () => {})
    listener.listen(0, '127.0.0.1', () => client.connect((listener.address() as { port: number }).port, '127.0.0.1'))
  })
  peer.end()
  expect(await transport.read()).toBeNull()
  peer.resetAndDestroy()
  await new Promise((done) => setTimeout(done, 50))
  // The first may find the socket as it was; one of those that follow cannot.
  await expect(
    (async () => {
      for (let i = 0; i < 3; i++) {
        await transport.write(new Uint8Array(1 << 20))
        await new Promise((done) => setTimeout(done, 20))
      }
    })(),
  ).rejects.toThrow()
})

test('a dial timeout past the range of timers does not fire at once, and one that is no duration is refused', async () => {
  const { server, listener } = await serve('tcp://127.0.0.1:0')
  const client = await dial(listener.address, { codec: gob(), dialTimeout: 3_000_000_000 })
  expect(await new ArithClient(client).multiply({ a: 6, b: 7 })).toBe(42)
  // Closing the listener waits for nobody.
  await listener.close()
  expect(await new ArithClient(client).multiply({ a: 6, b: 8 })).toBe(48)
  await client.close()
  await server.close()
  expect((await refusal(listener.address, Number.NaN)).message).toContain('no duration')
})
