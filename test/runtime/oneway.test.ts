import { assertNoLeaks, Client, type CodecFactory, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { memoryPair } from '@rpcgen/runtime/memory'
import { type Method, message, method, service, string } from '@rpcgen/runtime/stub'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { lines } from '../../examples/custom-codec/codec.js'
import { methods } from './methods.js'
import { failure } from './pair.js'

const text = message<string>(
  string,
  (e, slot, v) => e.string(slot, v),
  (d) => d.string(),
)
const note: Method<string, void> = method(service('Test'), 'note', { params: text, oneway: true })

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

/** A client, the server that it calls, and the bytes that the server has written. */
function connected(codec: CodecFactory, handler: (text: string) => unknown) {
  const [here, there] = memoryPair()
  const errors: unknown[] = []
  const server = new Server({ onError: (error) => errors.push(error) })
  server.register([note, methods.echo], { note: handler, echo: (text: string) => text })
  let replied = 0
  const write = there.write.bind(there)
  there.write = (bytes) => {
    replied += bytes.length
    return write(bytes)
  }
  const served = server.serve(there, { codec })
  const client = new Client(here, { codec })
  open.push(client, server)
  return { client, server, errors, served, replied: () => replied }
}

describe('on a wire that has requests without an answer', () => {
  test('a call is over once it is written, and nothing comes back', async () => {
    const seen: string[] = []
    const { client, server, replied } = connected(lines(), (text) => seen.push(text))
    await client.call(note, 'first')
    expect(seen).toEqual([])
    expect(client.stats().pending).toBe(0)
    await Promise.all(Array.from({ length: 99 }, (_, i) => client.call(note, String(i))))
    expect(await client.call(methods.echo, 'last')).toBe('last')
    expect(seen).toEqual(['first', ...Array.from({ length: 99 }, (_, i) => String(i))])
    expect(replied()).toBe('{"id":100,"ok":"last"}\n'.length)
    expect(client.stats()).toMatchObject({ lateReplies: 0, outcomes: { ok: 101 } })
    expect(server.stats().outcomes.ok).toBe(101)
    for (const ledger of [client, server]) assertNoLeaks(ledger)
  })

  test('a handler that fails is told to the server alone', async () => {
    const { client, server, errors, replied } = connected(lines(), async () => {
      throw new Error('lost')
    })
    await client.call(note, 'x')
    await vi.waitFor(() => expect(errors).toEqual([new Error('lost')]))
    expect(server.stats().outcomes.internal).toBe(1)
    expect(replied()).toBe(0)
    assertNoLeaks(server)
  })

  test('what cannot be served is dropped', async () => {
    const { client, server, replied } = connected(lines(), () => {})
    const unknown = method(service('Nobody'), 'note', { params: text, oneway: true })
    await client.call(unknown, 'x')
    await vi.waitFor(() => expect(server.stats().outcomes.no_such_method).toBe(1))
    expect(replied()).toBe(0)
  })

  test('params that do not fit fail the call', async () => {
    const { client } = connected(lines(), () => {})
    expect(await failure(client.call(note, 5 as never))).toMatchObject({ code: 'encode', executed: 'no' })
    expect(client.stats().pending).toBe(0)
  })

  test('handlers that still run keep a server that drains', async () => {
    let finish = (): void => {}
    const running = new Promise<void>((resolve) => {
      finish = resolve
    })
    const { client, server } = connected(lines(), () => running)
    await client.call(note, 'x')
    expect(await client.call(methods.echo, 'there')).toBe('there')
    let drained = false
    const draining = server.drain().then(() => {
      drained = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(drained).toBe(false)
    finish()
    await draining
    assertNoLeaks(server)
  })
})

test.each([gob(), json({ dialect: 'go' })])('over $name, which has no such requests, it is answered', async (codec) => {
  const { client, errors, replied } = connected(codec, (text) => {
    if (text === 'bad') throw new Error('lost')
  })
  await client.call(note, 'good')
  expect(replied()).toBeGreaterThan(0)
  expect(await failure(client.call(note, 'bad'))).toMatchObject({ message: 'internal error', executed: 'yes' })
  expect(errors).toEqual([new Error('lost')])
})
