import {
  type CallContext,
  type IncomingCall,
  RpcError,
  type ServerInterceptor,
  type ServerOptions,
} from '@rpcgen/runtime'
import { afterEach, expect, test } from 'vitest'
import { methods, Refused } from './methods.js'
import { aborted, closePairs, failure, pair, until } from './pair.js'

afterEach(closePairs)

/** A server with these interceptors, and what its handlers and its `onError` were told. */
function intercepted(interceptors: ServerInterceptor[], options: ServerOptions = {}) {
  const handled: { params: unknown; context: CallContext }[] = []
  const told: unknown[] = []
  const handlers = {
    echo(params: string, context: CallContext): string {
      handled.push({ params, context })
      return params
    },
    never(context: CallContext): void {
      handled.push({ params: undefined, context })
    },
    guarded(params: string): never {
      throw params === 'refuse' ? Refused.create({ reason: params, after: 1 }, 'refused') : new Error(params)
    },
  }
  const both = pair(handlers, {
    client: { extensions: 'on' },
    server: { interceptors, onError: (error) => told.push(error), ...options },
  })
  return { ...both, handled, told }
}

test('interceptors of a server stand around the handler, the first outermost', async () => {
  const notes: string[] = []
  const noting =
    (name: string): ServerInterceptor =>
    async (call, next) => {
      notes.push(`${name} >`)
      try {
        return await next(call)
      } finally {
        notes.push(`${name} <`)
      }
    }
  const { client } = intercepted([noting('a'), noting('b')])
  expect(await client.call(methods.echo, 'x')).toBe('x')
  await failure(client.call(methods.guarded, 'x'))
  expect(notes).toEqual(['a >', 'b >', 'b <', 'a <', 'a >', 'b >', 'b <', 'a <'])
})

test('they see the method, its name on the wire, the params and the context', async () => {
  const calls: IncomingCall[] = []
  const { client, handled } = intercepted([
    (call, next) => {
      calls.push(call)
      return next(call)
    },
  ])
  await client.call(methods.echo, 'x', { metadata: { a: 'b' } })
  await client.call(methods.never, undefined)
  expect(calls[0]).toMatchObject({ name: 'Test.Echo', method: methods.echo, params: 'x' })
  expect(calls[0]?.context).toMatchObject({ method: 'Test.Echo', metadata: { a: 'b' } })
  expect(calls[1]).toMatchObject({ name: 'Test.Never', params: undefined })
  expect(handled.map(({ context }) => context)).toEqual(calls.map(({ context }) => context))
  expect(handled[0]?.context).toBe(calls[0]?.context)
})

test('they may change the params, the context and the result', async () => {
  const { client, handled } = intercepted([
    async (call, next) => `${String(await next(call))}?`,
    ({ params, context, ...call }, next) => {
      const { method, deadline, signal, peer, caller } = context
      const known = { method, deadline, signal, peer, caller, metadata: { user: 'known' } }
      return next({ ...call, params: `${String(params)}!`, context: known })
    },
  ])
  expect(await client.call(methods.echo, 'x')).toBe('x!?')
  expect(handled).toMatchObject([{ params: 'x!', context: { metadata: { user: 'known' } } }])
  await client.call(methods.never, undefined)
  expect(handled[1]).toMatchObject({ context: { metadata: { user: 'known' } } })
})

test('they see what the handler threw, and may put another error or a result in its place', async () => {
  const errors: unknown[] = []
  const { client } = intercepted([
    async (call, next) => {
      try {
        return await next(call)
      } catch (error) {
        errors.push(error)
        if (call.params === 'mend') return 'mended'
        throw new RpcError('overloaded', 'instead')
      }
    },
  ])
  expect(await client.call(methods.guarded, 'mend')).toBe('mended')
  expect(await failure(client.call(methods.guarded, 'refuse'))).toMatchObject({
    code: 'overloaded',
    message: 'instead',
  })
  expect(errors[0]).toMatchObject({ message: 'mend' })
  expect(Refused.is(errors[1])).toBe(true)
})

test('they may let the errors of the schema through, or throw them', async () => {
  const { client } = intercepted([
    (call, next) => {
      if (call.params === 'mine') throw Refused.create({ reason: 'mine', after: 2 })
      return next(call)
    },
  ])
  for (const [params, reason] of [
    ['refuse', 'refuse'],
    ['mine', 'mine'],
  ] as const) {
    const error = await failure(client.call(methods.guarded, params))
    expect(Refused.is(error) && error.details.reason).toBe(reason)
  }
})

test('they may answer without the handler, or run it again', async () => {
  const { client, handled } = intercepted([
    async (call, next) => {
      if (call.params === 'cached') return 'from a cache'
      await next(call)
      return next(call)
    },
  ])
  expect(await client.call(methods.echo, 'cached')).toBe('from a cache')
  expect(handled).toHaveLength(0)
  expect(await client.call(methods.echo, 'x')).toBe('x')
  expect(handled).toHaveLength(2)
})

test.each([
  {
    what: 'throws at once',
    interceptor: () => {
      throw new Error('a secret')
    },
  },
  { what: 'rejects', interceptor: () => Promise.reject(new Error('a secret')) },
] as { what: string; interceptor: ServerInterceptor }[])(
  'one that $what tells onError what, and the caller nothing',
  async ({ interceptor }) => {
    const hidden = intercepted([interceptor])
    expect(await failure(hidden.client.call(methods.echo, 'x'))).toMatchObject({
      code: 'internal',
      message: 'internal error',
    })
    expect(hidden.told).toEqual([new Error('a secret')])
    expect(hidden.handled).toEqual([])
    const exposed = intercepted([interceptor], { exposeErrors: true })
    expect(await failure(exposed.client.call(methods.echo, 'x'))).toMatchObject({ message: 'a secret' })
  },
)

test('a result of theirs that does not fit its type fails the call, and no other', async () => {
  const { client, told } = intercepted([async (call, next) => (call.params === 'bad' ? 5 : next(call))])
  expect(await failure(client.call(methods.echo, 'bad'))).toMatchObject({ code: 'internal' })
  expect(told).toMatchObject([{ code: 'encode' }])
  expect(await client.call(methods.echo, 'x')).toBe('x')
})

test('a cancel reaches the signal that they see, before the handler and after', async () => {
  const reasons: string[] = []
  const { client, server } = intercepted([
    async (call, next) => {
      const { signal } = call.context
      if (call.params === 'before') await aborted(signal)
      const result = await next(call)
      if (call.params === 'after') await aborted(signal)
      reasons.push(`${String(call.params)}: ${String(signal.reason?.code)}`)
      return result
    },
  ])
  for (const when of ['before', 'after']) {
    const call = client.go(methods.echo, when)
    await until(() => server.stats().pending === 1)
    call.cancel()
    await until(() => server.stats().pending === 0)
  }
  expect(reasons).toEqual(['before: canceled', 'after: canceled'])
  await until(() => client.stats().lateReplies === 2)
})

test('a request that is refused reaches none of them', async () => {
  let calls = 0
  const { server, client } = intercepted([
    (call, next) => {
      calls++
      return next(call)
    },
  ])
  await client.call(methods.echo, 'x')
  expect(calls).toBe(1)
  const other = { ...methods.echo, name: 'nope', id: 1e6 }
  expect(await failure(client.call(other, 'x'))).toMatchObject({ code: 'no_such_method' })
  expect(calls).toBe(1)
  expect(server.stats()).toMatchObject({ outcomes: { ok: 1, no_such_method: 1 } })
})
