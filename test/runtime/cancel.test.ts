import { assertNoLeaks, type CallContext, Client, type ClientOptions, isRpcError } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { afterEach, describe, expect, test } from 'vitest'
import { ArithMethods } from '../../generated/arith.js'
import { bareInteger, header, responseType } from '../catalogue/gob-bytes.js'
import { methods } from './methods.js'
import { closePairs, failure, lines, pair, until } from './pair.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

const go = json({ dialect: 'go' })
const codecs = [{ codec: gob() }, { codec: go }]
const nothingLeft = { pending: 0, timers: 0, listeners: 0 }
const canceled = { code: 'canceled', message: 'the call was canceled', executed: 'maybe' }

afterEach(closePairs)

/** A client on a transport whose other side is the test. */
function scripted(options: Partial<ClientOptions> = {}): { client: Client; transport: ScriptedTransport } {
  const transport = new ScriptedTransport()
  return { client: new Client(transport, { codec: go, ...options }), transport }
}

/** A request, as JSON. */
interface Request {
  readonly method: string
  readonly params: readonly unknown[]
}

/** A handler of `never` that goes on until the test ends it. */
function endless() {
  const begun: CallContext[] = []
  const ends: (() => void)[] = []
  const never = (context: CallContext): Promise<void> => {
    begun.push(context)
    return new Promise((done) => ends.push(done))
  }
  return { begun, finish: (): void => ends.shift()?.(), never }
}

describe('a call that is cancelled', () => {
  test('has left everything before cancel() returns', async () => {
    const { client } = scripted()
    const { signal } = new AbortController()
    const call = client.go(methods.never, undefined, { signal })
    expect(client.stats()).toMatchObject({ pending: 1, timers: 1, listeners: 1 })
    call.cancel('enough')
    expect(client.stats()).toMatchObject({ ...nothingLeft, outcomes: { canceled: 1 } })
    expect(client.inFlight()).toEqual([])
    expect(await failure(call.done)).toMatchObject({ ...canceled, cause: 'enough', method: 'Test.Never', seq: 0 })
  })

  test('by its signal, by that of its context, or by one that is both', async () => {
    const { client } = scripted()
    const mine = new AbortController()
    const parent = new AbortController()
    const context = { deadline: undefined, signal: parent.signal }
    const calls = [
      client.call(methods.never, undefined, { signal: mine.signal, context }),
      client.call(methods.never, undefined, { signal: parent.signal, context }),
      client.call(methods.never, undefined, { context }),
    ].map(failure)
    expect(client.stats()).toMatchObject({ pending: 3, listeners: 2 })
    mine.abort('mine')
    expect(await calls[0]).toMatchObject({ ...canceled, cause: 'mine' })
    expect(client.stats()).toMatchObject({ pending: 2, listeners: 1 })
    parent.abort('parent')
    for (const call of calls.slice(1)) expect(await call).toMatchObject({ ...canceled, cause: 'parent' })
    expect(client.stats()).toMatchObject(nothingLeft)
  })

  test('by a context that has ended already is not sent', async () => {
    const { client, transport } = scripted()
    const context = { deadline: undefined, signal: AbortSignal.abort('over') }
    const error = await failure(client.call(methods.never, undefined, { context }))
    expect(error).toMatchObject({ code: 'canceled', cause: 'over', executed: 'no', seq: undefined })
    await turn()
    expect(transport.writes).toEqual([])
  })

  test('is cancelled by an AbortSignal.timeout() as by any other signal', async () => {
    const { client } = scripted()
    const error = await failure(client.call(methods.never, undefined, { signal: AbortSignal.timeout(5) }))
    expect(error).toMatchObject({ ...canceled, cause: { name: 'TimeoutError' } })
  })

  test('while its params are encoded ends once, though they throw as well', async () => {
    const { client } = scripted()
    const controller = new AbortController()
    const params = {
      get a(): number {
        controller.abort('a getter')
        throw new Error('and this')
      },
      b: 1,
    }
    const call = client.call(ArithMethods.multiply, params, { signal: controller.signal })
    expect(await failure(call)).toMatchObject({ code: 'canceled', cause: 'a getter' })
    expect(client.stats()).toMatchObject({ ...nothingLeft, outcomes: { canceled: 1, encode: 0 } })
    await client.drain()
  })
})

describe('the reply of a cancelled call', () => {
  test.each(codecs)('is counted and dropped, over $codec.name', async ({ codec }) => {
    const { begun, finish, never } = endless()
    const { client } = pair({ never }, { codec })
    const call = client.go(methods.never, undefined)
    await until(() => begun.length === 1)
    call.cancel()
    expect(await client.call(methods.echo, 'before it')).toBe('before it')
    expect(client.stats()).toMatchObject({ lateReplies: 0 })
    finish()
    await until(() => client.stats().lateReplies === 1)
    expect(await client.call(methods.echo, 'after it')).toBe('after it')
    expect(client.stats()).toMatchObject({ ...nothingLeft, lateReplies: 1, outcomes: { ok: 2, canceled: 1 } })
  })
})

describe('a peer that understands', () => {
  test.each(codecs)("is told, and its handler's signal aborts with the reason, over $codec.name", async ({ codec }) => {
    const { begun, finish, never } = endless()
    const { client, server, seen } = pair({ never }, { codec, client: { extensions: 'on' } })
    await client.call(methods.echo, 'x')
    const call = client.go(methods.never, undefined)
    client.go(methods.never, undefined)
    await until(() => begun.length === 2)
    const signals = begun.map(({ signal }) => signal)
    call.cancel('not sent to the peer')
    await until(() => signals[0]?.aborted === true)
    expect(isRpcError(signals[0]?.reason)).toBe(true)
    expect(signals[0]?.reason).toMatchObject({ code: 'canceled', message: 'the caller canceled the call' })
    expect(signals[1]?.aborted).toBe(false)
    expect(seen.map(({ kind, answer }) => [kind, answer])).toEqual([
      ['request', true],
      ['request', true],
      ['request', true],
      ['cancel', false],
    ])
    // The handler is still the one to end its call.
    expect(server.stats()).toMatchObject({ pending: 2 })
    finish()
    await until(() => client.stats().lateReplies === 1)
    expect(client.stats()).toMatchObject({ pending: 1, lateReplies: 1 })
  })

  test('is told of a timeout as well', async () => {
    const { begun, never } = endless()
    const { client } = pair({ patient: never })
    await client.call(methods.echo, 'it answers, so it is known to understand')
    void failure(client.call(methods.patient, undefined, { timeout: 5 }))
    await until(() => begun[0]?.signal.aborted === true)
    // Its own clock may say it first.
    expect(['canceled', 'timeout']).toContain(begun[0]?.signal.reason.code)
  })

  test('gives a handler that first looks at its signal afterwards one that is aborted', async () => {
    const { begun, never } = endless()
    const { client, seen } = pair({ never }, { client: { extensions: 'on' } })
    const call = client.go(methods.never, undefined)
    await until(() => begun.length === 1)
    call.cancel()
    await until(() => seen.length === 2)
    const { signal } = begun[0] as CallContext
    expect(signal.aborted).toBe(true)
    expect(signal.reason).toMatchObject({ code: 'canceled' })
  })
})

describe('a stock peer', () => {
  const answer = Buffer.from([responseType, header(0, { method: 'Test.Echo' }), '040c000178'].join(''), 'hex')

  test('is told nothing, over gob, though it has answered', async () => {
    const { client, transport } = scripted({ codec: gob() })
    const first = client.call(methods.echo, 'x')
    transport.feed(answer)
    expect(await first).toBe('x')
    const call = client.go(methods.never, undefined)
    await turn()
    const { length } = transport.writes
    call.cancel()
    await turn()
    expect(transport.writes).toHaveLength(length)
  })

  test('is told nothing, over JSON', async () => {
    const { client, transport } = scripted()
    const call = client.go(methods.never, undefined)
    await turn()
    call.cancel()
    await turn()
    expect(lines(transport)).toHaveLength(1)
  })

  test.each(codecs)("is told with cancel: 'send', and its answer is counted, over $codec.name", async ({ codec }) => {
    const { client, transport } = scripted({ codec, cancel: 'send' })
    const call = client.go(methods.never, undefined)
    await turn()
    call.cancel()
    await turn()
    expect(Buffer.from(transport.written()).toString('latin1')).toContain('_goRPC_.Cancel')
    const error = "rpc: can't find service _goRPC_.Cancel"
    transport.feed(
      codec.name === 'gob'
        ? Buffer.from(responseType + header(1, { method: '_goRPC_.Cancel', error }) + bareInteger, 'hex')
        : Buffer.from(JSON.stringify({ id: 1, result: null, error })),
    )
    await until(() => client.stats().lateReplies === 1)
    expect(client.stats()).toMatchObject({ ...nothingLeft, lateReplies: 1 })
    expect(client.state).toBe('open')
  })

  test.each(codecs)("of a server of ours, with cancel: 'send', is answered, over $codec.name", async ({ codec }) => {
    const { begun, finish, never } = endless()
    const { client, seen } = pair({ never }, { codec, client: { cancel: 'send' } })
    const call = client.go(methods.never, undefined)
    await until(() => begun.length === 1)
    call.cancel()
    await until(() => client.stats().lateReplies === 1)
    expect(seen[1]).toMatchObject({ kind: 'cancel', answer: true })
    expect(begun[0]?.signal.reason).toMatchObject({ code: 'canceled' })
    finish()
    await until(() => client.stats().lateReplies === 2)
  })
})

describe('while the transport is full', () => {
  test('a call that waits is cancelled by itself: the peer never hears of it', async () => {
    const { client, transport } = scripted({ cancel: 'send' })
    transport.full = true
    client.go(methods.never, undefined)
    await turn()
    const call = client.go(methods.echo, 'never sent')
    call.cancel('changed')
    expect(await failure(call.done)).toMatchObject({ code: 'canceled', cause: 'changed', executed: 'no' })
    expect(client.stats()).toMatchObject({ pending: 1 })
    transport.drain()
    await turn()
    expect(lines<Request>(transport).map(({ method }) => method)).toEqual(['Test.Never'])
  })

  test('cancels of calls that were sent wait, and leave in order, never more than the transport takes', async () => {
    const { client, transport } = scripted({ cancel: 'send' })
    const calls = Array.from({ length: 100 }, () => client.go(methods.never, undefined))
    await turn()
    transport.full = true
    client.go(methods.echo, 'fills it')
    await turn()
    const before = transport.writes.length
    for (const call of calls) call.cancel()
    const last = client.go(methods.echo, 'last')
    await turn()
    expect(transport.writes).toHaveLength(before)
    for (let taken = before; last.seq === undefined; taken++) {
      transport.drain()
      transport.full = true
      await turn()
      expect(transport.writes).toHaveLength(taken + 1)
    }
    transport.drain()
    await turn()
    const rest = lines<Request>(transport).slice(101)
    expect(rest.map(({ params }) => params[0])).toEqual([...calls.map((_, Seq) => ({ Seq })), 'last'])
  })
})

test('a request that close() keeps from leaving is no longer held as bytes to be written', async () => {
  const { client } = scripted()
  const call = failure(client.call(methods.never, undefined))
  expect(client.stats().queuedBytes).toBeGreaterThan(0)
  await client.close()
  expect(await call).toMatchObject({ code: 'closed', executed: 'no' })
  assertNoLeaks(client)
})

test('a cancel that does not fit in a message is not sent, and harms nothing', async () => {
  const { client, transport } = scripted({ cancel: 'send', limits: { message: 48 } })
  const call = client.go(methods.never, undefined)
  await turn()
  call.cancel()
  expect(await failure(call.done)).toMatchObject(canceled)
  client.go(methods.never, undefined)
  await turn()
  expect(lines<Request>(transport).map(({ method }) => method)).toEqual(['Test.Never', 'Test.Never'])
})
