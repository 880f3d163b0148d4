/** Peers whose schema is not quite ours, or that send what their own stubs would not: their messages, written by Python. */

import { once } from 'node:events'
import { connect } from 'node:net'
import { type AnyMethod, ByteReader, ByteWriter, type Codec, defaultLimits } from '@rpcgen/runtime'
import { method, service } from '@rpcgen/runtime/stub'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { structType } from '../../../runtime/build-type.js'
import { NONE, REQUEST, RESPONSE } from '../../../runtime/codec.js'
import {
  startThriftClient,
  startThriftWriter,
  type ThriftMessage,
  type ThriftWriter,
} from '../../peers/thrift-python.js'
import { requestHeader, usedHeader } from '../../runtime/codec/headers.js'
import { messageOf } from '../../runtime/codec/message-of.js'
import { describedStruct } from './described.js'
import { CalculatorMethods, type Everything } from './generated/calculator.js'
import { startOurServer } from './our-server.js'
import { again, seed } from './seed.js'
import { everythings } from './values.js'
import { everyWire, named } from './wires.js'

let python: ThriftWriter
beforeAll(async () => {
  python = await startThriftWriter()
})
afterAll(() => python.close())

const nothing = method<unknown, void>(service('Calculator'), 'see', {
  params: messageOf(structType('Nothing', () => [])),
})

describe.each(named(everyWire.filter(({ strict }) => strict)))('$name', (row) => {
  const { wire, codec } = row
  const written = async (
    name: string,
    type: ThriftMessage['type'],
    value: ThriftMessage['value'],
    module = 'Calculator',
  ): Promise<Uint8Array> =>
    Buffer.from(await python.write({ wire, service: module, method: name, type, seq: 1, value }), 'hex')

  interface Fed {
    readonly codec: Codec
    readonly reader: ByteReader
  }

  function opened(): Fed {
    const reader = new ByteReader()
    return {
      reader,
      codec: codec.open({ reader, writer: new ByteWriter(), limits: defaultLimits, extensions: 'auto' }),
    }
  }

  test('passes over fields that it does not know, of every type', async () => {
    const fed = opened()
    const [value] = fc.sample(everythings, { numRuns: 1, seed }) as [Everything]
    const see = CalculatorMethods.see.params
    fed.reader.append(await written('see', 'CALL', describedStruct(see?.type as never, { value })))
    fed.reader.append(await written('echoBool', 'CALL', { value: true }))
    const header = usedHeader()
    expect(fed.codec.readHeader(header)).toBe(REQUEST)
    expect(fed.codec.readBody(nothing.params), again).toEqual({})
    expect(fed.codec.readHeader(header)).toBe(REQUEST)
    expect(fed.codec.readBody(CalculatorMethods.echoBool.params)).toBe(true)
  })

  test('names the result that a reply lacks, and the field that a result lacks', async () => {
    const fed = opened()
    const { multiply, divide, nothing: nothingAtAll } = CalculatorMethods
    for (const [name, value, of, path] of [
      ['multiply', {}, multiply, 'result'],
      ['divide', {}, divide, 'result'],
      ['divide', { success: { quo: '1' } }, divide, 'result.rem'],
    ] as const) {
      fed.codec.writeRequest(requestHeader(1), of as AnyMethod, { a: 1, b: 1 })
      fed.reader.append(await written(name, 'REPLY', value))
      expect(fed.codec.readHeader(usedHeader())).toBe(RESPONSE)
      expect(() => fed.codec.readBody(of.result)).toThrow(expect.objectContaining({ code: 'decode', path }))
    }
    fed.reader.append(await written('nothing', 'REPLY', {}))
    expect(fed.codec.readHeader(usedHeader())).toBe(RESPONSE)
    expect(fed.codec.readBody(nothingAtAll.result)).toBeUndefined()
  })

  test('answers no ONEWAY, whatever becomes of it, and every CALL', async () => {
    const server = await startOurServer(row)
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.write(await written('unserved', 'ONEWAY', { text: 'x' }, 'NewerCalculator'))
    socket.write(await written('fail', 'ONEWAY', { text: 'x' }))
    socket.write(await written('divide', 'ONEWAY', { a: '1', b: '0' }))
    socket.write(await written('echoPoint', 'ONEWAY', {}))
    // Of a method that we have as oneway, by a peer that has it otherwise.
    socket.write(await written('note', 'CALL', { text: 'one' }))
    const [answer] = (await once(socket, 'data')) as [Uint8Array]
    const fed = opened()
    const header = usedHeader()
    fed.codec.writeRequest(requestHeader(1), CalculatorMethods.note as AnyMethod, 'one')
    fed.reader.append(answer)
    expect(Buffer.from(answer).toString('latin1')).toContain('note')
    expect(fed.codec.readHeader(header)).toBe(RESPONSE)
    expect(header).toMatchObject({ seq: 1, error: undefined })
    expect(fed.codec.readBody(undefined)).toBeUndefined()
    expect(fed.codec.readHeader(header)).toBe(NONE)
    socket.destroy()
    await server.close()
  })

  test('knows no method by the name that the other way of naming gives it', async () => {
    const server = await startOurServer(row)
    const client = await startThriftClient({ ...wire, multiplexed: !wire.multiplexed }, server.url)
    expect(await client.call('Calculator', 'multiply', { a: '6', b: '7' })).toMatchObject({
      application: 1,
      message: expect.stringContaining('multiply'),
    })
    await client.close()
    await server.close()
  })
})
