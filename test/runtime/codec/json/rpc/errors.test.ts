import { Client, RpcError, Server } from '@rpcgen/runtime'
import { json } from '@rpcgen/runtime/json'
import { memoryPair } from '@rpcgen/runtime/memory'
import { errorType, method, service, string, structType } from '@rpcgen/runtime/stub'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { AnyMethod } from '../../../../../runtime/message.js'
import { failure } from '../../../pair.js'
import { ScriptedTransport, turn } from '../../../scripted-transport.js'
import { messageOf } from '../../message-of.js'

const named = messageOf(structType('Named', () => [{ name: 'name', type: string }]))
const NotFound = errorType('NotFound', named, 4004)
const Gone = errorType('Gone', named)
const text = messageOf(string)
const get = method(service('Files'), 'get', { params: text, result: text, errors: [NotFound, Gone] }) as AnyMethod

const codec = json()

/** What our server answers when its handler does this. */
async function answered(handler: () => unknown): Promise<unknown> {
  const server = new Server()
  server.register([get], { get: handler })
  const transport = new ScriptedTransport()
  void server.serve(transport, { codec })
  onTestFinished(() => server.close())
  transport.feed(Buffer.from('{"jsonrpc":"2.0","method":"Files.get","params":["x"],"id":1}'))
  await turn()
  await turn()
  return JSON.parse(Buffer.from(transport.written()).toString()).error
}

/** How our client's call ends that is answered with this. */
async function failed(members: string): Promise<RpcError> {
  const transport = new ScriptedTransport()
  const client = new Client(transport, { codec })
  onTestFinished(() => client.close())
  const call = client.call(get, 'x')
  await turn()
  transport.feed(Buffer.from(`{"jsonrpc":"2.0","id":0,${members}}`))
  return failure(call)
}

const thrown = (error: unknown) => () => {
  throw error
}

describe('an error that a handler throws', () => {
  test.each<[string, () => unknown, unknown]>([
    [
      'one of the schema that has a number',
      thrown(NotFound.create({ name: 'a' }, 'no a')),
      { code: 4004, message: 'no a', data: { name: 'a' } },
    ],
    [
      'one of the schema that has none',
      thrown(Gone.create({ name: 'a' })),
      { code: -32000, message: 'Gone', data: { name: 'Gone', details: { name: 'a' } } },
    ],
    ['any other', thrown(new RpcError('remote', 'no')), { code: -32000, message: 'no' }],
    [
      'one of our codes',
      thrown(new RpcError('overloaded', 'later')),
      { code: -32000, message: 'later', data: { code: 'overloaded' } },
    ],
    ['one that is not for the caller', thrown(new TypeError('secret')), { code: -32603, message: 'internal error' }],
    ['params that do not fit', thrown(new RpcError('bad_args', 'no x')), { code: -32602, message: 'no x' }],
  ])('%s', async (_, handler, wanted) => {
    expect(await answered(handler)).toEqual(wanted)
  })
})

describe('an error that a client gets', () => {
  test('by its number is the one of the schema', async () => {
    const error = await failed('"error":{"code":4004,"message":"no a","data":{"name":"a"}}')
    expect(NotFound.is(error) && error.details).toEqual({ name: 'a' })
    expect(error).toMatchObject({ code: 'remote', message: 'no a', errorName: 'NotFound', executed: 'yes' })
  })

  test('by its name is the one of the schema that has no number, in whichever order the data come', async () => {
    const data = ['{"name":"Gone","details":{"name":"a"}}', '{"details":{"name":"a"},"x":1,"name":"Gone"}']
    for (const each of data) {
      const error = await failed(`"error":{"data":${each},"message":"gone","code":-32000}`)
      expect(Gone.is(error) && error.details).toEqual({ name: 'a' })
    }
  })

  test.each([
    ['{"code":4004,"message":"no a"}', 'no a'],
    ['{"code":4004,"message":"no a","data":"x"}', 'no a'],
    ['{"code":4004,"message":"no a","data":{"name":5}}', 'no a'],
  ])('keeps its text where its details do not fit: %s', async (error, message) => {
    expect(await failed(`"error":${error}`)).toMatchObject({ code: 'remote', message, details: undefined })
  })

  test.each([
    ['{"code":-32601,"message":"none"}', 'no_such_method', 'none', { code: -32601 }],
    ['{"code":-32602,"message":"bad"}', 'bad_args', 'bad', { code: -32602 }],
    ['{"code":-32603,"message":"oh"}', 'internal', 'oh', { code: -32603 }],
    ['{"code":-32000,"message":"later","data":{"code":"overloaded"}}', 'overloaded', 'later', undefined],
    ['{"code":-32001,"message":"x","data":[1,{"a":null}]}', 'remote', 'x', { code: -32001, data: [1, { a: null }] }],
    ['{"code":"5","message":"x"}', 'remote', 'x', undefined],
    ['{"code":1.5,"message":"x"}', 'remote', 'x', { code: 1.5 }],
    ['{"code":7}', 'remote', 'unspecified error', { code: 7 }],
    ['{"code":7,"message":5}', 'remote', 'unspecified error', { code: 7 }],
    ['{}', 'remote', 'unspecified error', undefined],
    ['"a text"', 'remote', 'a text', undefined],
    ['[]', 'remote', 'unspecified error', undefined],
    ['true', 'remote', 'unspecified error', undefined],
    ['{"code":7,"message":"x","__proto__":{"y":1},"constructor":2}', 'remote', 'x', { code: 7 }],
  ])('%s', async (error, code, message, details) => {
    const got = await failed(`"error":${error}`)
    expect(got).toMatchObject({ code, message })
    if (details !== undefined) expect(got.details).toMatchObject(details)
  })

  test('beside a result counts, and a null beside one does not', async () => {
    expect(await failed('"result":"x","error":{"code":7,"message":"no"}')).toMatchObject({ message: 'no' })
    const transport = new ScriptedTransport()
    const client = new Client(transport, { codec })
    const call = client.call(get, 'x')
    await turn()
    transport.feed(Buffer.from('{"jsonrpc":"2.0","id":0,"result":"x","error":null}'))
    expect(await call).toBe('x')
    await client.close()
  })
})

test('errors of both kinds travel between two sides of ours', async () => {
  for (const type of [NotFound, Gone]) {
    const server = new Server()
    server.register([get], { get: thrown(type.create({ name: 'b' }, 'text')) })
    const [here, there] = memoryPair()
    void server.serve(there, { codec })
    const client = new Client(here, { codec })
    const error = await failure(client.call(get, 'x'))
    expect(type.is(error) && [error.message, error.details]).toEqual(['text', { name: 'b' }])
    await client.close()
    await server.close()
  }
})
