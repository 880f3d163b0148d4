/** Our client on the server that Thrift's own library makes in Python. */

import { assertNoLeaks, type Client } from '@rpcgen/runtime'
import { dial } from '@rpcgen/runtime/node'
import { method, service, string } from '@rpcgen/runtime/stub'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startThriftServer, type ThriftServer } from '../../peers/thrift-python.js'
import { messageOf } from '../../runtime/codec/message-of.js'
import { failure } from '../../runtime/pair.js'
import { describedStruct, ordered } from './described.js'
import { everyEdge } from './edges.js'
import {
  CalculatorClient,
  CalculatorErrors,
  CalculatorMethods,
  Everything,
  GreeterClient,
} from './generated/calculator.js'
import { again, seed } from './seed.js'
import { everythings } from './values.js'
import { everyWire, type NamedWire, named } from './wires.js'

const unserved = method<unknown, unknown>(service('Calculator'), 'unserved', {
  params: messageOf(string),
  result: messageOf(string),
})

let server: ThriftServer
beforeAll(async () => {
  server = await startThriftServer()
})
afterAll(() => server.stop())

const clients: Client[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) {
    await client.close()
    assertNoLeaks(client)
  }
})

async function clientOf({ wire, codec }: NamedWire): Promise<Client> {
  const client = await dial(server.url(wire), { codec })
  clients.push(client)
  return client
}

describe.each(named(everyWire))('$name', (row) => {
  test('brings values at the edges of each type there and back', async () => {
    const client = await clientOf(row)
    await Promise.all(
      everyEdge.map(async ({ method, value }) => {
        const { params } = CalculatorMethods[method]
        const isWrapped = params?.type.kind === 'struct'
        const back = await client.call(CalculatorMethods[method] as never, (isWrapped ? { value } : value) as never)
        expect(back, `${method} ${fc.stringify(value)}`).toEqual(value)
      }),
    )
  })

  test('tells errors apart', async () => {
    const client = await clientOf(row)
    const calculator = new CalculatorClient(client)
    expect(await calculator.divide({ a: -7, b: 2 })).toEqual({ quo: -3, rem: -1 })
    const byZero = await failure(calculator.divide({ a: 5, b: 0 }))
    expect(byZero).toMatchObject({ code: 'remote', executed: 'yes', errorName: 'DivideByZero' })
    expect(CalculatorErrors.DivideByZero.is(byZero) && byZero.details).toEqual({ dividend: 5 })
    const overflow = await failure(calculator.divide({ a: -(2 ** 31), b: -1 }))
    expect(CalculatorErrors.DivideByZero.is(overflow)).toBe(false)
    expect(overflow.message).toBe('too large: 2147483648')
    expect(CalculatorErrors.Overflow.is(overflow) && overflow.details).toEqual({
      message: 'too large: 2147483648',
      limit: 2n ** 31n,
    })
    // The same error under another number.
    const other = await failure(calculator.calculate({ operation: 100_000, a: 2n ** 62n, b: 4n }))
    expect(CalculatorErrors.Overflow.is(other) && other.details).toEqual({
      message: 'too large: żółw',
      limit: 2n ** 63n - 1n,
      operation: 100_000,
    })
    expect(await failure(calculator.fail('x'))).toMatchObject({ code: 'internal', message: 'Internal error' })
    expect(await failure(calculator.refuse({ type: 5, text: 'no: żółw' }))).toMatchObject({
      code: 'remote',
      message: 'no: żółw',
      details: { type: 5 },
    })
    expect(await failure(calculator.refuse({ type: 7, text: 'bad' }))).toMatchObject({ code: 'bad_args' })
    expect(await failure(client.call(unserved, 'x'))).toMatchObject({
      code: 'no_such_method',
      message: 'Unknown function unserved',
    })
    // The connection has outlived them all.
    expect(await calculator.calculate({ operation: 2, a: 1n, b: 3n })).toBe(-2n)
  })

  test('sends what nobody answers, and gets answers without a result', async () => {
    const calculator = new CalculatorClient(await clientOf(row))
    const text = `${row.name}, ${seed}`
    expect(await calculator.note(text)).toBeUndefined()
    expect(await calculator.nothing()).toBeUndefined()
    // The server handles what comes on a connection in order.
    expect(await calculator.noted()).toContain(text)
  })

  test('has 64 calls in flight, each with its own answer', async () => {
    const client = await clientOf(row)
    const calculator = new CalculatorClient(client)
    const greeter = new GreeterClient(client)
    const calls = Array.from({ length: 640 }, async (_, i) => {
      if (i % 10 === 3) return (await failure(calculator.divide({ a: i, b: 0 }))).details
      if (i % 10 === 7 && row.wire.multiplexed) return greeter.multiply({ a: i, b: 3 })
      return calculator.multiply({ a: i, b: 3 })
    })
    expect(client.stats().pending).toBe(640)
    expect(await Promise.all(calls)).toEqual(
      Array.from({ length: 640 }, (_, i) => {
        if (i % 10 === 3) return { dividend: i }
        return i * 3 + (i % 10 === 7 && row.wire.multiplexed ? 1 : 0)
      }),
    )
    if (row.wire.multiplexed) expect(await greeter.greet('żółw')).toBe('Hello, żółw!')
  })
})

describe.each(named(everyWire.filter(({ multiplexed, strict }) => strict && !multiplexed)))('$name', (row) => {
  test('brings 500 values at random there, where they are seen right, and back', async () => {
    const calculator = new CalculatorClient(await clientOf(row))
    const values = fc.sample(everythings, { numRuns: 500, seed })
    let next = 0
    await Promise.all(
      Array.from({ length: 64 }, async () => {
        for (let i = next++; i < values.length; i = next++) {
          const value = values[i] as Everything
          const wanted = ordered(describedStruct(Everything.type, value))
          const { value: back, text } = await calculator.see({ value }, { timeout: 60_000 })
          expect(ordered(JSON.parse(text)), again).toEqual(wanted)
          expect(ordered(describedStruct(Everything.type, back)), again).toEqual(wanted)
        }
      }),
    )
  })
})
