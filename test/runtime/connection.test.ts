import { Client } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { expect, test } from 'vitest'
import { methods } from './methods.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

function start(): { client: Client; transport: ScriptedTransport } {
  const transport = new ScriptedTransport()
  return { transport, client: new Client(transport, { codec: gob(), limits: { message: 2 ** 20 } }) }
}

test('no byte moves before the first call', async () => {
  const { transport } = start()
  await turn()
  expect(transport.writes).toEqual([])
})

test('what is called in one turn leaves in one write, with whatever its microtasks add', async () => {
  const { client, transport } = start()
  for (let i = 0; i < 10; i++) client.go(methods.square, i)
  await Promise.resolve()
  client.go(methods.square, 10)
  expect(transport.writes).toEqual([])
  await turn()
  expect(transport.writes.length).toBe(1)
  client.go(methods.square, 11)
  await turn()
  expect(transport.writes.length).toBe(2)
})

test('a turn that sends much begins to write early, and writes few times', async () => {
  const { client, transport } = start()
  client.go(methods.echo, 'x'.repeat(400))
  expect(transport.writes.length).toBe(0)
  client.go(methods.echo, 'x'.repeat(400))
  expect(transport.writes.length).toBe(1)
  for (let i = 0; i < 1000; i++) client.go(methods.echo, 'x'.repeat(400))
  // 400 kB: at 512 bytes, at twice as many, and so on to 64 KiB each.
  expect(transport.writes.length).toBeLessThan(16)
  await turn()
  const writes = transport.writes.length
  client.go(methods.echo, 'x'.repeat(600))
  expect(transport.writes.length).toBe(writes + 1)
})

test('nothing is encoded while the transport is full, and all leaves in order when it is not', async () => {
  const { client, transport } = start()
  transport.full = true
  client.go(methods.echo, 'a')
  await turn()
  const calls = ['b', 'c', 'd'].map((text) => client.go(methods.echo, text))
  await turn()
  expect(transport.writes.length).toBe(1)
  expect(calls.map(({ seq }) => seq)).toEqual([undefined, undefined, undefined])
  expect(client.stats().pending).toBe(4)
  transport.drain()
  await turn()
  expect(calls.map(({ seq }) => seq)).toEqual([1, 2, 3])
  expect(transport.writes.length).toBe(2)
})

test('written bytes are never written again', async () => {
  const { client, transport } = start()
  client.go(methods.echo, 'first')
  await turn()
  const copy = transport.writes[0]?.slice()
  for (let i = 0; i < 5000; i++) client.go(methods.echo, `number ${i}`)
  await turn()
  expect(transport.writes[0]).toEqual(copy)
})
