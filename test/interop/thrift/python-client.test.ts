/** The client that Thrift's own library makes in Python, on our server. */

import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { Type } from '../../../runtime/type.js'
import {
  type Described,
  type DescribedStruct,
  type Outcome,
  startThriftClient,
  type ThriftClient,
} from '../../peers/thrift-python.js'
import { described, describedStruct, ordered } from './described.js'
import { everyEdge } from './edges.js'
import { CalculatorMethods, Everything } from './generated/calculator.js'
import { type OurServer, startOurServer } from './our-server.js'
import { again, seed } from './seed.js'
import { everythings } from './values.js'
import { everyWire, type NamedWire, named } from './wires.js'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

interface Connected {
  readonly server: OurServer
  readonly client: ThriftClient
  readonly call: (method: string, args: DescribedStruct) => Promise<Outcome>
}

async function connected(row: NamedWire, accelerated: boolean): Promise<Connected> {
  const server = await startOurServer(row)
  cleanups.push(() => server.close())
  const client = await startThriftClient(row.wire, server.url, { accelerated })
  cleanups.push(() => client.close())
  return { server, client, call: (method, args) => client.call('Calculator', method, args) }
}

describe.each(named(everyWire))('$name', (row) => {
  test.each([false, true])('brings values at the edges of each type there and back; in C: %j', async (accelerated) => {
    const { call } = await connected(row, accelerated)
    for (const { method, value } of everyEdge) {
      const sent = described(CalculatorMethods[method].result?.type as Type, value)
      const { result } = (await call(method, { value: sent })) as { result: Described }
      expect(ordered(result), method).toEqual(ordered(sent))
    }
  })

  test('tells errors apart', async () => {
    const { server, client, call } = await connected(row, false)
    expect(await call('divide', { a: '-7', b: '2' })).toEqual({ result: { quo: '-3', rem: '-1' } })
    expect(await call('divide', { a: '5', b: '0' })).toEqual({ exception: 'DivideByZero', fields: { dividend: '5' } })
    expect(await call('divide', { a: `${-(2 ** 31)}`, b: '-1' })).toEqual({
      exception: 'Overflow',
      fields: { message: 'too large: 2147483648', limit: '2147483648' },
    })
    expect(await call('calculate', { operation: '100000', a: `${2n ** 62n}`, b: '4' })).toEqual({
      exception: 'Overflow',
      fields: { message: 'too large: żółw', limit: `${2n ** 63n - 1n}`, operation: '100000' },
    })
    expect(await call('fail', { text: 'hush' })).toEqual({ application: 6, message: 'internal error' })
    expect(server.failures).toEqual([expect.objectContaining({ message: expect.stringContaining('hush') })])
    expect(await call('refuse', { type: '0', text: 'no: żółw' })).toEqual({ application: 0, message: 'no: żółw' })
    expect(await client.call('NewerCalculator', 'unserved', { text: 'x' })).toEqual({
      application: 1,
      message: expect.stringContaining('unserved'),
    })
    // A value that is none of the enum's, and arguments that are not all there.
    expect(await call('echoOperation', { value: '3' })).toMatchObject({ application: 7 })
    expect(await call('echoPoint', {})).toMatchObject({ application: 7, message: expect.stringContaining('value') })
    // The connection has outlived them all.
    expect(await call('calculate', { operation: '2', a: '1', b: '3' })).toEqual({ result: '-2' })
  })

  test('sends what nobody answers, gets answers without a result, and reaches the other service', async () => {
    const { client, call } = await connected(row, true)
    expect(await call('note', { text: 'one' })).toEqual({ result: null })
    expect(await call('note', { text: 'żółw' })).toEqual({ result: null })
    expect(await call('nothing', {})).toEqual({ result: null })
    expect(await call('noted', {})).toEqual({ result: ['one', 'żółw'] })
    if (!row.wire.multiplexed) return
    expect(await client.call('Greeter', 'multiply', { a: '6', b: '7' })).toEqual({ result: '43' })
    expect(await client.call('Greeter', 'greet', { name: 'żółw' })).toEqual({ result: 'Hello, żółw!' })
    expect(await call('multiply', { a: '6', b: '7' })).toEqual({ result: '42' })
  })
})

describe.each(named(everyWire.filter(({ multiplexed, strict }) => strict && !multiplexed)))('$name', (row) => {
  test('brings 250 values at random there, where they are seen right, and back', async () => {
    const { call } = await connected(row, false)
    for (const value of fc.sample(everythings, { numRuns: 250, seed })) {
      const sent = describedStruct(Everything.type, value)
      const { result } = (await call('see', { value: sent })) as { result: { value: Described; text: string } }
      expect(ordered(JSON.parse(result.text)), again).toEqual(ordered(sent))
      expect(ordered(result.value), again).toEqual(ordered(sent))
    }
  })
})
