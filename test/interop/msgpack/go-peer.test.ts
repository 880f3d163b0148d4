import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { Server } from '@rpcgen/runtime'
import { msgpack } from '@rpcgen/runtime/msgpack'
import { dial, listen } from '@rpcgen/runtime/node'
import { method, service } from '@rpcgen/runtime/stub'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ArithClient, serveArith } from '../../../generated/arith.js'
import { listType, mapType, nullableType, structType } from '../../../runtime/build-type.js'
import type { AnyMethod, Method } from '../../../runtime/message.js'
import {
  bool,
  bytes,
  float32,
  float64,
  int8,
  int64,
  integer,
  string,
  timestamp,
  uint64,
} from '../../../runtime/type.js'
import { msgpackProgram } from '../../peers/msgpack-program.js'
import { messageOf } from '../../runtime/codec/message-of.js'
import { arith } from '../handlers.js'

const Args = structType('Args', () => [
  { name: 'a', type: integer },
  { name: 'b', type: integer },
])
const Kinds = structType('Kinds', () => [
  { name: 'flag', type: bool },
  { name: 'small', type: int8 },
  { name: 'large', type: int64 },
  { name: 'huge', type: uint64 },
  { name: 'single', type: float32 },
  { name: 'double', type: float64 },
  { name: 'text', type: string },
  { name: 'data', type: bytes },
  { name: 'moment', type: timestamp },
  { name: 'list', type: listType(() => string) },
  { name: 'counts', type: mapType(string, () => integer) },
  { name: 'numbers', type: mapType(integer, () => string) },
  { name: 'inner', type: Args },
  { name: 'many', type: listType(() => Args) },
  { name: 'pointer', type: nullableType(() => Args) },
])
const message = messageOf(Kinds)
const kindsMethod = method<unknown, unknown>(service('Echo'), 'kinds', { params: message, result: message })
const zeroMethod = method<void, unknown>(service('Echo'), 'zero', { result: message })

const value = {
  flag: true,
  small: -128,
  large: -(2n ** 63n),
  huge: 2n ** 64n - 1n,
  single: 0.5,
  double: 1e300,
  text: `aé漢${'x'.repeat(200)}`,
  data: new Uint8Array(70_000).fill(7),
  moment: { seconds: 1_772_368_215, nanos: 123_456_789, offset: 19_800 },
  list: ['x', ''],
  counts: new Map([['a', 1]]),
  numbers: new Map([[-7, 'b']]),
  inner: { a: 1, b: -40_000 },
  many: [{ a: 5, b: 2 ** 40 }],
  pointer: { a: 1, b: 2 },
}

/** Of the server that writes the old form of texts and bytes, and of the one that writes the new ones. */
let addresses: Readonly<Record<'raw' | 'new', string>>
let stop: () => Promise<void>
beforeAll(async () => {
  const child = spawn(await msgpackProgram(), ['serve'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const found = JSON.parse(line) as Record<'raw' | 'new', string>
  addresses = { raw: `tcp://${found.raw}`, new: `tcp://${found.new}` }
  stop = async () => {
    const exited = once(child, 'exit')
    child.stdin.end()
    await exited
  }
})
afterAll(() => stop())

const ways = [
  { extensions: 'auto', raw: false, server: 'raw' },
  { extensions: 'on', raw: false, server: 'raw' },
  { extensions: 'auto', raw: true, server: 'raw' },
  { extensions: 'auto', raw: false, server: 'new' },
  { extensions: 'auto', raw: true, server: 'new' },
] as const

test.each(ways)('our client calls a Go server, %j', async ({ extensions, raw, server }) => {
  const client = await dial(addresses[server], { codec: msgpack({ raw }), extensions, metadata: { trace: 'x' } })
  const stub = new ArithClient(client)
  expect(await stub.multiply({ a: 6, b: 7 })).toBe(42)
  expect(await stub.divide({ a: -7, b: 2 }, { timeout: 10_000 })).toEqual({ quo: -3, rem: -1 })
  await expect(stub.divide({ a: 1, b: 0 })).rejects.toMatchObject({ code: 'remote', message: 'divide by zero' })
  const unserved = method(service('Arith'), 'nothing', {}) as Method<void, void>
  await expect(client.call(unserved, undefined)).rejects.toMatchObject({ code: 'no_such_method' })
  expect(await client.call(kindsMethod, value)).toEqual(value)
  expect(await client.call(kindsMethod, { ...value, pointer: null, list: [] })).toEqual({
    ...value,
    pointer: null,
    list: [],
  })
  expect(await client.call(zeroMethod, undefined)).toMatchObject({
    list: [],
    many: [],
    pointer: null,
    text: '',
    large: 0n,
  })
  const calls = Array.from({ length: 1000 }, (_, i) => stub.multiply({ a: i, b: -i }))
  expect(await Promise.all(calls)).toEqual(Array.from({ length: 1000 }, (_, i) => (i === 0 ? 0 : -i * i)))
  await client.close()
})

test.each([false, true])(
  'a Go client calls our server, and its requests have the bytes that ours have; raw: %s',
  async (raw) => {
    const server = new Server()
    serveArith(server, arith)
    server.register([kindsMethod as AnyMethod], { kinds: (params: unknown) => params })
    const listener = await listen(server, 'tcp://127.0.0.1:0', { codec: msgpack({ raw }) })
    try {
      const run = promisify(execFile)(await msgpackProgram(), ['call', new URL(listener.address).host])
      const { stdout, stderr } = await run
      expect(stdout).toBe('')
      expect(stderr.split('\n')[0]).toBe(
        '82a353657100ad536572766963654d6574686f64ae41726974682e4d756c7469706c7982a14106a14207',
      )
    } finally {
      await listener.close()
      await server.close()
    }
  },
)
