/** The examples of section 7 of the JSON-RPC 2.0 specification, each in both roles. */
import { Client, Server } from '@rpcgen/runtime'
import { json } from '@rpcgen/runtime/json'
import {
  integer,
  listType,
  type Message,
  type Method,
  message,
  method,
  service,
  string,
  structType,
  unknown,
} from '@rpcgen/runtime/stub'
import { describe, expect, test, vi } from 'vitest'
import { failure } from '../../../pair.js'
import { ScriptedTransport, turn } from '../../../scripted-transport.js'

/** A struct of integers, or what stands for one. */
function integers<K extends string>(...names: readonly K[]): Message<Readonly<Record<K, number>>> {
  const type = structType('Integers', () => names.map((name) => ({ name, type: integer })))
  return message<Readonly<Record<K, number>>>(
    type,
    (e, slot, v) => {
      e.beginStruct(slot, type, v)
      for (const [index, name] of names.entries()) e.int(index, v[name], 53)
      e.endStruct()
    },
    (d) => {
      const read: Partial<Record<K, number>> = {}
      d.beginStruct(type)
      for (let field = d.nextField(); field >= 0; field = d.nextField()) read[names[field] as K] = d.int(53)
      return read as Record<K, number>
    },
  )
}

const int = message<number>(
  integer,
  (e, slot, v) => e.int(slot, v, 53),
  (d) => d.int(53),
)
const List = listType(() => unknown)
const list = message<unknown[]>(
  List,
  (e, slot, v) => {
    e.beginList(slot, List, v.length)
    for (const item of v) e.unknown(-1, item)
    e.endList()
  },
  (d) => {
    const items: unknown[] = []
    for (let left = d.beginList(List); d.nextItem(left); left--) items.push(d.unknown())
    return items
  },
)
const text = message<string>(
  string,
  (e, slot, v) => e.string(slot, v),
  (d) => d.string(),
)

/** A service whose methods have no name in front. */
const bare = service('Examples', { jsonrpc: '' })
const Operands = integers('minuend', 'subtrahend')
const Three = integers('a', 'b', 'c')
const One = integers('n')
type Operands = { readonly minuend: number; readonly subtrahend: number }
type Three = { readonly a: number; readonly b: number; readonly c: number }

const subtract: Method<Operands, number> = method(bare, 'subtract', { params: Operands, result: int })
const sum: Method<Three, number> = method(bare, 'sum', { params: Three, result: int })
const getData: Method<void, unknown[]> = method(bare, 'get_data', { result: list })
const notifyHello: Method<{ readonly n: number }, void> = method(bare, 'notify_hello', { params: One, oneway: true })
const notifySum: Method<Three, void> = method(bare, 'notify_sum', { params: Three, oneway: true })
const foobar: Method<void, string> = method(bare, 'foobar', { result: text })
const fooGet: Method<{ readonly n: number }, string> = method(bare, 'foo.get', { params: One, result: text })

function served() {
  const heard: unknown[] = []
  const server = new Server()
  server.register([subtract, sum, getData, notifyHello, notifySum], {
    subtract: ({ minuend, subtrahend }: Operands) => minuend - subtrahend,
    sum: ({ a, b, c }: Three) => a + b + c,
    get_data: () => ['hello', 5],
    notify_hello: (params: unknown) => heard.push(params),
    notify_sum: (params: unknown) => heard.push(params),
  })
  const transport = new ScriptedTransport()
  void server.serve(transport, { codec: json() })
  return { transport, heard, server }
}

/** What the server answers, line by line. */
async function answered(request: string): Promise<unknown[]> {
  const { transport, server } = served()
  transport.feed(Buffer.from(`${request}\n`))
  await turn()
  await turn()
  const lines = Buffer.from(transport.written()).toString().split('\n')
  expect(lines.pop()).toBe('')
  await server.close()
  return lines.map((line) => JSON.parse(line))
}

const result = (id: unknown, value: unknown) => ({ jsonrpc: '2.0', result: value, id })
const error = (id: unknown, code: number) => ({
  jsonrpc: '2.0',
  error: { code, message: expect.any(String) },
  id,
})

describe('as a server', () => {
  test.each<[string, string, unknown[]]>([
    ['positional params', '{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}', [result(1, 19)]],
    ['them swapped', '{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}', [result(2, -19)]],
    [
      'named params',
      '{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}',
      [result(3, 19)],
    ],
    [
      'named params in another order',
      '{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}',
      [result(4, 19)],
    ],
    ['a notification', '{"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,3]}', []],
    ['a notification of nobody', '{"jsonrpc": "2.0", "method": "foobar"}', []],
    ['a method that does not exist', '{"jsonrpc": "2.0", "method": "foobar", "id": "1"}', [error('1', -32601)]],
    ['invalid JSON', '{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]', [error(null, -32700)]],
    ['an invalid request', '{"jsonrpc": "2.0", "method": 1, "params": "bar"}', [error(null, -32600)]],
    [
      'a request with a member twice',
      '{"jsonrpc": "2.0", "method": "get_data", "id": 1, "method": "sum"}',
      [error(null, -32600)],
    ],
    [
      'a batch of invalid JSON',
      '[ {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, {"jsonrpc": "2.0", "method"\n]',
      [error(null, -32700)],
    ],
    ['an empty array', '[]', [error(null, -32600)]],
    ['an invalid batch that is not empty', '[1]', [[error(null, -32600)]]],
    ['an invalid batch', '[1,2,3]', [[error(null, -32600), error(null, -32600), error(null, -32600)]]],
    [
      'a batch of notifications',
      '[{"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]}, {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}]',
      [],
    ],
  ])('%s', async (_, request, wanted) => {
    expect(await answered(request)).toEqual(wanted)
  })

  test('a batch', async () => {
    const [batch, ...rest] = await answered(
      `[ {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
         {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
         {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
         {"foo": "boo"},
         {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
         {"jsonrpc": "2.0", "method": "get_data", "id": "9"} ]`,
    )
    expect(rest).toEqual([])
    expect(batch).toEqual(
      expect.arrayContaining([
        result('1', 7),
        result('2', 19),
        error(null, -32600),
        error('5', -32601),
        result('9', ['hello', 5]),
      ]),
    )
    expect(batch).toHaveLength(5)
  })

  test('a batch that is no JSON is answered once its line ends, and the next line is served', async () => {
    const { transport, server } = served()
    transport.feed(Buffer.from('[ {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, }\n'))
    transport.feed(Buffer.from('{"jsonrpc":"2.0","method":"get_data","id":2}\n'))
    await turn()
    const lines = Buffer.from(transport.written()).toString().trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([error(null, -32700), result(2, ['hello', 5])])
    await server.close()
  })

  test('notifications reach their handlers', async () => {
    const { transport, heard, server } = served()
    transport.feed(Buffer.from('[{"jsonrpc":"2.0","method":"notify_sum","params":[1,2,4]}]'))
    transport.feed(Buffer.from('{"jsonrpc":"2.0","method":"notify_hello","params":{"n":7}}'))
    await vi.waitFor(() => expect(heard).toEqual([{ a: 1, b: 2, c: 4 }, { n: 7 }]))
    await server.close()
  })
})

describe('as a client', () => {
  function calling(options: Parameters<typeof json>[0] = {}) {
    const transport = new ScriptedTransport()
    const client = new Client(transport, { codec: json(options) })
    return { transport, client, sent: () => JSON.parse(Buffer.from(transport.written()).toString()) }
  }

  test('positional params', async () => {
    const { transport, client, sent } = calling({ params: 'positional' })
    const call = client.call(subtract, { minuend: 42, subtrahend: 23 })
    await turn()
    expect(sent()).toEqual({ jsonrpc: '2.0', method: 'subtract', params: [42, 23], id: 0 })
    transport.feed(Buffer.from('{"jsonrpc": "2.0", "result": 19, "id": 0}'))
    expect(await call).toBe(19)
    await client.close()
  })

  test('named params', async () => {
    const { transport, client, sent } = calling()
    const call = client.call(subtract, { minuend: 42, subtrahend: 23 })
    await turn()
    expect(sent()).toEqual({ jsonrpc: '2.0', method: 'subtract', params: { minuend: 42, subtrahend: 23 }, id: 0 })
    transport.feed(Buffer.from('{"jsonrpc": "2.0", "result": 19, "id": 0}'))
    expect(await call).toBe(19)
    await client.close()
  })

  test('a notification', async () => {
    const { client, sent } = calling({ params: 'positional' })
    await client.call(notifySum, { a: 1, b: 2, c: 3 })
    await turn()
    expect(sent()).toEqual({ jsonrpc: '2.0', method: 'notify_sum', params: [1, 2, 3] })
    await client.close()
  })

  test('a method that does not exist', async () => {
    const { transport, client, sent } = calling()
    const call = failure(client.call(foobar, undefined))
    await turn()
    expect(sent()).toEqual({ jsonrpc: '2.0', method: 'foobar', id: 0 })
    transport.feed(Buffer.from('{"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": 0}'))
    expect(await call).toMatchObject({
      code: 'no_such_method',
      message: 'Method not found',
      details: { code: -32601 },
    })
    await client.close()
  })

  test('errors of no request of ours are passed over', async () => {
    const { transport, client } = calling()
    const call = client.call(foobar, undefined)
    await turn()
    for (const code of [-32700, -32600]) {
      transport.feed(Buffer.from(`{"jsonrpc": "2.0", "error": {"code": ${code}, "message": "no"}, "id": null}`))
    }
    transport.feed(Buffer.from('{"jsonrpc":"2.0","result":"here","id":0}'))
    expect(await call).toBe('here')
    expect(client.stats().lateReplies).toBe(2)
    await client.close()
  })

  test('a batch', async () => {
    const { transport, client, sent } = calling({ params: 'positional', batch: true })
    const calls = [
      client.call(sum, { a: 1, b: 2, c: 4 }),
      client.call(notifyHello, { n: 7 }),
      client.call(subtract, { minuend: 42, subtrahend: 23 }),
      client.call(fooGet, { n: 1 }).catch(({ code }) => code),
      client.call(getData, undefined),
    ]
    await turn()
    expect(sent()).toEqual([
      { jsonrpc: '2.0', method: 'sum', params: [1, 2, 4], id: 0 },
      { jsonrpc: '2.0', method: 'notify_hello', params: [7] },
      { jsonrpc: '2.0', method: 'subtract', params: [42, 23], id: 2 },
      { jsonrpc: '2.0', method: 'foo.get', params: [1], id: 3 },
      { jsonrpc: '2.0', method: 'get_data', id: 4 },
    ])
    transport.feed(
      Buffer.from(`[
        {"jsonrpc": "2.0", "result": 7, "id": 0},
        {"jsonrpc": "2.0", "result": 19, "id": 2},
        {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
        {"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": 3},
        {"jsonrpc": "2.0", "result": ["hello", 5], "id": 4}
      ]`),
    )
    expect(await Promise.all(calls)).toEqual([7, undefined, 19, 'no_such_method', ['hello', 5]])
    await client.close()
  })
})
