/** The peers among themselves: what they are asked in the tests beside this one, they answer each other. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startNpmClient } from '../../peers/thrift-npm.js'
import {
  startThriftClient,
  startThriftServer,
  startThriftWriter,
  type ThriftServer,
} from '../../peers/thrift-python.js'
import { everyWire, nameOf } from './wires.js'

let server: ThriftServer
beforeAll(async () => {
  server = await startThriftServer()
})
afterAll(() => server.stop())

const circle = { circle: { center: { x: '3ff0000000000000', y: 'nan' }, radius: '0000000000000000' } }

describe.each(everyWire.map((wire) => ({ name: nameOf(wire), wire })))('$name', ({ wire }) => {
  test("Python's client, the part of it that is in C, on the server, which is in Python", async () => {
    const client = await startThriftClient(wire, server.url(wire), { accelerated: true })
    const call = (method: string, args: Parameters<typeof client.call>[2]) => client.call('Calculator', method, args)
    expect(await call('divide', { a: '-7', b: '2' })).toEqual({ result: { quo: '-3', rem: '-1' } })
    expect(await call('divide', { a: '-7', b: '0' })).toEqual({ exception: 'DivideByZero', fields: { dividend: '-7' } })
    expect(await call('calculate', { operation: '2', a: `${-(2n ** 63n)}`, b: '1' })).toMatchObject({
      exception: 'Overflow',
    })
    expect(await call('echoShape', { value: { group: { members: [circle] } } })).toEqual({
      result: { group: { members: [circle] } },
    })
    expect(await call('echoSparse', { value: { least: '0' } })).toEqual({ result: { least: '0' } })
    expect(await call('note', { text: nameOf(wire) })).toEqual({ result: null })
    expect(await call('noted', {})).toEqual({ result: expect.arrayContaining([nameOf(wire)]) })
    expect(await call('fail', { text: 'x' })).toEqual({ application: 6, message: 'Internal error' })
    expect(await call('refuse', { type: '7', text: 'no' })).toEqual({ application: 7, message: 'no' })
    expect(await client.call('NewerCalculator', 'unserved', { text: '' })).toEqual({
      application: 1,
      message: 'Unknown function unserved',
    })
    if (wire.multiplexed) expect(await client.call('Greeter', 'multiply', { a: '6', b: '7' })).toEqual({ result: '43' })
    await client.close()
  })
})

test('Python writes messages', async () => {
  const writer = await startThriftWriter()
  const hexes = await Promise.all(
    everyWire.map((wire) =>
      writer.write({ wire, service: 'Greeter', method: 'greet', type: 'CALL', seq: 1, value: { name: 'ż' } }),
    ),
  )
  expect(new Set(hexes).size).toBe(everyWire.length)
  await writer.close()
})

describe.each(everyWire.filter(({ strict }) => strict).map((wire) => ({ name: nameOf(wire), wire })))(
  "npm's client, $name",
  ({ wire }) => {
    test('calls', async () => {
      const { calculator, greeter, make, close } = await startNpmClient(wire, server.url(wire))
      expect(await calculator('multiply', 6, 7)).toBe(42)
      expect(await calculator('divide', -7, 2)).toEqual(make('Quotient', { quo: -3, rem: -1 }))
      if (greeter !== undefined) expect(await greeter('multiply', 6, 7)).toBe(43)
      await close()
    })
  },
)
