import {
  assertNoLeaks,
  Client,
  type ClientInterceptor,
  type ClientOptions,
  type OutgoingCall,
  RpcError,
} from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { afterEach, describe, expect, test } from 'vitest'
import { methods, Refused } from './methods.js'
import { closePairs, failure, pair, until } from './pair.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

afterEach(closePairs)

const nothingLeft = { pending: 0, timers: 0, listeners: 0, queuedBytes: 0 }

/** An interceptor that notes what it sees on the way in and on the way out. */
function noting(name: string, notes: string[]): ClientInterceptor {
  return async (call, next) => {
    notes.push(`${name} > ${String(call.params)}`)
    try {
      const result = await next(call)
      notes.push(`${name} < ${String(result)}`)
      return result
    } catch (error) {
      notes.push(`${name} ! ${(error as Error).message}`)
      throw error
    }
  }
}

/** A client with these interceptors, and a server behind it. */
function intercepted(...interceptors: ClientInterceptor[]) {
  return pair(
    {
      guarded: (text: string) => {
        throw Refused.create({ reason: text, after: 1 }, 'refused')
      },
    },
    { client: { interceptors, extensions: 'on' } },
  )
}

/** A client with these interceptors that nobody answers. */
function unanswered(interceptors: ClientInterceptor[], options: Partial<ClientOptions> = {}) {
  const transport = new ScriptedTransport()
  return { client: new Client(transport, { codec: gob(), interceptors, ...options }), transport }
}

describe("a client's interceptors", () => {
  test('stand around a call, the first outermost', async () => {
    const notes: string[] = []
    const { client } = intercepted(noting('a', notes), noting('b', notes))
    expect(await client.call(methods.echo, 'x')).toBe('x')
    expect(notes).toEqual(['a > x', 'b > x', 'b < x', 'a < x'])
    notes.length = 0
    expect(await failure(client.call(methods.guarded, 'y'))).toMatchObject({ code: 'remote' })
    expect(notes).toEqual(['a > y', 'b > y', 'b ! refused', 'a ! refused'])
  })

  test('see the method, its name on the wire, the params and the options as they were given', async () => {
    const calls: OutgoingCall[] = []
    const { client } = intercepted((call, next) => {
      calls.push(call)
      return next(call)
    })
    const options = { timeout: 5_000, metadata: { a: 'b' } }
    await client.call(methods.echo, 'x', options)
    await client.call(methods.never, undefined)
    const startedAt: unknown = expect.any(Number)
    expect(calls[0]).toEqual({ name: 'Test.Echo', method: methods.echo, params: 'x', options, startedAt })
    expect(calls[0]?.options).toBe(options)
    expect(calls[1]).toEqual({ name: 'Test.Never', method: methods.never, params: undefined, options: {}, startedAt })
  })

  test('may change the params, the options, the method and the result', async () => {
    const { client, seen } = intercepted(
      async (call, next) => `${String(await next({ ...call, params: `${String(call.params)}!` }))}?`,
      (call, next) => next({ ...call, options: { ...call.options, timeout: 77, metadata: { a: 'b' } } }),
      (call, next) => next(call.method.name === 'never' ? { ...call, method: methods.echo as never } : call),
    )
    expect(await client.call(methods.echo, 'x')).toBe('x!?')
    expect(await client.call(methods.never, undefined)).toBe('undefined!?')
    expect(seen).toMatchObject([{ method: 'Test.Echo', timeout: 77, metadata: { a: 'b' } }, { method: 'Test.Echo' }])
  })

  test('see the error, whole, and may put another or a result in its place', async () => {
    const errors: unknown[] = []
    const { client } = intercepted(async (call, next) => {
      try {
        return await next(call)
      } catch (error) {
        errors.push(error)
        if (call.params === 'mend') return 'mended'
        throw new RpcError('overloaded', 'instead', { cause: error })
      }
    })
    expect(await client.call(methods.guarded, 'mend')).toBe('mended')
    expect(await failure(client.call(methods.guarded, 'x'))).toMatchObject({ code: 'overloaded', message: 'instead' })
    expect(errors.map((error) => Refused.is(error) && error.details.reason)).toEqual(['mend', 'x'])
  })

  test('may call next again: each attempt has its own seq, and the call counts once', async () => {
    const seqs: (number | undefined)[] = []
    const { client, seen } = intercepted(async (call, next) => {
      for (let left = 2; left > 0; left--) await next(call).catch((error: RpcError) => seqs.push(error.seq))
      return next({ ...call, method: methods.echo as never })
    })
    const call = client.go(methods.guarded, 'x')
    expect(await call.done).toBe('x')
    expect(seqs).toEqual([0, 1])
    expect(call.seq).toBe(2)
    expect(seen).toHaveLength(3)
    expect(client.stats()).toMatchObject({ ...nothingLeft, outcomes: { ok: 1, remote: 0 } })
  })

  test('may call next not at all: nothing is sent', async () => {
    const { client, transport } = unanswered([async () => 'from a cache'])
    const call = client.go(methods.echo, 'x')
    expect(await call.done).toBe('from a cache')
    expect(call.seq).toBe(undefined)
    await turn()
    expect(transport.writes).toEqual([])
    expect(client.stats()).toMatchObject({ ...nothingLeft, outcomes: { ok: 1 } })
  })

  test.each([
    {
      what: 'throws at once',
      interceptor: () => {
        throw new Error('mine')
      },
    },
    { what: 'rejects', interceptor: async () => Promise.reject(new Error('mine')) },
    {
      what: 'rejects after the call',
      interceptor: async (call, next) =>
        next(call).then(() => {
          throw new Error('mine')
        }),
    },
  ] as { what: string; interceptor: ClientInterceptor }[])(
    'one that $what with an error of its own fails the call with "internal"',
    async ({ interceptor }) => {
      const { client } = intercepted(interceptor)
      let call: Promise<string> | undefined
      expect(() => {
        call = client.call(methods.echo, 'x')
      }).not.toThrow()
      expect(await failure(call as Promise<string>)).toMatchObject({
        code: 'internal',
        message: 'mine',
        cause: new Error('mine'),
      })
      expect(client.stats()).toMatchObject(nothingLeft)
    },
  )

  test('an RpcError of theirs is the error of the call, as it is', async () => {
    const own = new RpcError('overloaded', 'not now')
    const { client } = intercepted(() => Promise.reject(own))
    expect(await failure(client.call(methods.echo, 'x'))).toBe(own)
  })

  test('that are none leave calls as they are', async () => {
    const { client } = intercepted()
    const calls = ['a', 'b', 'c'].map((text) => client.go(methods.echo, text))
    expect(calls.map(({ seq }) => seq)).toEqual([0, 1, 2])
    expect(await Promise.all(calls.map(({ done }) => done))).toEqual(['a', 'b', 'c'])
  })

  test('that go on at once keep calls in order', async () => {
    const { client, seen } = intercepted(
      (call, next) => next(call),
      (call, next) => next(call),
    )
    const calls = ['a', 'b', 'c'].map((text) => client.go(methods.echo, text))
    expect(calls.map(({ seq }) => seq)).toEqual([0, 1, 2])
    expect(await Promise.all(calls.map(({ done }) => done))).toEqual(['a', 'b', 'c'])
    expect(seen.map(({ seq }) => seq)).toEqual([0, 1, 2])
  })

  test('see what a closed client comes to, and bad options not at all; the call alone fails', async () => {
    const notes: string[] = []
    const { client } = intercepted(noting('a', notes))
    expect(await failure(client.call(methods.echo, 'x', { timeout: -1 }))).toMatchObject({ code: 'encode' })
    await client.close()
    expect(await failure(client.call(methods.echo, 'x'))).toMatchObject({ code: 'closed' })
    // What makes no sense by itself is refused before it comes to them.
    expect(notes.filter((note) => note.includes('!'))).toHaveLength(1)
  })

  test('may leave a failed call alone when nobody looks at it', async () => {
    const { client } = intercepted(() => Promise.reject(new Error('mine')))
    client.go(methods.echo, 'x')
    await turn()
    expect(client.stats()).toMatchObject(nothingLeft)
  })
})

describe('cancel() of a call with interceptors', () => {
  test('before an attempt: it is not sent, and ends as cancelled', async () => {
    let go = (): void => {}
    const gate = new Promise<void>((done) => {
      go = done
    })
    const { client, transport } = unanswered([async (call, next) => gate.then(() => next(call))])
    const call = client.go(methods.never, undefined, { signal: new AbortController().signal })
    call.cancel('early')
    call.cancel('the first one counts')
    go()
    expect(await failure(call.done)).toMatchObject({ code: 'canceled', cause: 'early', executed: 'no' })
    await turn()
    expect(transport.writes).toEqual([])
    expect(client.stats()).toMatchObject(nothingLeft)
  })

  test('during one: it ends at once, and so does the next', async () => {
    const errors: unknown[] = []
    const { client } = unanswered([
      async (call, next) => {
        await next(call).catch((error) => errors.push(error))
        return next(call)
      },
    ])
    const call = client.go(methods.never, undefined)
    call.cancel('now')
    expect(client.stats()).toMatchObject({ pending: 0, timers: 0 })
    // The first attempt was sent.
    expect(await failure(call.done)).toMatchObject({ code: 'canceled', cause: 'now', executed: 'maybe' })
    await turn()
    expect(errors).toMatchObject([{ code: 'canceled', cause: 'now', executed: 'maybe', seq: 0 }])
  })

  test('during several at a time: all of them end', async () => {
    const { client } = unanswered([(call, next) => Promise.any([next(call), next(call), next(call)])])
    const call = client.go(methods.never, undefined)
    expect(client.stats()).toMatchObject({ pending: 1 })
    call.cancel()
    expect(client.stats()).toMatchObject({ pending: 0, timers: 0, outcomes: { canceled: 1 } })
    expect(await failure(call.done)).toMatchObject({ code: 'canceled', executed: 'maybe' })
  })

  test('after the last: it ends at once, whatever the interceptor is at', async () => {
    let go = (): void => {}
    const gate = new Promise<void>((done) => {
      go = done
    })
    let answered = false
    const { client } = intercepted(async (call, next) => {
      const result = await next(call)
      answered = true
      await gate
      return result
    })
    const call = client.go(methods.echo, 'x')
    await until(() => answered)
    call.cancel()
    expect(client.stats()).toMatchObject({ ...nothingLeft, outcomes: { ok: 0, canceled: 1 } })
    expect(await failure(call.done)).toMatchObject({ code: 'canceled', executed: 'maybe' })
    go()
  })
})

test('attempts share the time of their call', async () => {
  const errors: RpcError[] = []
  const { client } = unanswered([
    async (call, next) => {
      await next(call).catch((error) => errors.push(error))
      return next(call)
    },
  ])
  const error = await failure(client.call(methods.never, undefined, { timeout: 5 }))
  expect(error).toMatchObject({ code: 'timeout', executed: 'maybe', message: 'no reply within 5 ms (set by the call)' })
  await turn()
  expect(client.stats()).toMatchObject({ ...nothingLeft, outcomes: { timeout: 1 } })
})

test('an interceptor that never ends holds no call past its time, its cancel or the end of the client', async () => {
  const { client } = unanswered([() => new Promise(() => {})])
  expect(await failure(client.call(methods.never, undefined, { timeout: 5 }))).toMatchObject({
    code: 'timeout',
    executed: 'no',
  })
  const canceled = client.go(methods.never, undefined)
  canceled.cancel()
  expect(await failure(canceled.done)).toMatchObject({ code: 'canceled', executed: 'no' })
  const closed = failure(client.call(methods.never, undefined))
  expect(client.inFlight()).toMatchObject([{ method: 'Test.Never' }])
  expect(() => assertNoLeaks(client)).toThrow('1 unsettled (Test.Never')
  await client.close()
  expect(await closed).toMatchObject({ code: 'closed', executed: 'no' })
  assertNoLeaks(client)
})

test('drain() waits for calls whose interceptors have yet to send them', async () => {
  let go = (): void => {}
  const gate = new Promise<void>((done) => {
    go = done
  })
  const { client } = intercepted(async (call, next) => gate.then(() => next(call)))
  const call = client.call(methods.echo, 'x')
  const drained = client.drain()
  expect(await failure(client.call(methods.echo, 'y'))).toMatchObject({ code: 'closed', executed: 'no' })
  go()
  expect(await call).toBe('x')
  await drained
  expect(client.state).toBe('closed')
})
