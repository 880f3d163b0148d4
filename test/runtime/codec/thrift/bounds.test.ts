import { defaultLimits, isRpcError } from '@rpcgen/runtime'
import { type ThriftOptions, thrift } from '@rpcgen/runtime/thrift'
import { describe, expect, test } from 'vitest'
import { listType, structType } from '../../../../runtime/build-type.js'
import { REQUEST } from '../../../../runtime/codec.js'
import * as types from '../../../../runtime/type.js'
import { requestHeader } from '../headers.js'
import { decode, encode, methodOf, open, unhex } from './harness.js'

const Args = structType('Args', () => [
  { name: 'a', type: types.integer, id: 1 },
  { name: 'b', type: types.integer, id: 2 },
])
const Item = structType('Item', () => [{ name: 'email', type: types.string, id: 1 }])
const Items = structType('Items', () => [{ name: 'items', type: listType(() => Item), id: 1 }])

const divide = methodOf(Args)

const binary = thrift({ framing: 'buffered' })

describe('bounds', () => {
  // The same on both ways, so that what may be written may be read.
  test.each<ThriftOptions>([
    { framing: 'framed' },
    { framing: 'buffered' },
    { framing: 'framed', protocol: 'compact' },
    { framing: 'buffered', protocol: 'compact' },
  ])('a message may have just as many bytes as the limit says: %j', (options) => {
    const said = methodOf(types.string)
    const value = 'x'.repeat(200)
    const sender = open(thrift(options))
    sender.codec.writeRequest(requestHeader(0), said, value)
    const bytes = sender.writer.take()
    const size = bytes.length - (options.framing === 'framed' ? 4 : 0)
    const fits = open(thrift(options), { ...defaultLimits, message: size })
    fits.codec.writeRequest(requestHeader(0), said, value)
    fits.reader.append(fits.writer.take())
    expect(fits.codec.readHeader(fits.header)).toBe(REQUEST)
    expect(fits.codec.readBody(said.params)).toBe(value)
    const full = open(thrift(options), { ...defaultLimits, message: size - 1 })
    const limit = expect.objectContaining({ code: 'limit' })
    expect(() => full.codec.writeRequest(requestHeader(0), said, value)).toThrow(limit)
    expect(full.writer.length).toBe(0)
    full.reader.append(bytes)
    expect(() => full.codec.readHeader(full.header)).toThrow(limit)
  })

  const limits = { ...defaultLimits, message: 10_000, nesting: 20 }
  const nested = (depth: number): types.Type => (depth === 0 ? types.int8 : listType(() => nested(depth - 1)))

  const value = (depth: number): unknown => (depth === 0 ? 1 : [value(depth - 1)])

  test('nesting is limited on both ways', () => {
    const fits = open(binary, limits)
    const call = methodOf(nested(20))
    fits.codec.writeRequest(requestHeader(0), call, value(20))
    fits.reader.append(fits.writer.take())
    fits.codec.readHeader(fits.header)
    expect(fits.codec.readBody(call.params)).toEqual(value(20))
    const deep = nested(21)
    const bytes = encode('binary', deep, value(21))
    expect(() => decode('binary', deep, bytes, limits)).toThrow('more than 20 values inside each other')
    const { codec, writer } = open(binary, limits)
    expect(() => codec.writeRequest(requestHeader(0), methodOf(deep), value(21))).toThrow('more than 20 values')
    expect(writer.length).toBe(0)
  })

  test.each([
    ['binary', '0f 0001 0c 7fffffff', 'limit'],
    ['binary', '0f 0001 0c ffffffff', 'protocol'],
    ['binary', '0d 0001 0c 0c 00001389', 'limit'],
    ['binary', '0b 0001 00002711', 'limit'],
    ['binary', '0b 0001 ffffffff', 'protocol'],
    ['compact', '19 fc ffffffff07', 'limit'],
    ['compact', '19 fc ffffffff0f', 'protocol'],
    ['compact', '1b 8927 cc', 'limit'],
    ['compact', '18 914e', 'limit'],
    ['compact', '18 ffffffffffffffff7f', 'protocol'],
  ] as const)('a count or a length over the limit is refused at once: %s %s', (protocol, body, code) => {
    expect(() => decode(protocol, Items, body, limits)).toThrow(expect.objectContaining({ code }))
  })

  test.each([
    ['binary', `0f0001${'0f00000001'.repeat(10_001)}`],
    ['compact', `19${'19'.repeat(10_001)}`],
  ] as const)('values that stand too deep in each other end the connection: %s', (protocol, body) => {
    expect(() => decode(protocol, Items, body)).toThrow('more than 10000 values inside each other')
  })

  test('no room is made for what is over the limit', () => {
    const strings = listType(() => types.string)
    const untouched = Object.defineProperty(new Array(10_001), 0, {
      get: () => {
        throw new Error('read')
      },
    })
    for (const [type, value] of [
      [types.string, 'x'.repeat(10_000_000)],
      [types.bytes, new Uint8Array(10_000_000)],
      [strings, Array.from({ length: 9_000 }, () => 'x'.repeat(60))],
      [strings, untouched],
    ] as const) {
      const { codec, writer } = open(binary, limits)
      let largest = 0
      const reserve = writer.reserve.bind(writer)
      writer.reserve = (count) => {
        reserve(count)
        largest = Math.max(largest, writer.buffer.length)
      }
      const limit = expect.objectContaining({ code: 'limit' })
      expect(() => codec.writeRequest(requestHeader(0), methodOf(type), value)).toThrow(limit)
      expect(largest).toBeLessThan(100_000)
    }
  })

  test.each([
    ['structs in each other', 'binary', '0c0001'.repeat(3_000)],
    ['lists in each other', 'binary', `0f0001${'0f00000001'.repeat(1_900)}`],
    ['lists in each other', 'compact', `19${'19'.repeat(9_000)}`],
    ['maps in each other', 'compact', `1b${'01bb'.repeat(4_000)}`],
    ['a list of more than there is', 'binary', '0f0001 0c 7fffffff'],
    ['a list of more than there is', 'compact', '19 fc ffffffff07'],
    ['a map of more than there is', 'binary', '0d0001 0c0c 7fffffff'],
    ['a string of more than there is', 'binary', '0b0001 7fffffff'],
    ['a string of less than nothing', 'binary', '0b0001 ffffffff'],
    ['a list of less than nothing', 'compact', '19 f5 ffffffff0f'],
    ['empty lists', 'compact', `19 f9 a01f ${'09'.repeat(4_000)}`],
  ] as const)('%s, %s', (_, protocol, body) => {
    for (const framing of ['framed', 'buffered'] as const) {
      const { codec, reader, header } = open(thrift({ protocol, framing }), limits)
      const message = `${protocol === 'compact' ? '822100016d' : '80010001000000016d00000000'}${body.replaceAll(' ', '')}`
      const bytes = unhex(framing === 'framed' ? (message.length / 2).toString(16).padStart(8, '0') + message : message)
      const heap = process.memoryUsage().heapUsed
      try {
        for (const byte of bytes) {
          reader.append(Uint8Array.of(byte))
          if (codec.readHeader(header) !== 0) codec.readBody(divide.params)
        }
      } catch (error) {
        if (!isRpcError(error)) throw error
        expect(['protocol', 'limit', 'decode']).toContain(error.code)
      }
      expect(codec.steps).toBeLessThan(bytes.length * 2 + 100)
      expect(process.memoryUsage().heapUsed - heap).toBeLessThan(64 * 2 ** 20)
    }
  })
})
