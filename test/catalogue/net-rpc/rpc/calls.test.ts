import type { Client } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRecordingProxy } from '../../../interop/recording-proxy.js'
import { arith, arithMethods, dialFor, others, serveArith } from '../../arith.js'
import { failure } from '../../failure.js'
import { type GoCatalogue, startGoCatalogue } from '../../go-catalogue.js'
import { goArgs, goReply, type ObservedGo, observeGo } from '../../observed-go.js'

let server: GoCatalogue
beforeAll(async () => {
  server = await startGoCatalogue()
})
afterAll(() => server.stop())

/** `testRPC` of server_test.go, by a client of ours. */
async function testRpc(client: Client): Promise<void> {
  expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
  expect(await client.call(others.exported, { a: 7, b: 0 })).toEqual({ c: 7 })
  expect(await failure(client.call(others.unknownMethod, { a: 7, b: 0 }))).toMatchObject({
    code: 'no_such_method',
    message: "rpc: can't find method Arith.BadOperation",
  })
  expect(await failure(client.call(others.unknownService, { a: 7, b: 8 }))).toMatchObject({
    code: 'no_such_method',
    message: "rpc: can't find service Unknown.Add",
  })

  const mul = client.go(arith.mul, { a: 7, b: 8 })
  const add = client.go(arith.add, { a: 7, b: 8 })
  expect(await add.done).toEqual({ c: 15 })
  expect(await mul.done).toEqual({ c: 56 })

  expect(await failure(client.call(arith.div, { a: 7, b: 0 }))).toMatchObject({
    code: 'remote',
    message: 'divide by zero',
  })
  expect((await failure(client.call(others.addOfReply, { c: 7 }))).message).toContain('type mismatch')
  expect(await client.call(arith.scan, '12345')).toEqual({ c: 12345 })
  expect(await client.call(arith.string, { a: 27, b: 35 })).toBe('27+35=62')
  expect(await client.call(arith.mul, { a: 7, b: 8 })).toEqual({ c: 56 })
  expect(await client.call(arithMethods('net.rpc.Arith').add, { a: 7, b: 8 })).toEqual({ c: 15 })
}

/** The same by Go's client. */
async function testRpcOfGo(go: ObservedGo): Promise<void> {
  const succeeds = (reply: unknown) => ({ error: '', kind: '', reply })
  expect(await go.call('Arith.Add', goArgs(7, 8), goReply())).toEqual(succeeds({ C: 15 }))
  expect(await go.call('Embed.Exported', goArgs(7, 0), goReply())).toEqual(succeeds({ C: 7 }))
  expect((await go.call('Arith.BadOperation', goArgs(7, 0), goReply())).error).toMatch(/^rpc: can't find method /)
  expect((await go.call('Unknown.Add', goArgs(7, 8), goReply())).error).toBe("rpc: can't find service Unknown.Add")

  await go.start('mul', 'Arith.Mul', goArgs(7, 8), goReply())
  await go.start('add', 'Arith.Add', goArgs(7, 8), goReply())
  expect(await go.wait('add')).toEqual(succeeds({ C: 15 }))
  expect(await go.wait('mul')).toEqual(succeeds({ C: 56 }))

  expect(await go.call('Arith.Div', goArgs(7, 0), goReply())).toMatchObject({
    error: 'divide by zero',
    kind: 'rpc.ServerError',
  })
  expect((await go.call('Arith.Add', goReply(7), goReply())).error).toContain('type')
  expect(await go.call('Arith.Scan', { Kind: 'string', Text: '12345' }, goReply())).toEqual(succeeds({ C: 12345 }))
  expect(await go.call('Arith.String', goArgs(27, 35), { Kind: 'string', Text: '' })).toEqual(succeeds('27+35=62'))
  expect(await go.call('Arith.Mul', goArgs(7, 8), goReply())).toEqual(succeeds({ C: 56 }))
  expect(await go.call('net.rpc.Arith.Add', goArgs(7, 8), goReply())).toEqual(succeeds({ C: 15 }))
}

test('TestRPC: our client on two Go servers, and Go’s client on Go’s server and on ours', async () => {
  await testRpc(await dialFor(server.gob, gob()))
  const second = await dialFor(server.secondGob, gob())
  await testRpc(second)
  expect(await second.call(arithMethods('newServer.Arith').add, { a: 7, b: 8 })).toEqual({ c: 15 })

  await testRpcOfGo(await observeGo('gob', server.gob))
  const reports: string[] = []
  const ours = await observeGo('gob', await serveArith(gob({ onMismatch: (text) => reports.push(text) })))
  await testRpcOfGo(ours)
  expect(reports).toHaveLength(1)
  expect((await ours.call('newServer.Arith.Add', goArgs(7, 8), goReply())).reply).toEqual({ C: 15 })
})

test('TestGobError: a reply that cannot be encoded ends Go’s connection; our server answers that call with an error', async () => {
  const go = await observeGo('gob', server.gob)
  await go.call('Arith.Add', goArgs(7, 8), goReply())
  expect((await go.call('Arith.BadReply', goArgs(7, 8), goReply())).error).toBe('reading body unexpected EOF')
  const client = await dialFor(server.gob, gob())
  expect(await failure(client.call(arith.badReply, { a: 7, b: 8 }))).toMatchObject({ code: 'disconnected' })
  expect(await failure(client.call(arith.add, { a: 7, b: 8 }))).toMatchObject({ code: 'disconnected', executed: 'no' })

  const url = await serveArith(gob())
  const goOnOurs = await observeGo('gob', url)
  expect(await goOnOurs.call('Arith.BadReply', goArgs(7, 8), goReply())).toMatchObject({
    error: 'internal error',
    kind: 'rpc.ServerError',
  })
  expect((await goOnOurs.call('Arith.Add', goArgs(7, 8), goReply())).reply).toEqual({ C: 15 })
})

test('TestCountMallocs: a call after the first takes 25 bytes there and 23 back, between Go and ours as within Go', async () => {
  const proxy = await startRecordingProxy(server.gob)
  const client = await dialFor(proxy.url, gob())
  for (const size of [102, 25, 25]) {
    await client.call(arith.add, { a: 7, b: 8 })
    expect(proxy.take()).toHaveLength(2 * size)
  }
  for (const url of [server.gob, await serveArith(gob())]) {
    const go = await observeGo('gob', url)
    const args = goArgs(7, 8)
    await go.call('Arith.Add', args, goReply())
    expect(await go.writes()).toEqual([102])
    // The first reply brings the types, of which ours has a field more.
    const first = await go.readSoFar()
    if (url === server.gob) expect(first).toBe(106)
    for (const later of [1, 2]) {
      await go.call('Arith.Add', args, goReply())
      expect(await go.writes()).toEqual([25])
      expect(await go.readSoFar()).toBe(first + later * 23)
    }
  }
})
