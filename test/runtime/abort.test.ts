import {
  type AnyMethod,
  ByteReader,
  ByteWriter,
  type CallContext,
  defaultLimits,
  type ServerOptions,
} from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { afterEach, describe, expect, test } from 'vitest'
import { methods } from './methods.js'
import { aborted, closePairs, failure, lines, pair, until } from './pair.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

const go = json({ dialect: 'go' })
const codecs = [{ codec: gob() }, { codec: go }]

afterEach(closePairs)

/** A server whose peer is the test. Its handler of `never` goes on until it is told to end. */
function raw(options: ServerOptions = {}, codec = go) {
  const begun: CallContext[] = []
  const ends: (() => void)[] = []
  const never = (context: CallContext): Promise<void> => {
    begun.push(context)
    return new Promise((done) => ends.push(done))
  }
  const { server } = pair({ never }, { server: options })
  const transport = new ScriptedTransport()
  const served = server.serve(transport, { codec })
  return {
    begun,
    server,
    served,
    transport,
    finish: (which: number): void => ends[which]?.(),
    feed: (text: string): void => transport.feed(Buffer.from(text)),
    answers: () => lines<{ id: number }>(transport),
  }
}

const request = (id: number): string => JSON.stringify({ method: 'Test.Never', params: [{}], id })
const cancel = (target: unknown, id = 99): string =>
  JSON.stringify({ method: '_goRPC_.Cancel', params: [{ Seq: target }], id, meta: {} })

describe("a handler's signal aborts when the connection is over, with the reason", () => {
  test.each(codecs)('disconnected: the client has closed it, over $codec.name', async ({ codec }) => {
    let reason: unknown
    const never = async ({ signal }: CallContext): Promise<void> => {
      await aborted(signal)
      reason = signal.reason
    }
    const { client, server, served } = pair({ never }, { codec })
    client.go(methods.never, undefined)
    await until(() => server.stats().pending === 1)
    await client.close()
    await served
    expect(reason).toMatchObject({ code: 'disconnected', message: 'the peer closed the connection' })
    expect(server.stats()).toMatchObject({ connections: 0, pending: 0, timers: 0 })
  })

  test('disconnected: the peer has ended its half, and still gets the reply that the handler gives', async () => {
    const { begun, finish, feed, served, transport, answers } = raw()
    feed(request(7))
    await until(() => begun.length === 1)
    transport.feed(null)
    await until(() => begun[0]?.signal.aborted === true)
    expect(begun[0]?.signal.reason).toMatchObject({ code: 'disconnected' })
    expect(transport.closed).toBe('open')
    finish(0)
    await served
    expect(answers()).toEqual([{ id: 7, result: {}, error: null }])
  })

  test('disconnected: the stream broke', async () => {
    const { begun, feed, served, transport } = raw()
    feed(request(0))
    await until(() => begun.length === 1)
    const signal = begun[0]?.signal
    transport.feed(new Error('ECONNRESET'))
    await served
    expect(signal?.reason).toMatchObject({ code: 'disconnected', message: 'ECONNRESET' })
  })

  test('protocol: the peer makes no sense any more', async () => {
    const { begun, feed } = raw()
    feed(`${request(0)}]`)
    await until(() => begun[0]?.signal.aborted === true)
    expect(begun[0]?.signal.reason).toMatchObject({ code: 'protocol' })
  })

  test('closed: this server shuts down, or is told to by the handler itself before it waits', async () => {
    const { client, server } = pair({
      never: async ({ signal }: CallContext) => {
        await aborted(signal)
        reasons.push(signal.reason)
      },
      patient: async ({ signal }: CallContext) => {
        void server.close()
        await aborted(signal)
        reasons.push(signal.reason)
      },
    })
    const reasons: unknown[] = []
    const calls = [client.call(methods.never, undefined), client.call(methods.patient, undefined, { timeout: 60_000 })]
    for (const call of calls) expect(await failure(call)).toMatchObject({ code: 'disconnected', executed: 'maybe' })
    await until(() => reasons.length === 2)
    for (const reason of reasons) expect(reason).toMatchObject({ code: 'closed', message: 'the server was closed' })
    await until(() => server.stats().pending === 0)
  })

  test('closed: a drain whose time is over cuts it off', async () => {
    const { begun, feed, server } = raw()
    feed(request(0))
    await until(() => begun.length === 1)
    const signal = begun[0]?.signal
    const drained = server.drain({ timeout: 5 })
    expect(signal?.aborted).toBe(false)
    await drained
    expect(signal?.reason).toMatchObject({ code: 'closed' })
  })

  test('and not again, nor for another reason than the first', async () => {
    const { begun, feed, transport, served } = raw()
    feed(request(0))
    await until(() => begun.length === 1)
    let times = 0
    begun[0]?.signal.addEventListener('abort', () => times++)
    feed(cancel(0))
    await until(() => times === 1)
    transport.feed(new Error('ECONNRESET'))
    await served
    expect(times).toBe(1)
    expect(begun[0]?.signal.reason).toMatchObject({ code: 'canceled' })
  })

  test('and for the first of two reasons though the handler looks after both', async () => {
    const { begun, feed, transport, served } = raw()
    feed(request(0) + cancel(0))
    await until(() => begun.length === 1)
    await turn()
    transport.feed(new Error('ECONNRESET'))
    await served
    expect(begun[0]?.signal.reason).toMatchObject({ code: 'canceled' })
  })

  test('and never once the handler has ended', async () => {
    const { begun, feed, finish, answers, server } = raw()
    feed(request(0))
    await until(() => begun.length === 1)
    const signal = begun[0]?.signal
    finish(0)
    await until(() => answers().length === 1)
    feed(cancel(0))
    await turn()
    await server.close()
    expect(signal?.aborted).toBe(false)
  })
})

describe('a cancel', () => {
  test.each([
    { what: 'a request that never came', target: 17 },
    { what: 'itself', target: 99 },
    { what: 'nothing that could be a seq', target: 'zero' },
    { what: 'a seq past all numbers', target: 2 ** 53 },
  ])('of $what harms nobody, and is not answered', async ({ target }) => {
    const { begun, feed, finish, answers, server } = raw()
    feed(request(0) + cancel(target) + request(1))
    await until(() => begun.length === 2)
    expect(begun.map(({ signal }) => signal.aborted)).toEqual([false, false])
    finish(0)
    finish(1)
    await until(() => answers().length === 2)
    expect(answers().map(({ id }) => id)).toEqual([0, 1])
    expect(server.stats()).toMatchObject({ pending: 0, outcomes: { ok: 2 } })
  })

  test('is read with the requests: one that stands before a request does not cancel it', async () => {
    const { begun, feed } = raw()
    feed(cancel(0) + request(0))
    await until(() => begun.length === 1)
    expect(begun[0]?.signal.aborted).toBe(false)
  })

  test('of a seq that two requests have aborts one of them; both are answered, and both end with the connection', async () => {
    const { begun, finish, server, transport } = raw({}, gob())
    const writer = new ByteWriter()
    const peer = gob().open({ reader: new ByteReader(), writer, limits: defaultLimits, extensions: 'on' })
    const header = { seq: 5, timeout: Number.POSITIVE_INFINITY, metadata: undefined }
    for (let i = 0; i < 4; i++) peer.writeRequest(header, methods.never as AnyMethod, undefined)
    peer.writeCancel?.(9, 5)
    transport.feed(writer.take())
    await until(() => begun.some(({ signal }) => signal.aborted))
    expect(begun.map(({ signal }) => signal.reason?.code)).toEqual(['canceled', undefined, undefined, undefined])
    finish(1)
    finish(0)
    await until(() => server.stats().pending === 2)
    expect(server.stats()).toMatchObject({ outcomes: { ok: 2 } })
    await server.close()
    expect(begun.map(({ signal }) => signal.reason?.code)).toEqual(['canceled', undefined, 'closed', 'closed'])
  })
})

test('a handler that throws the reason of its signal says that the call is canceled, and no more', async () => {
  const never = async ({ signal }: CallContext): Promise<void> => {
    await aborted(signal)
    signal.throwIfAborted()
  }
  const { server } = pair({ never })
  const transport = new ScriptedTransport()
  void server.serve(transport, { codec: go })
  transport.feed(Buffer.from(request(0) + cancel(0)))
  await until(() => transport.writes.length > 0)
  const answer = JSON.parse(Buffer.from(transport.written()).toString())
  expect(answer).toEqual({ id: 0, result: null, error: 'the caller canceled the call', code: 'canceled' })
})
