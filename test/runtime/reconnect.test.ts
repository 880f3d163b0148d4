import { type Codec, type CodecFactory, RpcError } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { method, service } from '@rpcgen/runtime/stub'
import { afterEach, describe, expect, test } from 'vitest'
import { methods } from './methods.js'
import { aborted, failure, until } from './pair.js'
import { closeDialing, dialing } from './reconnecting.js'
import { turn } from './scripted-transport.js'

afterEach(closeDialing)

const idempotent = { ...methods.echo, idempotent: true }

describe('a call made while there is no connection', () => {
  test('waits for the next one, in order', async () => {
    const { client, drop, holdDialling, seen } = dialing()
    const { letDial } = holdDialling()
    await drop()
    const calls = ['a', 'b', 'c'].map((text) => client.call(methods.echo, text))
    expect(client.stats().pending).toBe(3)
    letDial()
    expect(await Promise.all(calls)).toEqual(['a', 'b', 'c'])
    expect(seen).toEqual(['1: a', '1: b', '1: c'])
  })

  test('that is cancelled, aborted or out of time before there is one is never sent', async () => {
    const { client, drop, holdDialling, seen } = dialing()
    const { letDial } = holdDialling()
    await drop()
    const controller = new AbortController()
    const canceled = client.go(methods.echo, 'canceled')
    const signalled = failure(client.call(methods.echo, 'signalled', { signal: controller.signal }))
    const late = failure(client.call(methods.echo, 'late', { timeout: 5 }))
    const last = client.call(methods.echo, 'last')
    canceled.cancel('no use')
    controller.abort('no more')
    expect(await failure(canceled.done)).toMatchObject({ code: 'canceled', executed: 'no', cause: 'no use' })
    expect(await signalled).toMatchObject({ code: 'canceled', executed: 'no', cause: 'no more' })
    expect(await late).toMatchObject({
      code: 'timeout',
      executed: 'no',
      message: 'no reply within 5 ms (set by the call)',
    })
    letDial()
    expect(await last).toBe('last')
    expect(seen).toEqual(['1: last'])
  })

  test('fails like any other when it cannot be encoded, and goes alone', async () => {
    const { client, drop } = dialing()
    await drop()
    const bad = failure(client.call(methods.echo, 5 as unknown as string))
    const good = client.call(methods.echo, 'good')
    expect(await bad).toMatchObject({ code: 'encode', executed: 'no' })
    expect(await good).toBe('good')
  })

  test('is kept in line when the next connection breaks on the first write', async () => {
    const { client, drop, breakNextWrite, seen } = dialing()
    breakNextWrite()
    await drop()
    // Long enough that the first leaves before the turn is over, while the rest still waits.
    const text = 'x'.repeat(1_000)
    const calls = Array.from({ length: 5 }, () => client.go(methods.echo, text))
    // Its bytes were given to the transport, so it may have run.
    expect(await failure(calls[0]?.done ?? Promise.resolve())).toMatchObject({ executed: 'maybe' })
    for (const call of calls.slice(1)) expect(await call.done).toBe(text)
    expect(seen.length).toBe(4)
  })

  test('ends with the client when that connection was the last to be sought', async () => {
    const { client, drop, breakNextWrite } = dialing({}, { reconnect: { delay: 1_000, attempts: 1 } })
    breakNextWrite()
    await drop()
    const options = { timeout: Number.POSITIVE_INFINITY }
    const calls = Array.from({ length: 5 }, () => client.go(methods.echo, 'x'.repeat(1_000), options))
    const executed = await Promise.all(calls.map(async ({ done }) => (await failure(done)).executed))
    expect(executed).toEqual(['maybe', 'no', 'no', 'no', 'no'])
    expect(client.state).toBe('closed')
    expect(client.stats()).toMatchObject({ pending: 0, timers: 0 })
  })
})

describe('a call on a connection that is lost', () => {
  test('fails when it may have run', async () => {
    const { client, drop, seen } = dialing({ echo: () => new Promise(() => {}) })
    const call = failure(client.call(methods.echo, 'a'))
    await until(() => seen.length === 1)
    await drop()
    expect(await call).toMatchObject({ code: 'disconnected', executed: 'maybe', seq: 0, method: 'Test.Echo' })
    await until(() => client.state === 'open')
    await turn()
    expect(seen).toEqual(['0: a'])
  })

  test('is repeated when its method is idempotent', async () => {
    const { client, drop, seen, links } = dialing({
      echo: (text: string) => (links() === 1 ? new Promise(() => {}) : text),
    })
    const call = client.call(idempotent, 'a')
    await until(() => seen.length === 1)
    await drop()
    expect(await call).toBe('a')
    expect(seen).toEqual(['0: a', '1: a'])
    expect(client.stats()).toMatchObject({ pending: 0, outcomes: { ok: 1, disconnected: 0 } })
  })

  test('is repeated five times at most: one that kills its server does not do so for ever', async () => {
    const { client, drop, seen } = dialing({
      echo: (text: string) => {
        void drop()
        return text
      },
    })
    expect(await failure(client.call(idempotent, 'a'))).toMatchObject({ code: 'disconnected', executed: 'maybe' })
    expect(seen.length).toBe(6)
  })

  test('moves when none of its bytes had left', async () => {
    const { client, transports, seen, drop } = dialing()
    const full = transports[0]
    if (full === undefined) throw new Error('no transport')
    const { write } = full
    // Takes one write and is full from then on.
    full.write = (bytes) => {
      void write.call(full, bytes)
      return new Promise(() => {})
    }
    const first = failure(client.call(methods.never, undefined))
    await turn()
    const moved = client.go(methods.echo, 'moved')
    expect(moved.seq).toBe(undefined)
    await drop()
    await first
    expect(await moved.done).toBe('moved')
    expect(seen.filter((line) => line.endsWith('moved'))).toEqual(['1: moved'])
  })

  test('says "maybe" for good once one of its attempts may have run', async () => {
    const { client, drop, seen, holdDialling } = dialing({ echo: () => new Promise(() => {}) })
    const { letDial } = holdDialling()
    const call = client.go(idempotent, 'a')
    await until(() => seen.length === 1)
    await drop()
    await until(() => client.state === 'connecting')
    await turn()
    call.cancel()
    expect(await failure(call.done)).toMatchObject({ code: 'canceled', executed: 'maybe', seq: 0 })
    letDial()
    await until(() => client.state === 'open')
    await turn()
    expect(seen).toEqual(['0: a'])
  })

  test('has one timeout over all its attempts, and names the whole of it', async () => {
    const { client, drop, seen } = dialing({ echo: () => new Promise(() => {}) })
    const call = failure(client.call(idempotent, 'a', { timeout: 150 }))
    await until(() => seen.length === 1)
    await drop()
    await until(() => seen.length === 2)
    expect(await call).toMatchObject({
      code: 'timeout',
      executed: 'maybe',
      message: 'no reply within 150 ms (set by the call)',
    })
    expect(client.stats()).toMatchObject({ pending: 0, timers: 0, listeners: 0 })
  })
})

test('an answer of the server is passed on as it is, also when it is that the time is over', async () => {
  const { client } = dialing({
    echo: () => {
      throw new RpcError('remote', 'no such thing')
    },
  })
  expect(await failure(client.call(methods.echo, 'a'))).toMatchObject({
    code: 'remote',
    message: 'no such thing',
    executed: 'yes',
  })
  const timed = dialing({}, { codec: sayingTimeout() })
  expect(await failure(timed.client.call(methods.echo, 'a'))).toMatchObject({
    code: 'timeout',
    message: "rpc: can't find method Test.Gone",
    executed: 'yes',
  })
})

test('a call that is cancelled is cancelled on the connection that it is on', async () => {
  let signal: AbortSignal | undefined
  const { client } = dialing(
    {
      echo: async (_: string, context: { signal: AbortSignal }) => {
        signal = context.signal
        await aborted(context.signal)
        return ''
      },
    },
    { extensions: 'on' },
  )
  const call = client.go(methods.echo, 'a')
  await until(() => signal !== undefined)
  call.cancel()
  await until(() => signal?.aborted === true)
  expect(await failure(call.done)).toMatchObject({ code: 'canceled', executed: 'maybe' })
})

test('interceptors stand around a call once, however many connections it takes', async () => {
  const names: string[] = []
  const { client, drop, seen, links } = dialing(
    { echo: (text: string) => (links() === 1 ? new Promise(() => {}) : text) },
    {
      interceptors: [
        (call, next) => {
          names.push(call.name)
          return next(call)
        },
      ],
    },
  )
  const call = client.call(idempotent, 'a')
  await until(() => seen.length === 1)
  await drop()
  expect(await call).toBe('a')
  expect(names).toEqual(['Test.Echo'])
})

test('what is in flight and what was counted does not begin anew with a connection', async () => {
  const { client, drop, holdDialling, seen } = dialing({ echo: () => new Promise(() => {}) })
  const { letDial } = holdDialling()
  const call = client.go(idempotent, 'a')
  await until(() => seen.length === 1)
  const [before] = client.inFlight()
  await drop()
  client.go(methods.echo, 'b')
  expect(client.inFlight().map((each) => each.method)).toEqual(['Test.Echo', 'Test.Echo'])
  letDial()
  await until(() => seen.length === 3)
  expect(client.inFlight()[0]?.age).toBeGreaterThanOrEqual(before?.age ?? Number.NaN)
  expect(client.stats()).toMatchObject({ pending: 2, outcomes: { ok: 0 } })
  call.cancel()
  expect(client.stats()).toMatchObject({ pending: 1, outcomes: { canceled: 1 } })
})

test('late replies are counted over all connections', async () => {
  let end: (text: string) => void = () => {}
  const { client, drop, seen } = dialing({ echo: () => new Promise((resolve) => (end = resolve)) })
  for (const count of [1, 2]) {
    const call = client.go(methods.echo, 'a')
    await until(() => seen.length === count)
    call.cancel()
    end('late')
    await until(() => client.stats().lateReplies === count)
    await drop()
    await until(() => client.state === 'open')
    expect(client.stats().lateReplies).toBe(count)
  }
})

test('the limit of pending calls holds without a connection too', async () => {
  const { client, drop, holdDialling } = dialing({}, { limits: { pending: 2 } })
  holdDialling()
  await drop()
  for (const text of ['a', 'b']) client.go(methods.echo, text)
  expect(await failure(client.call(methods.echo, 'c'))).toMatchObject({ code: 'overloaded', executed: 'no' })
})

/** Sends every call under a name that nobody serves, and reads the answer as that its time was over. */
function sayingTimeout(): CodecFactory {
  const factory = gob()
  const gone = method(service('Test'), 'gone', {})
  return {
    ...factory,
    open(io): Codec {
      const codec = factory.open(io)
      const { readHeader, writeRequest } = codec
      codec.writeRequest = (header) => writeRequest.call(codec, header, gone, undefined)
      codec.readHeader = (header) => {
        const kind = readHeader.call(codec, header)
        if (header.error !== undefined) header.code = 'timeout'
        return kind
      }
      return codec
    },
  }
}
