import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, type CodecFactory, isRpcError, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { memoryPair } from '@rpcgen/runtime/memory'
import { msgpack } from '@rpcgen/runtime/msgpack'
import type { Caller, Registry } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { emit } from '../../../codegen/emit/index.js'
import { readSchemas } from '../../../codegen/read/index.js'
import { folderOf } from '../read/temp.js'

const schema = `import { Type } from 'typebox'
import { int64, method, service, set, timestamp, uuid } from 'rpcgen/schema'

export const Shade = Type.Enum(['', 'dark'])

export const Point = Type.Object({ x: Type.Integer(), tags: set(Type.String()) })

export const Bag = Type.Object({
  id: uuid(),
  others: set(uuid()),
  names: set(Type.String()),
  numbers: set(int64()),
  shades: set(Shade),
  points: set(Point),
  nested: Type.Array(set(Type.Number())),
  byName: Type.Record(Type.String(), set(Type.Boolean())),
  moments: Type.Optional(set(timestamp())),
  parent: Type.Union([uuid(), Type.Null()]),
})

export const Bags = service('Bags', {
  echo: method({ params: Bag, result: Bag }),
  ids: method({ params: set(uuid()), result: set(uuid()) }),
})
`

/** What the generated module exports, as far as it is used here. */
interface Bags {
  readonly BagsClient: new (
    caller: Caller,
  ) => { echo(bag: object): Promise<object>; ids(ids: unknown): Promise<Set<string>> }
  serveBags(server: Registry, handlers: { echo(bag: object): object; ids(ids: Set<string>): Set<string> }): void
}

const { program, diagnostics } = await readSchemas(['schemas'], folderOf({ 'schemas/bags.ts': schema }))
const out = folderOf({})
for (const { path, text } of emit(program)) writeFileSync(join(out, path), text)
const { BagsClient, serveBags } = (await import(join(out, 'bags.ts'))) as Bags

const one = '00112233-4455-6677-8899-aabbccddeeff'
const two = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

const full = {
  id: one,
  others: new Set([two, one]),
  names: new Set(['b', 'a', '']),
  numbers: new Set([2n ** 62n, -1n]),
  shades: new Set(['dark', '']),
  points: new Set([
    { x: 1, tags: new Set(['t']) },
    { x: 1, tags: new Set(['t']) },
  ]),
  nested: [new Set([1.5, 2]), new Set()],
  byName: { both: new Set([true, false]) },
  moments: new Set([new Date(0), new Date(1000)]),
  parent: two,
}
const empty = {
  id: '00000000-0000-0000-0000-000000000000',
  others: new Set(),
  names: new Set(),
  numbers: new Set(),
  shades: new Set(),
  points: new Set(),
  nested: [],
  byName: {},
  moments: undefined,
  parent: null,
}

test('the schema is sound', () => {
  expect(diagnostics).toEqual([])
})

describe.each<[string, CodecFactory]>([
  ['gob', gob()],
  ["Go's JSON", json({ dialect: 'go' })],
  ['JSON-RPC 2.0', json()],
  ['MessagePack', msgpack()],
  ['MessagePack-RPC', msgpack({ dialect: 'rpc' })],
])('sets and UUIDs over %s', (_, codec) => {
  async function calling(work: (client: InstanceType<Bags['BagsClient']>) => Promise<void>): Promise<void> {
    const server = new Server()
    serveBags(server, { echo: (bag) => bag, ids: (ids) => ids })
    const [here, there] = memoryPair()
    const served = server.serve(there, { codec })
    const client = new Client(here, { codec })
    await work(new BagsClient(client))
    await client.close()
    await served
  }

  test.each([
    ['with items', full],
    ['without', empty],
  ])('%s', (_, bag) =>
    calling(async (client) => {
      expect(await client.echo(bag)).toEqual(bag)
    }),
  )

  test('as a whole body, in the order of the set, in lower case', () =>
    calling(async (client) => {
      expect([...(await client.ids(new Set([two.toUpperCase(), one])))]).toEqual([two, one])
    }))

  test.each([
    ['a list', [one]],
    ['nothing', undefined],
    ['text that is no UUID', new Set(['one'])],
  ])('not %s', (_, ids) =>
    calling(async (client) => {
      const error = await client.ids(ids).catch((error: unknown) => error)
      expect(isRpcError(error) && error.code).toBe('encode')
    }),
  )
})
