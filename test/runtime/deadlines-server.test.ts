import { type CallContext, Client, isRpcError } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { methods } from './methods.js'
import { aborted, closePairs, failure, lines, pair, until } from './pair.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

const go = json({ dialect: 'go' })
const nothingLeft = { pending: 0, timers: 0, listeners: 0, queuedBytes: 0 }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
})

afterEach(async () => {
  await closePairs()
  vi.useRealTimers()
})

/** The moment that is so many milliseconds away. */
const moment = (ms: number): Date => new Date(Date.now() + ms)

/** A client that nobody answers. */
const unanswered = (): Client => new Client(new ScriptedTransport(), { codec: gob() })

test('a server gives a handler the moment at which its caller stops waiting, if the caller said', async () => {
  const deadlines: (Date | undefined)[] = []
  const echo = (text: string, { deadline }: CallContext): string => {
    deadlines.push(deadline)
    return text
  }
  const { client } = pair({ echo }, { client: { extensions: 'on' } })
  await client.call(methods.echo, 'x', { timeout: 250 })
  await client.call(methods.echo, 'x', { timeout: Number.POSITIVE_INFINITY })
  expect(deadlines).toEqual([moment(250), undefined])
})

test('a server knows no deadline that is later than a Date can tell', async () => {
  const { begun } = raw(['{"method":"Test.Never","params":[{}],"id":0,"timeout":1e30}'])
  await until(() => begun.length === 1)
  expect(begun[0]?.deadline).toBe(undefined)
  expect(begun[0]?.signal.aborted).toBe(false)
})

test('a server aborts the signal of a handler at the deadline, and arms it when the handler first looks', async () => {
  const { begun, server } = raw([request(0, 100)])
  await until(() => begun.length === 1)
  expect(server.stats()).toMatchObject({ pending: 1, timers: 0 })
  const { signal } = begun[0] as CallContext
  expect(begun[0]?.signal).toBe(signal)
  expect(server.stats()).toMatchObject({ pending: 1, timers: 1 })
  await vi.advanceTimersByTimeAsync(99)
  expect(signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(signal.reason).toMatchObject({ code: 'timeout', method: 'Test.Never' })
  expect(isRpcError(signal.reason)).toBe(true)
  expect(server.stats()).toMatchObject({ pending: 1, timers: 0 })
})

test('a server has a signal that is aborted for a handler that first looks after the deadline', async () => {
  const { begun, server } = raw([request(0, 100)])
  await until(() => begun.length === 1)
  await vi.advanceTimersByTimeAsync(101)
  expect(begun[0]?.signal.reason).toMatchObject({ code: 'timeout' })
  expect(server.stats()).toMatchObject({ timers: 0 })
})

test('a server lets go of a deadline when the call is cancelled', async () => {
  const { begun, server, transport } = raw([request(0, 100)])
  await until(() => begun.length === 1)
  expect(begun[0]?.signal.aborted).toBe(false)
  expect(server.stats()).toMatchObject({ pending: 1, timers: 1 })
  transport.feed(Buffer.from('{"method":"_goRPC_.Cancel","params":[{"Seq":0}],"id":1,"meta":{}}'))
  await until(() => begun[0]?.signal.aborted === true)
  expect(server.stats()).toMatchObject({ pending: 1, timers: 0 })
})

test('a server lets go of a deadline when the handler is done, and a signal looked at later never aborts', async () => {
  const contexts: CallContext[] = []
  const echo = async (text: string, given: CallContext): Promise<string> => {
    contexts.push(given)
    if (text === 'looks') await Promise.race([aborted(given.signal), undefined])
    return text
  }
  const { client, server } = pair({ echo }, { client: { extensions: 'on' } })
  await client.call(methods.echo, 'looks', { timeout: 100 })
  await client.call(methods.echo, 'does not', { timeout: 100 })
  expect(server.stats()).toMatchObject(nothingLeft)
  await vi.advanceTimersByTimeAsync(200)
  expect(contexts.map(({ signal }) => signal.aborted)).toEqual([false, false])
  expect(server.stats()).toMatchObject(nothingLeft)
})

test.each([0, -1, -1e12])('a server refuses a request with %i ms left, and reads the next', async (timeout) => {
  const { begun, answers } = raw([request(0, timeout), request(1, 1_000)])
  await until(() => begun.length === 1)
  await until(() => answers().length === 1)
  expect(answers()).toEqual([
    { id: 0, result: null, error: 'the deadline passed before the call began', code: 'timeout' },
  ])
})

test('a server refuses a request whose time ended here, while as many handlers ran as may', async () => {
  const { begun, finish, answers } = raw([request(0) + request(1, 100) + request(2, 1_000) + request(3)], 1)
  await until(() => begun.length === 1)
  await vi.advanceTimersByTimeAsync(400)
  finish()
  await until(() => begun.length === 2)
  await until(() => answers().length === 2)
  expect(answers()).toMatchObject([
    { id: 0, error: null },
    { id: 1, code: 'timeout' },
  ])
  // What it has waited is taken off for the handler as well.
  expect(begun[1]?.deadline).toEqual(moment(600))
  expect(begun[1]?.signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(600)
  expect(begun[1]?.signal.aborted).toBe(true)
  finish()
  await until(() => begun.length === 3)
  expect(begun[2]?.deadline).toBe(undefined)
})

test('a server counts against a request only what it lay here itself, not what others did', async () => {
  const { begun, finish, transport } = raw([request(0) + request(1)], 1)
  await until(() => begun.length === 1)
  await vi.advanceTimersByTimeAsync(400)
  finish()
  await until(() => begun.length === 2)
  finish()
  await turn()
  transport.feed(Buffer.from(request(2, 100)))
  await until(() => begun.length === 3)
  expect(begun[2]?.deadline).toEqual(moment(100))
})

test('a server gives the calls of a handler the time of the call that they are part of', async () => {
  const inner = unanswered()
  const { begun } = raw([request(0, 100)])
  await until(() => begun.length === 1)
  const call = failure(inner.call(methods.never, undefined, { context: begun[0], metadata: { a: 'b' } }))
  expect(inner.stats()).toMatchObject({ pending: 1, timers: 1, listeners: 1 })
  await vi.advanceTimersByTimeAsync(101)
  // A timeout, whichever of the two timers came first: the handler's or the call's own.
  expect(await call).toMatchObject({ code: 'timeout', message: 'no reply within 100 ms (set by the context)' })
  expect(inner.stats()).toMatchObject(nothingLeft)
})

test('a server gives them its end as well, whatever the cause', async () => {
  const inner = unanswered()
  const { begun, server } = raw([request(0)])
  await until(() => begun.length === 1)
  const call = failure(inner.call(methods.never, undefined, { context: begun[0] }))
  // Lets the request of the inner call leave.
  await turn()
  await server.close()
  expect(await call).toMatchObject({ code: 'canceled', cause: { code: 'closed' } })
  expect(inner.stats()).toMatchObject(nothingLeft)
})

test('a handler that is timed out makes no more calls in the name of its own', async () => {
  const { begun } = raw([request(0, 100)])
  await until(() => begun.length === 1)
  const [given] = begun
  expect(given?.signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(100)
  expect(await failure(unanswered().call(methods.never, undefined, { context: given }))).toMatchObject({
    code: 'timeout',
    executed: 'no',
    cause: given?.signal.reason,
  })
})

/** A request for `Test.Never`, as JSON; with the milliseconds that are left, if it says so. */
function request(id: number, timeout?: number): string {
  const left = timeout === undefined ? {} : { timeout: timeout * 1e6 }
  return JSON.stringify({ method: 'Test.Never', params: [{}], id, ...left })
}

/** A server that has been sent these chunks; its handlers end when they are told to, in order. */
function raw(chunks: readonly string[], handlers = 10) {
  const begun: CallContext[] = []
  const ends: (() => void)[] = []
  const never = (given: CallContext): Promise<void> => {
    begun.push(given)
    return new Promise((done) => ends.push(done))
  }
  const { server } = pair({ never }, { server: { limits: { handlers } } })
  const transport = new ScriptedTransport()
  void server.serve(transport, { codec: go })
  for (const chunk of chunks) transport.feed(Buffer.from(chunk))
  return {
    begun,
    server,
    transport,
    finish: (): void => ends.shift()?.(),
    answers: (): unknown[] => lines(transport),
  }
}
