import { Client, Server } from '@rpcgen/runtime'
import { msgpack } from '@rpcgen/runtime/msgpack'
import { listen, spawnTransport } from '@rpcgen/runtime/node'
import { message, method, service } from '@rpcgen/runtime/stub'
import { expect, test } from 'vitest'
import { serveArith } from '../../../generated/arith.js'
import { listType, structType } from '../../../runtime/build-type.js'
import type { AnyMethod } from '../../../runtime/message.js'
import { integer, string, unknown } from '../../../runtime/type.js'
import { messageOf } from '../../runtime/codec/message-of.js'
import { arith } from '../handlers.js'

const codec = msgpack({ dialect: 'rpc' })
const nvim = service('nvim', { all: '' })
const anything = messageOf(unknown)
const text = messageOf(string)

const evaluate = method<string, unknown>(nvim, 'nvim_eval', { params: text as never, result: anything })
const lua = method<unknown, unknown>(nvim, 'nvim_exec_lua', {
  params: messageOf(
    structType('Lua', () => [
      { name: 'code', type: string },
      { name: 'args', type: listType(() => unknown) },
    ]),
  ),
  result: anything,
})
const apiInfo = method<void, unknown>(nvim, 'nvim_get_api_info', { result: anything })
const quit = method<string, void>(nvim, 'nvim_command', { params: text as never, oneway: true })

const sum = method<unknown, number>(service('host'), 'sum', {
  params: messageOf(
    structType('Sum', () => [
      { name: 'a', type: integer },
      { name: 'b', type: integer },
      { name: 'c', type: integer, optional: true },
    ]),
  ),
  result: message<number>(
    integer,
    (e, slot, v) => e.int(slot, v, 53),
    (d) => d.int(53),
  ),
})

test('neovim answers our client, and calls our handlers on the same connection', async () => {
  const server = new Server()
  const noted: unknown[] = []
  const note = method<string, void>(service('host'), 'note', { params: text as never, oneway: true })
  server.register([sum as AnyMethod, note as AnyMethod], {
    sum: ({ a, b, c = 0 }: { a: number; b: number; c?: number }) => a + b + c,
    note: (said: unknown) => void noted.push(said),
  })
  const transport = await spawnTransport('nvim', ['--headless', '--embed', '-u', 'NONE', '-i', 'NONE'])
  const client = new Client(transport, { codec, server })
  expect(await client.call(evaluate, '6 * 7')).toBe(42)
  expect(await client.call(evaluate, '{"a": [1, -2.5, "é"], "b": v:null}')).toEqual({ a: [1, -2.5, 'é'], b: null })
  const [channel] = (await client.call(apiInfo, undefined)) as [number]
  expect(await client.call(lua, { code: 'local a, b = ...; return a .. b', args: ['x', 'y'.repeat(70_000)] })).toBe(
    `x${'y'.repeat(70_000)}`,
  )
  expect(await client.call(evaluate, `rpcrequest(${channel}, 'host.sum', 1, 2)`)).toBe(3)
  expect(await client.call(evaluate, `rpcrequest(${channel}, 'host.sum', 1, 2, 300)`)).toBe(303)
  await client.call(evaluate, `rpcnotify(${channel}, 'host.note', 'hello')`)
  await expect.poll(() => noted).toEqual(['hello'])
  await expect(client.call(evaluate, 'nothing(')).rejects.toMatchObject({
    code: 'remote',
    message: expect.stringContaining('E116'),
    details: [0, expect.any(String)],
  })
  await client.call(quit, 'qall!')
  await client.close()
  await server.close()
})

test('neovim calls our server over TCP', async () => {
  const server = new Server()
  serveArith(server, arith)
  const listener = await listen(server, 'tcp://127.0.0.1:0', { codec })
  const transport = await spawnTransport('nvim', ['--headless', '--embed', '-u', 'NONE', '-i', 'NONE'])
  const client = new Client(transport, { codec })
  const to = new URL(listener.address).host
  const channel = await client.call(evaluate, `sockconnect('tcp', '${to}', {'rpc': v:true})`)
  expect(await client.call(evaluate, `rpcrequest(${channel}, 'Arith.multiply', 6, 7)`)).toBe(42)
  expect(await client.call(evaluate, `rpcrequest(${channel}, 'Arith.divide', -7, 2)`)).toEqual({ quo: -3, rem: -1 })
  await expect(client.call(evaluate, `rpcrequest(${channel}, 'Arith.nothing')`)).rejects.toMatchObject({
    message: expect.stringContaining("can't find method"),
  })
  await client.call(quit, 'qall!')
  await client.close()
  await listener.close()
  await server.close()
})
