import type { Client } from '@rpcgen/runtime'
import { json } from '@rpcgen/runtime/json'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arith, builtin, dialFor, serveArith } from '../../arith.js'
import { failure } from '../../failure.js'
import { type GoCatalogue, startGoCatalogue } from '../../go-catalogue.js'
import { goArgs, goReply, observeGo } from '../../observed-go.js'
import { rawServer } from '../../raw-server.js'

let server: GoCatalogue
beforeAll(async () => {
  server = await startGoCatalogue()
})
afterAll(() => server.stop())

const codec = json({ dialect: 'go' })

async function testClient(client: Client): Promise<void> {
  expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
  expect(await client.call(arith.mul, { a: 7, b: 8 })).toEqual({ c: 56 })
  const mul = client.go(arith.mul, { a: 7, b: 8 })
  const add = client.go(arith.add, { a: 7, b: 8 })
  expect(await add.done).toEqual({ c: 15 })
  expect(await mul.done).toEqual({ c: 56 })
  expect(await failure(client.call(arith.div, { a: 7, b: 0 }))).toMatchObject({
    code: 'remote',
    message: 'divide by zero',
  })
}

test('TestClient: calls one after the other and two at once, and an error; our client on Go’s server and Go’s on ours', async () => {
  await testClient(await dialFor(server.json, codec))

  const go = await observeGo('json', await serveArith(codec))
  expect((await go.call('Arith.Add', goArgs(7, 8), goReply())).reply).toEqual({ C: 15 })
  expect((await go.call('Arith.Mul', goArgs(7, 8), goReply())).reply).toEqual({ C: 56 })
  await go.start('mul', 'Arith.Mul', goArgs(7, 8), goReply())
  await go.start('add', 'Arith.Add', goArgs(7, 8), goReply())
  expect(await go.wait('add')).toMatchObject({ error: '', reply: { C: 15 } })
  expect(await go.wait('mul')).toMatchObject({ error: '', reply: { C: 56 } })
  expect((await go.call('Arith.Div', goArgs(7, 0), goReply())).error).toBe('divide by zero')
})

test('TestBuiltinTypes: a bare integer for a map, a slice and an array; our client on Go’s server and Go’s on ours', async () => {
  const client = await dialFor(server.json, codec)
  expect(await client.call(builtin.map, 7)).toEqual(new Map([[7, 7]]))
  expect(await client.call(builtin.slice, 7)).toEqual([7])
  expect(await client.call(builtin.array, 7)).toEqual([7])

  const go = await observeGo('json', await serveArith(codec))
  const seven = { Kind: 'int', A: 7 } as const
  expect(await go.call('BuiltinTypes.Map', seven, { Kind: 'map' })).toMatchObject({ error: '', reply: { 7: 7 } })
  expect(await go.call('BuiltinTypes.Slice', seven, { Kind: 'slice' })).toMatchObject({ error: '', reply: [7] })
  // A [2]int takes the one item, and a zero for the one that is not there.
  expect(await go.call('BuiltinTypes.Array', seven, { Kind: 'pair' })).toMatchObject({ error: '', reply: [7, 0] })
})

test('TestMalformedOutput: a null for both result and error is an error that ends Go’s connection; ours takes it for a null result', async () => {
  const raw = await rawServer()
  const go = await observeGo('json', raw.url)
  const fromGo = await raw.accept()
  await go.start('0', 'Arith.Add', goArgs(7, 8), goReply())
  await fromGo.lines(1)
  fromGo.say('{"id":0,"result":null,"error":null}')
  expect((await go.wait('0')).error).toBe('invalid error <nil>')
  expect(await go.call('Arith.Add', goArgs(7, 8), goReply())).toMatchObject({ kind: 'ErrShutdown' })

  // Go's own server answers so, with a nil map (golang/go#19588).
  const live = await observeGo('json', server.json)
  expect((await live.call('Arith.NilMap', goArgs(7, 8), { Kind: 'map' })).error).toBe('invalid error <nil>')
  const client = await dialFor(server.json, codec)
  expect(await client.call(arith.nilMap, { a: 7, b: 8 })).toEqual(new Map())
  expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
})
