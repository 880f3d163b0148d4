import { gob } from '@rpcgen/runtime/gob'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRecordingProxy } from '../../../interop/recording-proxy.js'
import { arith, arithMethods, dialFor, serveArith } from '../../arith.js'
import { failure } from '../../failure.js'
import { type GoCatalogue, startGoCatalogue } from '../../go-catalogue.js'
import { goArgs, goReply, observeGo } from '../../observed-go.js'

let server: GoCatalogue
beforeAll(async () => {
  server = await startGoCatalogue()
})
afterAll(() => server.stop())

const anyPort = 'http-connect://127.0.0.1:0'

test('TestHTTP: a call at the default path and one at "/foo", our client on Go’s server and Go’s on ours', async () => {
  const atDefault = await dialFor(server.http, gob())
  expect(await atDefault.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
  const atFoo = await dialFor(server.http, gob(), { path: '/foo' })
  // Only the second server has this name, so the path has led to it.
  expect(await atFoo.call(arithMethods('newServer.Arith').add, { a: 7, b: 8 })).toEqual({ c: 15 })
  expect(await failure(atDefault.call(arithMethods('newServer.Arith').add, { a: 7, b: 8 }))).toMatchObject({
    code: 'no_such_method',
  })

  for (const [options, path] of [
    [{}, '/_goRPC_'],
    [{ path: '/foo' }, '/foo'],
  ] as const) {
    const go = await observeGo('http', await serveArith(gob(), { url: anyPort, ...options }), path)
    expect(go.dialled).toEqual({ error: '', kind: '' })
    expect((await go.call('Arith.Add', goArgs(7, 8), goReply())).reply).toEqual({ C: 15 })
  }
})

test('TestBuiltinTypes: a map, a slice and an array as replies over HTTP, our client on Go’s server and Go’s on ours', async () => {
  const client = await dialFor(server.http, gob())
  expect(await client.call(arith.map, { a: 7, b: 8 })).toEqual(new Map([[7, 8]]))
  expect(await client.call(arith.slice, { a: 7, b: 8 })).toEqual([7, 8])
  expect(await client.call(arith.array, { a: 7, b: 8 })).toEqual([7, 8])

  const go = await observeGo('http', await serveArith(gob(), { url: anyPort }))
  const args = goArgs(7, 8)
  expect(await go.call('Arith.Map', args, { Kind: 'map' })).toMatchObject({ error: '', reply: { 7: 8 } })
  expect(await go.call('Arith.Slice', args, { Kind: 'slice' })).toMatchObject({ error: '', reply: [7, 8] })
  expect(await go.call('Arith.Array', args, { Kind: 'pair' })).toMatchObject({ error: '', reply: [7, 8] })
})

test('TestCountMallocsOverHTTP: behind the handshake a call takes the same 102 bytes at first and 25 then', async () => {
  const proxy = await startRecordingProxy(server.http)
  const client = await dialFor(proxy.url.replace('tcp:', 'http-connect:'), gob())
  const handshake = Buffer.from('CONNECT /_goRPC_ HTTP/1.0\n\n').toString('hex')
  expect(proxy.take()).toBe(handshake)
  for (const size of [102, 25, 25]) {
    expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
    expect(proxy.take()).toHaveLength(2 * size)
  }

  const before = await startRecordingProxy(await serveArith(gob(), { url: anyPort }))
  const go = await observeGo('http', before.url)
  expect(before.take()).toBe(handshake)
  for (const size of [102, 25, 25]) {
    expect((await go.call('Arith.Add', goArgs(7, 8), goReply())).reply).toEqual({ C: 15 })
    expect(before.take()).toHaveLength(2 * size)
  }
})

test('TestTCPClose: a call over HTTP and then close, without an error', async () => {
  const client = await dialFor(server.http, gob())
  expect(await client.call(arith.mul, { a: 17, b: 8 })).toEqual({ c: 136 })
  await client.close()
  expect(client.stats().pending).toBe(0)

  const go = await observeGo('http', await serveArith(gob(), { url: anyPort }))
  expect((await go.call('Arith.Mul', goArgs(17, 8), goReply())).reply).toEqual({ C: 136 })
  expect(await go.close()).toEqual({ error: '', kind: '' })
})

test('TestErrorAfterClientClose: a call after close is ErrShutdown in Go, and "closed" here, with no byte sent', async () => {
  const client = await dialFor(server.http, gob())
  await client.close()
  expect(await failure(client.call(arith.add, { a: 7, b: 9 }))).toMatchObject({ code: 'closed', executed: 'no' })

  const go = await observeGo('http', await serveArith(gob(), { url: anyPort }))
  expect(await go.close()).toEqual({ error: '', kind: '' })
  expect(await go.call('Arith.Add', goArgs(7, 9), goReply())).toEqual({
    error: 'connection is shut down',
    kind: 'ErrShutdown',
    reply: { C: 0 },
  })
})
