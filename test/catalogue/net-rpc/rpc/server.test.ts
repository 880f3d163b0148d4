import { type CodecFactory, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { listen } from '@rpcgen/runtime/node'

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Codec, NONE, REQUEST } from '../../../../runtime/codec.js'
import type { AnyMethod } from '../../../../runtime/message.js'
import { readText } from '../../../codegen/read/temp.js'
import { ScriptedTransport } from '../../../runtime/scripted-transport.js'
import { arith, arithServer, dialFor, serveArith } from '../../arith.js'
import { failure } from '../../failure.js'
import { type GoCatalogue, startGoCatalogue } from '../../go-catalogue.js'
import { goArgs, goReply, observeGo } from '../../observed-go.js'

let goServer: GoCatalogue
beforeAll(async () => {
  goServer = await startGoCatalogue()
})
afterAll(() => goServer.stop())

/** The codec of `CodecEmulator`: one request, whose params are a value or missing, and a reply that the test sees. */
function emulated(method: AnyMethod, params: unknown): { codec: CodecFactory; replies: unknown[] } {
  const replies: unknown[] = []
  let arrived = false
  const open: CodecFactory['open'] = ({ reader }) => {
    const codec: Partial<Codec> = {
      readHeader(header) {
        if (arrived || reader.available === 0) return NONE
        arrived = true
        reader.position += reader.available
        header.seq = 0
        header.method = 'Arith.Add'
        header.timeout = Number.POSITIVE_INFINITY
        header.answer = true
        return REQUEST
      },
      readBody(message) {
        expect(message).toBe(method.params)
        if (params === undefined) throw new Error('unexpected EOF')
        return params
      },
      writeResponse: ({ error }, _, result) => void replies.push(error ?? result),
    }
    return codec as Codec
  }
  return { codec: { name: 'emulated', methodName: () => 'Arith.Add', open }, replies }
}

test('TestServeRequest: one request through a codec that the test emulates', async () => {
  for (const { params, reply } of [
    { params: { a: 7, b: 8 }, reply: { c: 15 } },
    { params: undefined, reply: 'unexpected EOF' },
  ]) {
    const server = new Server()
    const method = arith.add as AnyMethod
    server.register([method], { add: ({ a, b }: { a: number; b: number }) => ({ c: a + b }) })
    const { codec, replies } = emulated(method, params)
    const transport = new ScriptedTransport()
    const served = server.serve(transport, { codec })
    transport.feed(Uint8Array.of(1))
    transport.feed(null)
    await served
    expect(replies).toEqual([reply])
  }
})

test('TestRegistrationError: what cannot be served is refused, by the generator or by register, and the hint says what is missing', async () => {
  // In Go: a reply that is no pointer, an argument or a reply that is not exported, a receiver that should be a pointer.
  for (const [spec, complaint] of [
    ['{ result: Type.Void() }', 'void does not travel'],
    ['{ params: Type.Function([], Type.String()) }', 'functions do not travel'],
    ['{ result: Type.Symbol() }', 'symbols do not travel'],
  ] as const) {
    const { diagnostics } = await readText(`export const S = service('S', { m: method(${spec}) })`)
    expect(diagnostics.map(({ message }) => message)).toEqual([complaint])
  }
  const server = new Server()
  expect(() => server.register([arith.add as AnyMethod], { sum: () => ({ c: 0 }) })).toThrow(
    new TypeError('Arith has no handler add'),
  )
  server.register([arith.add as AnyMethod], { add: () => ({ c: 0 }) })
  expect(() => server.register([arith.mul as AnyMethod], { mul: () => ({ c: 0 }) })).toThrow(
    'rpc: service already defined: Arith',
  )
})

test('TestAcceptExitAfterListenerClose: a listener that is closed accepts nobody, and its server can be closed after it', async () => {
  const server = arithServer()
  const listener = await listen(server, 'tcp://127.0.0.1:0', { codec: gob() })
  const client = await dialFor(listener.address, gob())
  expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
  await listener.close()
  await listener.close()
  expect(await failure(dialFor(listener.address, gob()))).toMatchObject({ code: 'connect', executed: 'no' })
  // Who is in stays in.
  expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
  await server.close()
  expect(await failure(client.call(arith.add, { a: 7, b: 8 }))).toMatchObject({ code: 'disconnected' })
})

test('TestShutdown: a client that ends its half while a call runs still gets the reply, from either server', async () => {
  for (const url of [goServer.gob, await serveArith(gob())]) {
    const go = await observeGo('gob', url)
    expect(await go.call('Arith.Add', goArgs(7, 8), goReply())).toMatchObject({ error: '', reply: { C: 15 } })
    await go.start('sleep', 'Arith.SleepMilli', goArgs(10, 8), goReply())
    await go.closeWrite()
    expect(await go.wait('sleep')).toEqual({ error: '', kind: '', reply: { C: 0 } })
  }
})
