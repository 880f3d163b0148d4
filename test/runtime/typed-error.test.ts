import { type AnyErrorType, Client, isRpcError, RpcError, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { memoryPair } from '@rpcgen/runtime/memory'
import { errorType, integer, type Method, message, method, service, string } from '@rpcgen/runtime/stub'
import { afterEach, describe, expect, test } from 'vitest'
import { methods, Refused, Taken } from './methods.js'
import { closePairs, failure, type PairOptions, pair, until } from './pair.js'
import { ScriptedTransport } from './scripted-transport.js'

const go = json({ dialect: 'go' })
const codecs = [{ codec: gob() }, { codec: go }]
const details = { reason: 'full', after: 30 }

const text = message<string>(
  string,
  (e, slot, v) => e.string(slot, v),
  (d) => d.string(),
)
const number = message<number>(
  integer,
  (e, slot, v) => e.int(slot, v, 53),
  (d) => d.int(53),
)

afterEach(closePairs)

/** How a call of `guarded` fails when its handler throws this. */
function thrown(error: unknown, options: PairOptions = {}): Promise<RpcError> {
  const guarded = (): never => {
    throw error
  }
  return failure(pair({ guarded }, { client: { extensions: 'on' }, ...options }).client.call(methods.guarded, 'x'))
}

/** A method of this service that declares these errors. */
function declaring(name: string, errors: readonly AnyErrorType[]): Method<string, string> {
  return method(service(name), 'call', { params: text, result: text, errors })
}

/** How a call fails between a client and a server that know different versions of one method. */
async function between(
  theirs: Method<string, string>,
  ours: Method<string, string>,
  error: unknown,
  codec = gob(),
): Promise<{ error: RpcError; client: Client }> {
  const [here, there] = memoryPair()
  const server = new Server()
  server.register([theirs as never], {
    call(given: string): string {
      if (given === 'fine') return given
      throw error
    },
  })
  void server.serve(there, { codec })
  const client = new Client(here, { codec, extensions: 'on' })
  return { error: await failure(client.call(ours, 'x')), client }
}

describe('an error type', () => {
  test('makes errors, with its name for a text unless another is given, and knows them again', () => {
    const error = Refused.create(details)
    expect(isRpcError(error)).toBe(true)
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({
      code: 'remote',
      errorName: 'Refused',
      errorType: Refused,
      details,
      message: 'Refused',
    })
    expect(Refused.create(details, 'come back later')).toMatchObject({ message: 'come back later', details })
    expect(Refused.is(error)).toBe(true)
    expect(Taken.is(error)).toBe(false)
  })

  test.each([
    { what: 'nothing', value: undefined },
    { what: 'null', value: null },
    { what: 'a text', value: 'Refused' },
    { what: 'an error of another kind', value: Object.assign(new Error('Refused'), { errorType: Refused, details }) },
    { what: 'an RpcError with the same text', value: new RpcError('remote', 'Refused') },
    { what: 'an error type of the same name', value: errorType('Refused', text).create('x') },
  ])('does not take $what for its own', ({ value }) => {
    expect(Refused.is(value)).toBe(false)
  })
})

describe.each(codecs)('over $codec.name', ({ codec }) => {
  const options = { codec, client: { extensions: 'on' as const } }

  test('a declared error comes with its text and its details', async () => {
    const error = await thrown(Refused.create(details, 'come back later'), options)
    expect(error).toMatchObject({ code: 'remote', message: 'come back later', executed: 'yes', errorName: 'Refused' })
    expect(Refused.is(error) && error.details).toEqual(details)
    expect(Taken.is(error)).toBe(false)
    const taken = await thrown(Taken.create('by somebody'), options)
    expect(Taken.is(taken) && taken.details).toBe('by somebody')
  })

  test('and so it does when the handler rejects', async () => {
    const { client } = pair({ guarded: async () => Promise.reject(Refused.create(details)) }, options)
    const error = await failure(client.call(methods.guarded, 'x'))
    expect(Refused.is(error) && error.details).toEqual(details)
  })

  test('details that are zero are details all the same', async () => {
    const zero = { reason: '', after: 0 }
    const refused = await thrown(Refused.create(zero), options)
    expect(Refused.is(refused) && refused.details).toEqual(zero)
    const taken = await thrown(Taken.create(''), options)
    expect(Taken.is(taken) && taken.details).toBe('')
  })

  test('an error without a text has one on the wire, since Go takes none for success', async () => {
    const error = await thrown(Refused.create(details, ''), options)
    expect(error.message).toBe('unspecified error')
    expect(Refused.is(error) && error.details).toEqual(details)
  })

  test('one that the method does not declare crosses as its text only', async () => {
    const guarded = (): never => {
      throw Refused.create(details, 'come back later')
    }
    const { client } = pair({ echo: guarded }, options)
    const error = await failure(client.call(methods.echo, 'x'))
    expect(error).toMatchObject({
      code: 'remote',
      message: 'come back later',
      errorName: undefined,
      details: undefined,
    })
    expect(Refused.is(error)).toBe(false)
  })

  test('one of another type by the same name crosses as its text only', async () => {
    const error = await thrown(errorType('Refused', number).create(5, 'not that one'), options)
    expect(error).toMatchObject({ code: 'remote', message: 'not that one', errorName: undefined, details: undefined })
  })

  test("details that do not encode are this side's affair: the caller learns nothing but that", async () => {
    const told: unknown[] = []
    const bad = Refused.create({ reason: 'x', after: 1.5 })
    const error = await thrown(bad, { ...options, server: { onError: (each) => told.push(each) } })
    expect(error).toMatchObject({ code: 'internal', message: 'internal error', errorName: undefined })
    expect(told).toMatchObject([{ code: 'encode', path: 'details.after' }])
    const exposed = await thrown(bad, { ...options, server: { exposeErrors: true } })
    expect(exposed).toMatchObject({ code: 'internal', message: expect.stringContaining('details.after') })
  })

  test('details that this side cannot read leave the error what it is, with the cause', async () => {
    const theirs = errorType('Refused', text)
    const { error, client } = await between(
      declaring('Skewed', [theirs]),
      declaring('Skewed', [Refused]),
      theirs.create('no struct', 'come back later'),
      codec,
    )
    expect(error).toMatchObject({ code: 'remote', message: 'come back later', executed: 'yes', errorName: undefined })
    expect(error.cause).toMatchObject({ code: 'decode' })
    expect(Refused.is(error)).toBe(false)
    expect(await client.call(declaring('Skewed', []), 'fine')).toBe('fine')
  })

  test('the error of a newer server, which this side does not know, is a remote error', async () => {
    const { error, client } = await between(
      declaring('Newer', [Taken, Refused]),
      declaring('Newer', [Taken]),
      Refused.create(details, 'come back later'),
      codec,
    )
    expect(error).toMatchObject({ code: 'remote', message: 'come back later', executed: 'yes', details: undefined })
    expect(error.cause).toBe(undefined)
    expect(await client.call(declaring('Newer', []), 'fine')).toBe('fine')
  })

  test('an error may be named as a code is', async () => {
    const named = errorType('timeout', text)
    const both = declaring('Named', [named])
    const { error } = await between(both, both, named.create('details', 'text'), codec)
    expect(error).toMatchObject({ code: 'remote', errorName: 'timeout', details: 'details' })
  })

  test.each(['__proto__', 'constructor', 'toString'])('an error may be named %s', async (name) => {
    const named = errorType(name, text)
    const both = declaring('Hostile', [named])
    const { error } = await between(both, both, named.create('details', 'text'), codec)
    expect(named.is(error) && error.details).toBe('details')
  })

  test('two services may each have an error of one name', async () => {
    const first = errorType('NotFound', text)
    const second = errorType('NotFound', number)
    const one = declaring('One', [first])
    const two = declaring('Two', [second])
    const errors = [
      (await between(one, one, first.create('which'), codec)).error,
      (await between(two, two, second.create(404), codec)).error,
    ]
    expect(errors.map((error) => [first.is(error), second.is(error), error.details])).toEqual([
      [true, false, 'which'],
      [false, true, 404],
    ])
  })

  test('an error passes through a handler that has it from a call of its own', async () => {
    const behind = pair({ guarded: () => Promise.reject(Refused.create(details)) }, options)
    const before = pair({ guarded: (given: string) => behind.client.call(methods.guarded, given) }, options)
    const error = await failure(before.client.call(methods.guarded, 'x'))
    expect(Refused.is(error) && error.details).toEqual(details)
    expect(error.errorType).toBe(Refused)
  })
})

describe('a stock peer', () => {
  test('of a JSON server sees the text, and no key that it does not know', async () => {
    const { server } = pair({ guarded: () => Promise.reject(Refused.create(details, 'come back later')) })
    const transport = new ScriptedTransport()
    void server.serve(transport, { codec: go })
    transport.feed(Buffer.from('{"method":"Test.Guarded","params":["x"],"id":3}'))
    await until(() => transport.writes.length > 0)
    expect(Buffer.from(transport.written()).toString()).toBe('{"id":3,"result":null,"error":"come back later"}\n')
  })

  test('of a client has its text for an error, and no details', async () => {
    const transport = new ScriptedTransport()
    const client = new Client(transport, { codec: go })
    const call = failure(client.call(methods.guarded, 'x'))
    transport.feed(Buffer.from('{"id":0,"result":null,"error":"Refused"}'))
    const error = await call
    expect(error).toMatchObject({ code: 'remote', message: 'Refused', errorName: undefined, details: undefined })
    expect(Refused.is(error)).toBe(false)
  })

  test.each([
    { what: 'no string for a code', more: { code: 5, details } },
    { what: 'details without a code', more: { details } },
    { what: 'a code that is none', more: { code: 'nonsense' } },
    { what: 'an empty code', more: { code: '', details } },
  ])('that says $what is understood as far as it goes', async ({ more }) => {
    const transport = new ScriptedTransport()
    const client = new Client(transport, { codec: go })
    const call = failure(client.call(methods.guarded, 'x'))
    transport.feed(Buffer.from(JSON.stringify({ id: 0, result: null, error: 'no', ...more })))
    expect(await call).toMatchObject({ code: 'remote', message: 'no', errorName: undefined, details: undefined })
  })
})
