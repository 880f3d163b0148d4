import { Client, type CodecFactory } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { expect, test } from 'vitest'
import { ScriptedTransport, turn } from '../../../runtime/scripted-transport.js'
import { arith } from '../../arith.js'
import { failure } from '../../failure.js'

test('TestCloseCodec: the transport is closed when reading has failed, and close() after that does no harm', async () => {
  const transport = new ScriptedTransport()
  const client = new Client(transport, { codec: gob() })
  const call = client.go(arith.add, { a: 7, b: 8 })
  await turn()
  transport.feed(new Error('no more to read'))
  expect(await failure(call.done)).toMatchObject({ code: 'disconnected', message: 'no more to read' })
  await client.close()
  // Go's client leaves that to Close; ours does it by itself, for its own reason.
  expect(transport.closed).toMatchObject({ code: 'disconnected', message: 'no more to read' })
})

test('TestSendDeadlock: a codec that fails to write, twice, leaves the way free', async () => {
  let failures = 0
  const inner = gob()
  const codec: CodecFactory = {
    ...inner,
    open(io) {
      const opened = inner.open(io)
      const writeRequest = opened.writeRequest.bind(opened)
      opened.writeRequest = (...request) => {
        if (++failures <= 2) throw new Error('fail')
        writeRequest(...request)
      }
      return opened
    },
  }
  const transport = new ScriptedTransport()
  const client = new Client(transport, { codec })
  for (let i = 0; i < 2; i++) {
    expect(await failure(client.call(arith.add, { a: 7, b: 8 }))).toMatchObject({ code: 'encode', message: 'fail' })
  }
  expect(transport.writes).toEqual([])
  client.go(arith.add, { a: 7, b: 8 })
  await turn()
  expect(transport.writes).toHaveLength(1)
  await client.close()
  expect(client.stats().pending).toBe(0)
})

test('TestClientWriteError: the text of the transport’s own error reaches the caller', async () => {
  const transport = new ScriptedTransport()
  transport.write = () => {
    throw new Error('fake write failure')
  }
  const client = new Client(transport, { codec: gob() })
  expect(await failure(client.call(arith.add, { a: 7, b: 8 }))).toMatchObject({
    code: 'disconnected',
    message: 'fake write failure',
  })
  expect(client.stats().pending).toBe(0)
})
