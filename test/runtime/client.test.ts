import { Client, type ClientOptions, isRpcError, type RpcError, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { memoryPair } from '@rpcgen/runtime/memory'
import { afterEach, describe, expect, test } from 'vitest'
import { ArithMethods, serveArith } from '../../generated/arith.js'
import { methods } from './methods.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

const nothingLeft = { pending: 0, timers: 0, listeners: 0 }
const open: Client[] = []

/** A client on a transport whose other side is the test. */
function scripted(options: Partial<ClientOptions> = {}): { client: Client; transport: ScriptedTransport } {
  const transport = new ScriptedTransport()
  const client = new Client(transport, { codec: gob(), ...options })
  open.push(client)
  return { client, transport }
}

/** A client with a server of ours behind it. */
function served(handlers: object, options: Partial<ClientOptions> = {}): Client {
  const [here, there] = memoryPair()
  const server = new Server()
  serveArith(server, { multiply: ({ a, b }) => a * b, divide: () => ({ quo: 0, rem: 0 }) })
  server.register(Object.values(methods), {
    echo: String,
    square: Number,
    guarded: String,
    never: () => {},
    patient: () => {},
    ...handlers,
  })
  void server.serve(there, { codec: gob() })
  const client = new Client(here, { codec: gob(), ...options })
  open.push(client)
  return client
}

async function failure(call: Promise<unknown>): Promise<RpcError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isRpcError(error)) throw new Error(`not an RpcError: ${String(error)}`)
  return error
}

afterEach(async () => {
  for (const client of open.splice(0)) await client.close()
})

describe('a call', () => {
  test('resolves with its own result, whatever the order of the replies', async () => {
    const waits = [30, 10, 20]
    const client = served({ echo: (text: string) => new Promise((done) => setTimeout(done, Number(text), text)) })
    const order: string[] = []
    const calls = waits.map(async (ms) => {
      const text = await client.call(methods.echo, String(ms))
      order.push(text)
      return text
    })
    expect(await Promise.all(calls)).toEqual(['30', '10', '20'])
    expect(order).toEqual(['10', '20', '30'])
    expect(client.stats()).toMatchObject(nothingLeft)
  })

  test('takes a seq when it is sent, from 0', async () => {
    const { client } = scripted()
    const calls = [
      client.go(methods.never, undefined),
      client.go(methods.echo, 'x'),
      client.go(methods.never, undefined),
    ]
    expect(calls.map(({ seq }) => seq)).toEqual([0, 1, 2])
  })

  test('may be left alone when it fails', async () => {
    const { client } = scripted()
    client.go(methods.never, undefined).cancel()
    await turn()
    expect(client.stats()).toMatchObject(nothingLeft)
  })
})

describe('a timeout', () => {
  test.each([
    { source: 'call', options: {}, call: { timeout: 20 }, method: methods.patient },
    { source: 'method', options: { timeout: 1 }, call: {}, method: methods.patient },
    { source: 'client', options: { timeout: 20 }, call: {}, method: methods.never },
  ])('set by the $source ends the call and says so', async ({ source, options, call, method }) => {
    const { client } = scripted(options)
    const error = await failure(client.call(method, undefined, call))
    expect(error).toMatchObject({ code: 'timeout', executed: 'maybe', seq: 0 })
    expect(error.message).toContain(`set by the ${source}`)
    expect(client.stats()).toMatchObject(nothingLeft)
  })

  test('of 0 has passed already: nothing is sent', async () => {
    const { client, transport } = scripted()
    expect(await failure(client.call(methods.echo, 'x', { timeout: 0 }))).toMatchObject({
      code: 'timeout',
      executed: 'no',
    })
    await turn()
    expect(transport.writes).toEqual([])
  })

  test('that is no duration is refused', async () => {
    const { client } = scripted()
    for (const timeout of [-1, Number.NaN]) {
      expect(await failure(client.call(methods.echo, 'x', { timeout }))).toMatchObject({
        code: 'encode',
        executed: 'no',
      })
    }
    expect(client.stats()).toMatchObject(nothingLeft)
  })

  test('of Infinity arms no timer, and one past the range of timers does not fire at once', async () => {
    const { client } = scripted()
    client.go(methods.never, undefined, { timeout: Number.POSITIVE_INFINITY })
    expect(client.stats()).toMatchObject({ pending: 1, timers: 0 })
    client.go(methods.never, undefined, { timeout: 2 ** 33 })
    await new Promise((done) => setTimeout(done, 20))
    expect(client.stats()).toMatchObject({ pending: 2, timers: 1 })
  })
})

describe('a cancelled call', () => {
  test('settles at once, with the reason, and its late reply is counted and dropped', async () => {
    let finish = (): void => {}
    const client = served({
      echo: (text: string) =>
        text === 'slow'
          ? new Promise((done) => {
              finish = () => done(text)
            })
          : text,
    })
    const call = client.go(methods.echo, 'slow')
    expect(await client.call(methods.echo, 'first')).toBe('first')
    call.cancel('changed my mind')
    expect(await failure(call.done)).toMatchObject({ code: 'canceled', executed: 'maybe', cause: 'changed my mind' })
    expect(client.stats()).toMatchObject(nothingLeft)
    finish()
    expect(await client.call(methods.echo, 'next')).toBe('next')
    expect(client.stats()).toMatchObject({ ...nothingLeft, lateReplies: 1 })
  })

  test('stays settled', async () => {
    const { client } = scripted()
    const call = client.go(methods.never, undefined)
    call.cancel(1)
    call.cancel(2)
    expect(await failure(call.done)).toMatchObject({ cause: 1 })
  })

  test('by a signal that many calls share, with one listener', async () => {
    const { client } = scripted()
    const controller = new AbortController()
    const calls = Array.from({ length: 10 }, () => client.call(methods.never, undefined, { signal: controller.signal }))
    expect(client.stats()).toMatchObject({ pending: 10, listeners: 1 })
    const reason = new Error('the user left')
    controller.abort(reason)
    for (const call of calls) expect(await failure(call)).toMatchObject({ code: 'canceled', cause: reason })
    expect(client.stats()).toMatchObject(nothingLeft)
  })

  test('by a signal that had aborted before puts no byte on the wire', async () => {
    const { client, transport } = scripted()
    const error = await failure(client.call(methods.echo, 'x', { signal: AbortSignal.abort('no') }))
    expect(error).toMatchObject({ code: 'canceled', executed: 'no', cause: 'no' })
    await turn()
    expect(transport.writes).toEqual([])
  })

  test('that waits to be sent is never sent', async () => {
    const { client, transport } = scripted()
    transport.full = true
    client.go(methods.echo, 'first')
    await turn()
    const waiting = client.go(methods.echo, 'second')
    const third = client.go(methods.echo, 'third')
    expect(waiting.seq).toBeUndefined()
    waiting.cancel()
    expect(await failure(waiting.done)).toMatchObject({ code: 'canceled', executed: 'no', seq: undefined })
    transport.drain()
    await turn()
    expect(third.seq).toBe(1)
    const text = Buffer.from(transport.written()).toString('latin1')
    expect(text).toContain('third')
    expect(text).not.toContain('second')
  })
})

describe('a bad argument', () => {
  test('fails its own call, with the path, and puts no byte on the wire', async () => {
    const { client, transport } = scripted()
    const error = await failure(client.call(methods.square, 'four' as never))
    expect(error).toMatchObject({ code: 'encode', executed: 'no', path: 'params', method: 'Test.Square' })
    expect(error.message).toBe('params: expected a safe integer, got the string "four"')
    await turn()
    expect(transport.writes).toEqual([])
    expect(client.stats()).toMatchObject(nothingLeft)
  })

  test('leaves the connection as it was: type definitions are sent with the next good call', async () => {
    const client = served({ square: (n: number) => n * n })
    await failure(client.call(methods.square, 1.5))
    expect(await client.call(methods.square, 12)).toBe(144)
  })

  test('that makes a call of its own while it is encoded does not mix the two', async () => {
    const client = served({})
    let inner: Promise<number> | undefined
    const sneaky = {
      get a(): number {
        inner ??= client.call(ArithMethods.multiply, { a: 2, b: 3 })
        return 6
      },
      b: 7,
    }
    expect(await client.call(ArithMethods.multiply, sneaky)).toBe(42)
    expect(await inner).toBe(6)
  })
})

describe('limits', () => {
  test('pending calls beyond the limit are refused, not queued', async () => {
    const { client } = scripted({ limits: { pending: 2 } })
    client.go(methods.never, undefined)
    client.go(methods.never, undefined)
    expect(await failure(client.call(methods.never, undefined))).toMatchObject({ code: 'overloaded', executed: 'no' })
    expect(client.stats()).toMatchObject({ pending: 2 })
  })

  test('a request over the message limit fails alone', async () => {
    const client = served({ echo: (text: string) => text }, { limits: { message: 300 } })
    expect(await failure(client.call(methods.echo, 'x'.repeat(400)))).toMatchObject({ code: 'limit', executed: 'no' })
    expect(await client.call(methods.echo, 'short')).toBe('short')
  })

  test('a reply over the message limit ends the connection: its bytes are not awaited', async () => {
    const client = served({ echo: () => 'x'.repeat(400) }, { limits: { message: 300 } })
    expect(await failure(client.call(methods.echo, 'x'))).toMatchObject({ code: 'limit', executed: 'maybe' })
    expect(await failure(client.call(methods.echo, 'x'))).toMatchObject({ code: 'limit', executed: 'no' })
  })
})

describe('the end of the connection', () => {
  test('close() settles what is pending with "closed", once, and refuses what comes after', async () => {
    const { client, transport } = scripted()
    const sent = client.call(methods.never, undefined)
    await turn()
    const unsent = client.call(methods.never, undefined)
    await client.close()
    await client.close()
    expect(await failure(sent)).toMatchObject({ code: 'closed', executed: 'maybe' })
    expect(await failure(unsent)).toMatchObject({ code: 'closed', executed: 'no' })
    expect(await failure(client.call(methods.never, undefined))).toMatchObject({ code: 'closed', executed: 'no' })
    expect(transport.closed).toMatchObject({ code: 'closed' })
    expect(client.stats()).toMatchObject(nothingLeft)
    await turn()
    expect(transport.writes.length).toBe(1)
  })

  test.each([
    { how: 'the clean end', chunk: null, code: 'disconnected' },
    { how: 'a broken stream', chunk: new Error('reset'), code: 'disconnected' },
    { how: 'a cut message', chunk: Buffer.from('ff', 'hex'), code: 'disconnected' },
    { how: 'bytes that make no sense', chunk: Buffer.from('0000', 'hex'), code: 'protocol' },
  ])('by $how settles what is pending with $code', async ({ chunk, code }) => {
    const { client, transport } = scripted()
    const call = client.call(methods.never, undefined)
    await turn()
    transport.feed(chunk)
    if (chunk instanceof Uint8Array) transport.feed(null)
    expect(await failure(call)).toMatchObject({ code, executed: 'maybe', method: 'Test.Never', seq: 0 })
    expect(client.stats()).toMatchObject(nothingLeft)
  })

  test('by a write that fails settles what was sent with "maybe" and what waits with "no"', async () => {
    const { client, transport } = scripted()
    transport.full = true
    const sent = client.call(methods.never, undefined)
    await turn()
    const waiting = client.call(methods.never, undefined)
    transport.breakWrite(new Error('broken pipe'))
    expect(await failure(sent)).toMatchObject({ code: 'disconnected', executed: 'maybe', message: 'broken pipe' })
    expect(await failure(waiting)).toMatchObject({ code: 'disconnected', executed: 'no' })
  })
})

describe('what a user may get wrong', () => {
  test('options of another type fail the call, and leave nothing behind', async () => {
    const { client } = scripted()
    for (const options of [{ timeout: 5n }, { timeout: null }, { timeout: '5' }, { signal: {} }, { signal: null }]) {
      expect(await failure(client.call(methods.echo, 'x', options as never))).toMatchObject({
        code: 'encode',
        executed: 'no',
      })
    }
    expect(client.stats()).toMatchObject(nothingLeft)
  })

  test('a limit that is undefined is the default, and one that is no positive number is refused', async () => {
    const undefinedLimits = { message: undefined, pending: undefined } as never
    expect(await served({ echo: (text: string) => text }, { limits: undefinedLimits }).call(methods.echo, 'x')).toBe(
      'x',
    )
    for (const handlers of [0, -1, Number.NaN]) {
      expect(() => new Server({ limits: { handlers } })).toThrow(RangeError)
    }
  })

  test('params that throw something without a text fail their own call only', async () => {
    const client = served({})
    const hostile = {
      a: 1,
      get b(): number {
        throw Object.create(null)
      },
    }
    expect(await failure(client.call(ArithMethods.multiply, hostile))).toMatchObject({ code: 'encode', executed: 'no' })
    expect(await client.call(ArithMethods.multiply, { a: 6, b: 7 })).toBe(42)
  })
})

test('a request to a client is answered as by a server that serves nothing', async () => {
  const { client, transport } = scripted()
  const recorder = new ScriptedTransport()
  new Client(recorder, { codec: gob() }).go(methods.echo, 'x')
  await turn()
  transport.feed(recorder.written())
  await turn()
  expect(Buffer.from(transport.written()).toString('latin1')).toContain("rpc: can't find service Test.Echo")
  expect(client.stats()).toMatchObject(nothingLeft)
})

test('a transport that takes the bytes and then throws may have brought them over', async () => {
  const { client, transport } = scripted()
  transport.write = () => {
    throw new Error('too late')
  }
  // Long enough to leave at once, within the call that sends it.
  const call = client.call(methods.echo, 'x'.repeat(600))
  expect(await failure(call)).toMatchObject({ code: 'disconnected', executed: 'maybe' })
})
