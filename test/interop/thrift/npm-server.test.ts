/** The npm package `thrift` as a server of our client. Its answers overtake each other, where Python's come in order. */

import { assertNoLeaks, type Client } from '@rpcgen/runtime'
import { dial } from '@rpcgen/runtime/node'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { type NpmServer, startNpmServer } from '../../peers/thrift-npm-server.js'
import { failure } from '../../runtime/pair.js'
import { everyEdge } from './edges.js'
import { CalculatorClient, CalculatorErrors, CalculatorMethods, GreeterClient } from './generated/calculator.js'
import { everyWire, type NamedWire, named } from './wires.js'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function connected({ wire, codec }: NamedWire): Promise<{ readonly server: NpmServer; readonly client: Client }> {
  const server = await startNpmServer(wire)
  cleanups.push(() => server.stop())
  const client = await dial(server.url, { codec })
  cleanups.push(async () => {
    await client.close()
    assertNoLeaks(client)
  })
  return { server, client }
}

/** What the package keeps of a value: it knows no -0, and assigns what is called `__proto__`. */
function kept(value: unknown): unknown {
  if (value === 0) return 0
  if (Array.isArray(value)) return value.map(kept)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  const entries = Object.entries(value).filter(([name]) => name !== '__proto__')
  return Object.fromEntries(entries.map(([name, item]) => [name, kept(item)]))
}

describe.each(named(everyWire.filter(({ strict }) => strict)))('$name', (row) => {
  test('answers 64 calls in flight as they are done', async () => {
    const { client } = await connected(row)
    const calculator = new CalculatorClient(client)
    const order: number[] = []
    let next = 0
    const caller = async (): Promise<void> => {
      for (let i = next++; i < 640; i = next++) {
        expect(await calculator.multiply({ a: i, b: 7 })).toBe(i * 7)
        order.push(i)
      }
    }
    await Promise.all(Array.from({ length: 64 }, caller))
    expect(order).not.toEqual(order.toSorted((one, other) => one - other))
  })

  test('brings values at the edges of each type there and back', async () => {
    const { client } = await connected(row)
    for (const { method, value } of everyEdge) {
      const isWrapped = CalculatorMethods[method].params?.type.kind === 'struct'
      const back = await client.call(CalculatorMethods[method] as never, (isWrapped ? { value } : value) as never)
      expect(back, `${method} ${fc.stringify(value)}`).toEqual(kept(value))
    }
  })

  test('tells errors apart, and takes what nobody answers', async () => {
    const { server, client } = await connected(row)
    const calculator = new CalculatorClient(client)
    await calculator.note('one')
    expect(await calculator.nothing()).toBeUndefined()
    expect(server.noted).toEqual(['one'])
    const byZero = await failure(calculator.divide({ a: 5, b: 0 }))
    expect(CalculatorErrors.DivideByZero.is(byZero) && byZero.details).toEqual({ dividend: 5 })
    const overflow = await failure(calculator.divide({ a: -5, b: -1 }))
    expect(CalculatorErrors.Overflow.is(overflow) && overflow.details).toEqual({ message: 'too large', limit: 5n })
    // The package tells what a handler has failed with.
    expect(await failure(calculator.fail('x'))).toMatchObject({ code: 'remote', message: 'x', details: { type: 0 } })
    if (row.wire.multiplexed) expect(await new GreeterClient(client).multiply({ a: 6, b: 7 })).toBe(43)
  })
})
