import { type CallOptions, Client, type ClientOptions, type RpcError } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { methods } from './methods.js'
import { closePairs, failure, lines, pair } from './pair.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

const go = json({ dialect: 'go' })
const nothingLeft = { pending: 0, timers: 0, listeners: 0, queuedBytes: 0 }
/** No abort by itself, and no deadline but what is given. */
const context = (deadline?: Date): NonNullable<CallOptions['context']> => ({
  deadline,
  signal: new AbortController().signal,
})

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
})

afterEach(async () => {
  await closePairs()
  vi.useRealTimers()
})

/** A client that nobody answers. */
function unanswered(options: Partial<ClientOptions> = {}): { client: Client; transport: ScriptedTransport } {
  const transport = new ScriptedTransport()
  return { client: new Client(transport, { codec: gob(), ...options }), transport }
}

/** The moment that is so many milliseconds away. */
const moment = (ms: number): Date => new Date(Date.now() + ms)

/** How many milliseconds pass until the call ends, and its error. */
async function end(call: Promise<unknown>): Promise<{ after: number; error: RpcError }> {
  const start = Date.now()
  const ended = failure(call).then((error) => ({ after: Date.now() - start, error }))
  await vi.advanceTimersByTimeAsync(100_000)
  return ended
}

describe('a call ends at the earliest of what it was given, and says who gave it', () => {
  test.each([
    { source: 'call', after: 30, call: () => ({ timeout: 30 }) },
    { source: 'deadline', after: 30, call: () => ({ deadline: moment(30) }) },
    { source: 'deadline', after: 20, call: () => ({ timeout: 30, deadline: moment(20) }) },
    { source: 'call', after: 20, call: () => ({ timeout: 20, deadline: moment(30) }) },
    { source: 'deadline', after: 20_000, call: () => ({ deadline: moment(20_000) }) },
    { source: 'method', after: 25, method: methods.patient, client: 10 },
    { source: 'call', after: 40, method: methods.patient, call: () => ({ timeout: 40 }) },
    { source: 'deadline', after: 40, method: methods.patient, call: () => ({ deadline: moment(40) }) },
    { source: 'client', after: 10, client: 10 },
    { source: 'default', after: 10_000 },
    { source: 'default', after: 10_000, call: () => ({ timeout: undefined, deadline: undefined, context: undefined }) },
    { source: 'context', after: 20, call: () => ({ context: context(moment(20)) }) },
    { source: 'context', after: 20, call: () => ({ timeout: 30, deadline: moment(30), context: context(moment(20)) }) },
    { source: 'context', after: 20, call: () => ({ timeout: Number.POSITIVE_INFINITY, context: context(moment(20)) }) },
    { source: 'context', after: 20, method: methods.patient, call: () => ({ context: context(moment(20)) }) },
    { source: 'call', after: 10, call: () => ({ timeout: 10, context: context(moment(20)) }) },
    { source: 'deadline', after: 10, call: () => ({ deadline: moment(10), context: context(moment(20)) }) },
    { source: 'method', after: 25, method: methods.patient, call: () => ({ context: context(moment(50)) }) },
    { source: 'client', after: 10, client: 10, call: () => ({ context: context() }) },
  ])('$source, $after ms', async ({ source, after, call, client: timeout, method = methods.never }) => {
    const { client } = unanswered({ timeout })
    const ended = await end(client.call(method, undefined, call?.()))
    expect(ended.after).toBe(after)
    expect(ended.error).toMatchObject({
      code: 'timeout',
      executed: 'maybe',
      message: `no reply within ${after} ms (set by the ${source})`,
    })
    expect(client.stats()).toMatchObject({ pending: 0, timers: 0, listeners: 0 })
  })

  test.each([
    { source: 'deadline', call: () => ({ deadline: moment(-1) }) },
    { source: 'deadline', call: () => ({ deadline: moment(0), timeout: 5 }) },
    { source: 'context', call: () => ({ context: context(moment(-1)) }) },
    { source: 'client', client: 0, call: () => ({}) },
  ])('$source, when it has passed already: nothing is sent', async ({ source, call, client: timeout }) => {
    const { client, transport } = unanswered({ timeout })
    expect(await failure(client.call(methods.never, undefined, call()))).toMatchObject({
      code: 'timeout',
      executed: 'no',
      message: `no reply within 0 ms (set by the ${source})`,
    })
    await turn()
    expect(transport.writes).toEqual([])
  })

  test.each([
    { what: 'an Invalid Date', options: { deadline: new Date(Number.NaN) } },
    { what: 'a deadline that is a number', options: { deadline: 1e15 as never } },
    { what: 'an Invalid Date beside a timeout', options: { timeout: 5, deadline: new Date(Number.NaN) } },
    { what: 'a timeout that is none beside a deadline', options: { timeout: Number.NaN, deadline: new Date(2 ** 42) } },
    { what: 'a context with an Invalid Date', options: { context: context(new Date(Number.NaN)) } },
    { what: 'a context without a signal', options: { context: { deadline: undefined, signal: {} as AbortSignal } } },
  ])('$what fails its own call, and no byte leaves', async ({ options }) => {
    const { client, transport } = unanswered()
    expect(await failure(client.call(methods.never, undefined, options))).toMatchObject({
      code: 'encode',
      executed: 'no',
    })
    await turn()
    expect(transport.writes).toEqual([])
    expect(client.stats()).toMatchObject(nothingLeft)
  })

  test('no further away than a Date can tell', async () => {
    const { client } = unanswered()
    client.go(methods.never, undefined, { deadline: new Date(8.64e15) })
    await vi.advanceTimersByTimeAsync(2 ** 31)
    expect(client.stats()).toMatchObject({ pending: 1, timers: 1 })
  })
})

describe('the time that is left travels with the request', () => {
  test.each([{ codec: gob() }, { codec: go }])('over $codec.name', async ({ codec }) => {
    const { client, seen } = pair({}, { codec, client: { extensions: 'on' } })
    await client.call(methods.echo, 'x', { timeout: 1_234 })
    await client.call(methods.echo, 'x', { deadline: moment(700) })
    await client.call(methods.echo, 'x', { timeout: Number.POSITIVE_INFINITY })
    expect(seen.map(({ timeout }) => timeout)).toEqual([1_234, 700, Number.POSITIVE_INFINITY])
  })

  test('from the second call on, once the peer has answered', async () => {
    const { client, seen } = pair()
    await client.call(methods.echo, 'x', { timeout: 50 })
    await client.call(methods.echo, 'x', { timeout: 50 })
    expect(seen.map(({ timeout }) => timeout)).toEqual([Number.POSITIVE_INFINITY, 50])
  })

  test('less what the call has waited for the transport', async () => {
    const { client, transport } = unanswered({ codec: go, extensions: 'on' })
    transport.full = true
    client.go(methods.never, undefined)
    await turn()
    const waiting = client.call(methods.echo, 'waited', { timeout: 1_000 })
    waiting.catch(() => {})
    client.go(methods.echo, 'for ever', { timeout: Number.POSITIVE_INFINITY })
    await vi.advanceTimersByTimeAsync(400)
    transport.drain()
    await turn()
    expect(lines<{ timeout?: number }>(transport).map(({ timeout }) => timeout)).toEqual([10_000e6, 600e6, undefined])
  })

  test('and a call whose time ends while it waits is never sent', async () => {
    const { client, transport } = unanswered({ codec: go })
    transport.full = true
    client.go(methods.never, undefined)
    await turn()
    const waiting = failure(client.call(methods.echo, 'late', { timeout: 100 }))
    await vi.advanceTimersByTimeAsync(100)
    expect(await waiting).toMatchObject({ code: 'timeout', executed: 'no', seq: undefined })
    transport.drain()
    await turn()
    expect(transport.writes).toHaveLength(1)
  })

  test('nor is one whose time ends in the moment before its turn, when no timer has fired yet', async () => {
    const { client, transport } = unanswered({ codec: go })
    transport.full = true
    client.go(methods.never, undefined)
    await turn()
    const waiting = failure(client.call(methods.echo, 'late', { timeout: 100 }))
    const next = client.go(methods.echo, 'in time', { timeout: 200 })
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 150)
    transport.drain()
    await turn()
    vi.restoreAllMocks()
    expect(await waiting).toMatchObject({ code: 'timeout', executed: 'no', seq: undefined })
    expect(next.seq).toBe(1)
    expect(Buffer.from(transport.written()).toString()).not.toContain('late')
  })
})
