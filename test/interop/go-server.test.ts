import { type Client, isRpcError, type RpcError } from '@rpcgen/runtime'
import { dial } from '@rpcgen/runtime/node'
import { method, service } from '@rpcgen/runtime/stub'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArithClient } from '../../generated/arith.js'
import { CatalogClient, CatalogMethods, type Product } from '../../generated/catalog.js'
import { type Echo, EchoClient, EchoMethods } from '../../generated/echo.js'
import type { AnyMethod } from '../../runtime/message.js'
import { type GoServer, startGoServer } from '../peers/go-server.js'
import { echoes } from './echoes.js'
import { lastSeen } from './probe.js'
import { capitalised, seen } from './seen.js'
import { wires } from './wires.js'

let server: GoServer
beforeAll(async () => {
  server = await startGoServer()
})
afterAll(() => server.stop())

/** The error that a call must end with. */
async function failure(call: Promise<unknown>): Promise<RpcError> {
  const error = await call.then(
    (value) => new Error(`resolved with ${String(value)}`),
    (reason: unknown) => reason,
  )
  if (isRpcError(error)) return error
  throw error
}

/** What Go must have seen of params. */
function seenParams({ params }: Pick<AnyMethod, 'params'>, value: unknown): unknown {
  return params === undefined ? {} : seen(params.type, value)
}

const atlas: Product = {
  id: 2n ** 64n - 1n,
  name: 'Atlas',
  price: { currency: 'EUR', units: 2n ** 53n + 1n },
  availability: 'in_stock',
  tags: ['maps', ''],
  attributes: { pages: '312', __proto__: 'no' },
  stock: new Map([
    [-7, 12],
    [3, 0],
  ]),
  rating: 4.5,
  replaces: 1n,
  thumbnail: Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
  addedAt: new Date('2026-03-01T12:30:15.250Z'),
}

const plain: Product = {
  id: 2n,
  name: 'Plain atlas',
  price: { currency: 'EUR', units: -5n },
  availability: '',
  tags: [],
  attributes: {},
  stock: new Map(),
  replaces: null,
  thumbnail: new Uint8Array(0),
  addedAt: new Date('1969-12-31T23:59:59.999Z'),
}

describe.each(wires)('a stock Go server over $wire', ({ wire, codec }) => {
  let client: Client
  beforeAll(async () => {
    client = await dial(server[wire], { codec })
  })
  afterAll(() => client.close())

  describe('Echo', () => {
    const here = echoes.filter(({ on }) => on.includes(wire)).map((each, index) => ({ index, ...each }))

    test.each(here)('$method brings case $index there and back', async ({ method, value, back }) => {
      const echo = new EchoClient(client)
      const call = echo[method].bind(echo) as (params: unknown) => Promise<unknown>
      expect(await call(value)).toEqual(wire in back ? back[wire] : value)
      expect(await lastSeen(client, `Echo.${capitalised(method)}`)).toEqual(seenParams(EchoMethods[method], value))
    })

    test('has a case for each of its methods', () => {
      const others: readonly (keyof Echo)[] = ['fail', 'sleep', 'count', 'discard', 'nothing']
      const covered = new Set([...echoes.map(({ method }) => method), ...others])
      expect([...covered].sort()).toEqual(Object.keys(EchoMethods).sort())
    })

    test('fail is a remote error with the text verbatim', async () => {
      for (const text of ['divide by zero', ' spaces \n', 'żółw 🐢 "quoted" <b>', 'rpc: almost']) {
        const error = await failure(new EchoClient(client).fail(text))
        expect(error).toMatchObject({ code: 'remote', message: text, method: 'Echo.Fail', executed: 'yes' })
      }
    })

    test('sleep answers in the order of completion', async () => {
      const echo = new EchoClient(client)
      const order: number[] = []
      await Promise.all([300, 10, 150].map(async (ms) => order.push(await echo.sleep(ms))))
      expect(order).toEqual([10, 150, 300])
    })

    test('methods without params or without result', async () => {
      const echo = new EchoClient(client)
      const before = await echo.count()
      expect(await echo.count()).toBe(before + 1)
      expect(await echo.discard('gone')).toBeUndefined()
      expect(await lastSeen(client, 'Echo.Discard')).toBe('gone')
      expect(await echo.nothing()).toBeUndefined()
      expect(await lastSeen(client, 'Echo.Nothing')).toEqual({})
    })
  })

  test('Arith', async () => {
    const arith = new ArithClient(client)
    expect(await arith.multiply({ a: 6, b: 7 })).toBe(42)
    expect(await arith.multiply({ a: 0, b: 0 })).toBe(0)
    expect(await arith.multiply({ a: Number.MAX_SAFE_INTEGER, b: -1 })).toBe(-Number.MAX_SAFE_INTEGER)
    expect(await arith.divide({ a: -7, b: 2 })).toEqual({ quo: -3, rem: -1 })
    expect(await arith.divide({ a: 0, b: 2 })).toEqual({ quo: 0, rem: 0 })
    expect(await failure(arith.divide({ a: 1, b: 0 }))).toMatchObject({
      code: 'remote',
      message: 'divide by zero',
      executed: 'yes',
    })
  })

  test('a result outside the safe integers fails its own call', async () => {
    const arith = new ArithClient(client)
    const error = await failure(arith.multiply({ a: Number.MAX_SAFE_INTEGER, b: 3 }))
    expect(error).toMatchObject({ code: 'decode', executed: 'yes' })
    expect(await arith.multiply({ a: 2, b: 3 })).toBe(6)
  })

  test('Catalog', async () => {
    const catalog = new CatalogClient(client)
    for (const product of [atlas, plain]) {
      expect(await catalog.put(product)).toEqual(product)
      expect(await lastSeen(client, 'Catalog.Put')).toEqual(seenParams(CatalogMethods.put, product))
      expect(await catalog.get({ id: product.id })).toEqual(product)
      expect(await lastSeen(client, 'Catalog.Get')).toEqual({ ID: String(product.id) })
    }
    expect(await failure(catalog.get({ id: 404n }))).toMatchObject({ code: 'remote', message: 'no such product' })

    const searches = [
      { query: { limit: 10 }, found: [plain, atlas] },
      { query: { limit: 1 }, found: [plain] },
      { query: { limit: 0 }, found: [] },
      { query: { text: 'Atlas', limit: 10 }, found: [atlas] },
      { query: { text: '', limit: 10 }, found: [plain, atlas] },
      // An optional enum that is present and zero: without it, both would be found.
      { query: { availability: '', limit: 10 }, found: [plain] },
      { query: { maxPrice: { currency: 'EUR', units: 0n }, limit: 10 }, found: [plain] },
      { query: { maxPrice: { currency: '', units: 0n }, limit: 10 }, found: [] },
    ] as const
    for (const { query, found } of searches) {
      expect(await catalog.search(query)).toEqual(found)
      expect(await lastSeen(client, 'Catalog.Search')).toEqual(seenParams(CatalogMethods.search, query))
    }

    expect(await catalog.categories()).toEqual({
      name: 'all',
      children: [
        {
          name: 'books',
          children: [
            { name: 'novels', children: [] },
            { name: 'atlases', children: [] },
          ],
        },
        { name: 'tools', children: [] },
      ],
    })
  })

  test('names that Go does not serve', async () => {
    const unknownMethod = method(service('Arith'), 'nope', {})
    const unknownService = method(service('Nope'), 'multiply', {})
    expect(await failure(client.call(unknownMethod, undefined))).toMatchObject({
      code: 'no_such_method',
      message: "rpc: can't find method Arith.Nope",
    })
    expect(await failure(client.call(unknownService, undefined))).toMatchObject({
      code: 'no_such_method',
      message: "rpc: can't find service Nope.Multiply",
    })
    expect(await new ArithClient(client).multiply({ a: 2, b: 3 })).toBe(6)
  })

  test('10,000 calls with 256 in flight each arrive at their own caller', async () => {
    const arith = new ArithClient(client)
    let next = 0
    let wrong = 0
    const caller = async (): Promise<void> => {
      while (next < 10_000) {
        const n = next++
        if ((await arith.multiply({ a: n, b: 7919 })) !== n * 7919) wrong++
      }
    }
    await Promise.all(Array.from({ length: 256 }, caller))
    expect({ next, wrong }).toEqual({ next: 10_000, wrong: 0 })
    expect(client.stats()).toMatchObject({ pending: 0, timers: 0, listeners: 0, lateReplies: 0 })
  })
})
