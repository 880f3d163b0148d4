import type { CodecFactory } from '@rpcgen/runtime'
import { json } from '@rpcgen/runtime/json'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByteReader, ByteWriter } from '../../../../runtime/bytes.js'
import { type Codec, type Header, REQUEST } from '../../../../runtime/codec.js'
import { defaultLimits } from '../../../../runtime/limits.js'
import type { AnyMethod } from '../../../../runtime/message.js'
import { ScriptedTransport, turn } from '../../../runtime/scripted-transport.js'
import { arith, arithServer, serveArith } from '../../arith.js'
import { type GoCatalogue, startGoCatalogue } from '../../go-catalogue.js'
import { rawClient } from '../../raw-client.js'

let goServer: GoCatalogue
beforeAll(async () => {
  goServer = await startGoCatalogue()
})
afterAll(() => goServer.stop())

const codec: CodecFactory = json({ dialect: 'go' })

/** The header that has arrived at a codec. */
function headerOf(opened: Codec): Header {
  const header: Header = {
    seq: 0,
    method: '',
    error: undefined,
    code: undefined,
    timeout: 0,
    metadata: undefined,
    answer: false,
    target: 0,
  }
  expect(opened.readHeader(header)).toBe(REQUEST)
  return header
}

/** Go's server, and ours. */
async function servers(): Promise<readonly string[]> {
  return [goServer.json, await serveArith(codec)]
}

test('TestServerNoParams: a request without params is answered with an error', async () => {
  for (const url of await servers()) {
    const peer = await rawClient(url)
    peer.say('{"method": "Arith.Add", "id": "123"}')
    expect(await peer.line()).toBe('{"id":"123","result":null,"error":"jsonrpc: request body missing params"}')
  }
})

test('TestServerEmptyMessage: so is an empty object', async () => {
  for (const url of await servers()) {
    const peer = await rawClient(url)
    peer.say('{}')
    expect(await peer.line()).toBe('{"id":null,"result":null,"error":"rpc: service/method request ill-formed: "}')
  }
})

test('TestServer: ids of one escaped character come back, each with its own result', async () => {
  for (const url of await servers()) {
    const peer = await rawClient(url)
    for (let i = 0; i < 10; i++) {
      peer.say(`{"method": "Arith.Add", "id": "\\u000${i}", "params": [{"A": ${i}, "B": ${i + 1}}]}`)
      expect(JSON.parse(await peer.line())).toEqual({
        id: String.fromCharCode(i),
        result: { C: 2 * i + 1 },
        error: null,
      })
    }
  }
})

test('TestMalformedInput: what is no JSON ends the connection', async () => {
  for (const url of await servers()) {
    const peer = await rawClient(url)
    peer.say('{id:1}')
    await peer.ended()
  }
})

test('TestServerErrorHasNullResult: an error reply holds the error and not the result', async () => {
  for (const url of await servers()) {
    const peer = await rawClient(url)
    peer.say('{"method": "Arith.Err", "id": "123", "params": ["some error"]}')
    expect(await peer.line()).toBe('{"id":"123","result":null,"error":"some error"}')
  }
  // Handed a result beside the error, as by Go's test, the codec leaves it out.
  const reader = new ByteReader()
  const writer = new ByteWriter()
  const opened = codec.open({ reader, writer, limits: defaultLimits, extensions: 'auto' })
  reader.append(Buffer.from('{"method": "Arith.String", "id": "123", "params": []}'))
  const { seq, method } = headerOf(opened)
  const error = { seq, method, error: 'some error', code: undefined, errorName: undefined }
  opened.writeResponse(error, arith.string as AnyMethod, "the value we don't want to see")
  expect(Buffer.from(writer.take()).toString()).toBe('{"id":"123","result":null,"error":"some error"}\n')
})

test('TestUnexpectedError: serve ends when the transport breaks', async () => {
  const transport = new ScriptedTransport()
  const served = arithServer().serve(transport, { codec })
  transport.feed(Buffer.from('{"method": "Arith.Add", "id": 1, "params": [{"A": 7, "B": 8}]}'))
  await turn()
  expect(Buffer.from(transport.written()).toString()).toBe('{"id":1,"result":{"C":15},"error":null}\n')
  transport.feed(new Error('unexpected error!'))
  await served
  expect(transport.closed).toMatchObject({ code: 'disconnected', message: 'unexpected error!' })
})
