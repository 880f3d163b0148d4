import { readFileSync } from 'node:fs'
import { errorType } from '@rpcgen/runtime/stub'
import { type ThriftOptions, thrift } from '@rpcgen/runtime/thrift'
import { describe, expect, test } from 'vitest'
import { nullableType, structType } from '../../../../runtime/build-type.js'
import { REQUEST, RESPONSE } from '../../../../runtime/codec.js'
import { method, service } from '../../../../runtime/message.js'
import * as types from '../../../../runtime/type.js'
import { plainRequest, requestHeader, responseHeader } from '../headers.js'
import { messageOf } from '../message-of.js'
import { hex, methodOf, open, unhex } from './harness.js'

const Args = structType('Args', () => [
  { name: 'a', type: types.integer, id: 1 },
  { name: 'b', type: types.integer, id: 2 },
])
const Details = structType('Details', () => [{ name: 'dividend', type: types.integer, id: 1 }])
const Told = structType('Told', () => [{ name: 'message', type: types.string, id: 1 }])

const errors = [errorType('Divided', messageOf(Details)), errorType('Told', messageOf(Told))]
const divide = methodOf(Args, { errors, errorIds: [1, 4] })

const binary = thrift({ framing: 'buffered' })

/** What a client reads of a response of these bytes. */
function response(bytes: string, options: ThriftOptions = { framing: 'buffered' }, of = divide): unknown {
  const { codec, reader, header } = open(thrift(options))
  codec.writeRequest(requestHeader(7), divide, { a: 1, b: 2 })
  reader.append(unhex(bytes))
  expect(codec.readHeader(header)).toBe(RESPONSE)
  const { error, code } = header
  if (error === undefined) return codec.readBody(of.result)
  const type = codec.errorOf?.(of)
  return { error, code, name: type?.name, details: codec.readBody(type?.message) }
}

test('the call in the comment is what is written, and read', () => {
  const arith = method(service('Arith'), 'multiply', { params: messageOf(Args), result: messageOf(types.integer) })
  const source = readFileSync(new URL('../../../../runtime/codec/thrift/index.ts', import.meta.url), 'utf8')
  const example = source.split('```')[1] ?? ''
  const bytes = [...example.matchAll(/^ \*\s+((?:[0-9a-f]{2} )+) /gm)].map(([, line]) => line).join('')
  const { codec, reader, writer, header } = open(thrift())
  codec.writeRequest(requestHeader(0), arith as typeof divide, { a: 6, b: 7 })
  expect(hex(writer.take())).toBe(hex(unhex(bytes)))
  reader.append(unhex(bytes))
  expect(codec.readHeader(header)).toBe(REQUEST)
  expect(header).toEqual({ ...plainRequest, method: 'multiply' })
  expect(codec.readBody(arith.params)).toEqual({ a: 6, b: 7 })
})

describe('heads', () => {
  const body = '0a 0001 0000000000000006 0a 0002 0000000000000007 00'

  test.each([
    ['a call', '80010001 00000001 6d 00000003', { answer: true, seq: 3 }],
    ['a oneway call', '80010004 00000001 6d 00000003', { answer: false, seq: 3 }],
    ['an old call', '00000001 6d 01 fffffffe', { answer: true, seq: -2 }],
    ['an old oneway call', '00000001 6d 04 00000000', { answer: false, seq: 0 }],
  ])('%s', (_, head, said) => {
    const { codec, reader, header } = open(binary)
    reader.append(unhex(head + body))
    expect(codec.readHeader(header)).toBe(REQUEST)
    expect(header).toEqual({ ...plainRequest, method: 'm', ...said })
    expect(codec.readBody(divide.params)).toEqual({ a: 6, b: 7 })
    expect(reader.available).toBe(0)
  })

  test.each(['binary', 'compact'] as const)(
    'a name is found again when the bytes behind it come later: %s',
    (protocol) => {
      const factory = thrift({ protocol, framing: 'buffered' })
      const { codec, reader, writer, header } = open(factory)
      codec.writeRequest(requestHeader(3), divide, { a: 6, b: 7 })
      const bytes = writer.take()
      const cut = bytes.length - 3
      reader.append(Uint8Array.from([...bytes, ...bytes.subarray(0, cut)]))
      expect(codec.readHeader(header)).toBe(REQUEST)
      codec.readBody(divide.params)
      expect(codec.readHeader(header)).toBe(0)
      reader.append(bytes.subarray(cut))
      expect(codec.readHeader(header)).toBe(REQUEST)
      expect(header).toEqual({ ...plainRequest, method: 'm', seq: 3 })
      expect(codec.readBody(divide.params)).toEqual({ a: 6, b: 7 })
    },
  )

  test('old ones are written where it is asked for', () => {
    const { codec, writer } = open(thrift({ framing: 'buffered', strict: false }))
    codec.writeRequest(requestHeader(3), divide, { a: 6, b: 7 })
    expect(hex(writer.take())).toBe(hex(unhex(`00000001 6d 01 00000003 ${body}`)))
  })

  test('a oneway method is called by a oneway message', () => {
    const { codec, writer } = open(thrift({ protocol: 'compact', framing: 'buffered' }))
    codec.writeRequest(requestHeader(3), methodOf(Args, { oneway: true }), { a: 6, b: 7 })
    expect(hex(writer.take())).toBe(hex(unhex('82 81 03 01 6d 16 0c 16 0e 00')))
  })

  test('seqs go round after 32 bits, and are found again', () => {
    const { codec, reader, writer, header } = open(binary)
    codec.writeRequest(requestHeader(2 ** 33 + 5), divide, { a: 6, b: 7 })
    expect(hex(writer.take()).slice(18, 26)).toBe('00000005')
    reader.append(unhex('80010002 00000001 6d 00000005 00 80010002 00000001 6d fffffffe 00'))
    expect([codec.readHeader(header), header.seq]).toEqual([RESPONSE, 2 ** 33 + 5])
    codec.readBody(undefined)
    expect([codec.readHeader(header), header.seq]).toEqual([RESPONSE, 2 ** 33 - 2])
  })

  test('a seq of the compact protocol has no sign', () => {
    const { codec, writer, reader, header } = open(thrift({ protocol: 'compact', framing: 'buffered' }))
    codec.writeRequest(requestHeader(2 ** 32 - 1), divide, { a: 6, b: 7 })
    const bytes = writer.take()
    expect(hex(bytes)).toBe(hex(unhex('82 21 ffffffff0f 01 6d 16 0c 16 0e 00')))
    reader.append(bytes)
    expect([codec.readHeader(header), header.seq]).toEqual([REQUEST, -1])
  })

  test('a service is named where several are multiplexed, and only in requests', () => {
    const factory = thrift({ protocol: 'compact', framing: 'buffered', multiplexed: true })
    const { codec, writer } = open(factory)
    codec.writeRequest(requestHeader(0), divide, { a: 6, b: 7 })
    expect(hex(writer.take())).toBe(hex(unhex('82 21 00 03 533a6d 16 0c 16 0e 00')))
    codec.writeResponse(responseHeader(0, 'S:m'), divide, { a: 6, b: 7 })
    expect(hex(writer.take())).toBe(hex(unhex('82 41 00 01 6d 0c 00 16 0c 16 0e 00 00')))
    codec.writeResponse(responseHeader(0, 'S:gone', { error: 'x', code: 'internal' }), undefined, undefined)
    expect(hex(writer.take())).toBe(hex(unhex('82 61 00 04 676f6e65 18 01 78 15 0c 00')))
  })

  test.each([
    ['Calc', undefined, 'Calc:add', 'add'],
    ['', undefined, 'add', 'add'],
    ['Calc', 'sum', 'Calc:sum', 'sum'],
    ['Calc', 'Other:sum', 'Other:sum', 'sum'],
  ])('names of wire count: %j, %j', (serviceName, methodName, request, reply) => {
    const factory = thrift({ protocol: 'compact', framing: 'buffered', multiplexed: true })
    const wire = methodName === undefined ? {} : { wire: { thrift: methodName } }
    const add = method(service('C', { thrift: serviceName }), 'add', wire) as typeof divide
    expect(factory.methodName(add)).toBe(request)
    const { codec, writer } = open(factory)
    codec.writeResponse(responseHeader(0, request), add, undefined)
    expect(Buffer.from(writer.take()).toString('latin1')).toBe(
      `\x82\x41\0${String.fromCharCode(reply.length)}${reply}\0`,
    )
  })

  test.each<readonly [string, ThriftOptions, string, string]>([
    ['no frame', {}, '80010001 00000001 6d 00000000 00', 'without frames'],
    ['a frame', { framing: 'buffered' }, '0000000f 80010001 00000001 6d 00000000 00', 'both sides'],
    ['a frame of an old message', { framing: 'buffered' }, '0000000b 00000001 6d 01 00000000 00', 'both sides'],
    ['a frame', { framing: 'buffered', protocol: 'compact' }, '00000005 8221000100', 'frame messages alike'],
    ['an old message without a frame', {}, '00000001 6d 01 00000000 00', 'without frames'],
    ['nothing in a frame', {}, '00000000', 'ends in the head'],
    ['the compact protocol', {}, '00000006 82210001 6d00', 'speak the same one'],
    ['the binary protocol', { protocol: 'compact' }, '0000000e 80010001 00000001 6d 00000000 00', 'speak the same one'],
    ['another version', { framing: 'buffered' }, '80020001 00000001 6d 00000000 00', 'speak the same one'],
    ['another version', { framing: 'buffered', protocol: 'compact' }, '82220001 6d00', 'speak the same one'],
    ['HTTP', { framing: 'buffered' }, '48545450 2f312e31', 'speak the same one'],
    ['a kind of message that there is none of', {}, '0000000e 80010009 00000001 6d 00000000 00', 'kind 9'],
    ['a frame that is cut', {}, '00000008 80010001 00000001', 'ends in the head'],
    ['a name of less than no bytes', {}, '0000000e 80010001 ffffffff 6d 00000000 00', 'is -1'],
    ['a frame of too many bytes', {}, '7fffffff', 'more than 4194304 bytes'],
    [
      'HTTP, where frames were expected,',
      {},
      '48545450',
      'more than 4194304 bytes; does the peer send messages without',
    ],
  ])('%s ends the connection', (_, options, bytes, text) => {
    const { codec, reader, header } = open(thrift(options))
    reader.append(unhex(bytes))
    const code = text.startsWith('more') ? 'limit' : 'protocol'
    const wanted = expect.objectContaining({ code, message: expect.stringContaining(text) })
    expect(() => codec.readHeader(header)).toThrow(wanted)
  })

  test('no other options are taken', () => {
    expect(() => thrift({ protocol: 'json' as 'binary' })).toThrow('no protocol of Thrift: json')
    expect(() => thrift({ framing: 'http' as 'framed' })).toThrow('no framing of Thrift: http')
  })
})

describe('outcomes', () => {
  const head = '80010002 00000001 6d 00000007'
  const refused = '80010003 00000001 6d 00000007'

  test('a result', () => {
    expect(response(`${head} 0c 0000 0a 0001 0000000000000006 0a 0002 0000000000000007 00 00`)).toEqual({ a: 6, b: 7 })
  })

  test('an error of the schema, by its number', () => {
    const details = '0a 0001 0000000000000006 00'
    expect(response(`${head} 0c 0001 ${details} 00`)).toEqual({
      error: '',
      code: undefined,
      name: 'Divided',
      details: { dividend: 6 },
    })
    expect(response(`${head} 0c 0004 0b 0001 00000002 6e6f 00 00`)).toMatchObject({
      name: 'Told',
      details: { message: 'no' },
    })
    expect(response(`${head} 0c 0002 ${details} 00`)).toEqual({
      error: '',
      code: undefined,
      name: undefined,
      details: { field: 2 },
    })
  })

  test('of a reply with two fields, the first counts', () => {
    const result = '0c 0000 0a 0001 0000000000000006 0a 0002 0000000000000007 00'
    expect(response(`${head} ${result} 0c 0004 0b 0001 00000002 6e6f 00 00`)).toEqual({ a: 6, b: 7 })
    expect(response(`${head} 0c 0004 0b 0001 00000002 6e6f 00 ${result} 00`)).toMatchObject({ name: 'Told' })
  })

  test('a request that could not be written has no reply', () => {
    const { codec, reader, header } = open(binary)
    codec.writeRequest(requestHeader(0), divide, { a: 1, b: 2 })
    expect(() => codec.writeRequest(requestHeader(1), divide, { a: 'x', b: 2 })).toThrow('params.a')
    reader.append(unhex('80010002 00000001 6d 00000001 00'))
    expect([codec.readHeader(header), header.seq]).toEqual([RESPONSE, 1 - 2 ** 32])
  })

  test('say nothing of a request that comes behind one on the same connection', () => {
    const { codec, reader, header } = open(binary)
    const call = '80010001 00000001 6d 00000000 0a 0001 0000000000000006 0a 0002 0000000000000007 00'
    for (const before of [`${refused} 08 0002 00000006 00`, `${head} 0c 0004 00 00`]) {
      codec.writeRequest(requestHeader(7), divide, { a: 1, b: 2 })
      reader.append(unhex(before + call))
      expect(codec.readHeader(header)).toBe(RESPONSE)
      codec.readBody(undefined)
      expect(codec.readHeader(header)).toBe(REQUEST)
      expect(codec.readBody(divide.params)).toEqual({ a: 6, b: 7 })
    }
  })

  test.each([
    [1, 'no_such_method'],
    [6, 'internal'],
    [7, 'bad_args'],
    [0, 'remote'],
    [5, 'remote'],
    [99, 'remote'],
  ])('what a server could not answer, of type %i: %s', (type, code) => {
    const number = type.toString(16).padStart(8, '0')
    expect(response(`${refused} 0b 0001 00000002 6e6f 08 0002 ${number} 00`)).toEqual({
      error: 'no',
      code,
      name: undefined,
      details: { type },
    })
  })

  test('what says nothing of itself has failed all the same', () => {
    expect(response(`${refused} 00`)).toEqual({ error: '', code: 'remote', name: undefined, details: { type: 0 } })
    expect(response(`${refused} 08 0001 00000000 00`)).toMatchObject({ error: '', code: 'remote' })
  })

  test('no result is void, or null, and else a mistake', () => {
    const nullable = methodOf(nullableType(() => types.string))
    expect(response(`${head} 00`, { framing: 'buffered' }, nullable)).toBe(null)
    expect(() => response(`${head} 00`)).toThrow('result: missing, expected a struct (Args)')
    const nothing = method(service('S'), 'm', {})
    expect(response(`${head} 00`, { framing: 'buffered' }, nothing as typeof divide)).toBe(undefined)
  })

  test('are written as they are read', () => {
    const { codec, writer } = open(binary)
    codec.writeResponse(responseHeader(7, 'm', { error: 'x', code: 'remote', errorName: 'Told' }), divide, {
      message: 'no',
    })
    expect(hex(writer.take())).toBe(hex(unhex(`${head} 0c 0004 0b 0001 00000002 6e6f 00 00`)))
    codec.writeResponse(responseHeader(7, 'm', { error: 'rpc: gone', code: 'no_such_method' }), undefined, undefined)
    expect(Buffer.from(writer.take()).toString('latin1')).toContain('unknown method m\b\0\x02\0\0\0\x01')
    codec.writeResponse(responseHeader(7, 'm'), methodOf(nullableType(() => types.string)), null)
    expect(hex(writer.take())).toBe(hex(unhex(`${head} 00`)))
  })

  test('a code that Thrift has not is sent as UNKNOWN', () => {
    const { codec, writer } = open(binary)
    codec.writeResponse(responseHeader(7, 'm', { error: 'x', code: 'overloaded' }), divide, undefined)
    expect(hex(writer.take())).toBe(hex(unhex(`${refused} 0b 0001 00000001 78 08 0002 00000000 00`)))
  })

  test('an error without a number is not written', () => {
    const { codec, writer } = open(binary)
    const said = responseHeader(7, 'm', { error: 'x', code: 'remote', errorName: 'Divided' })
    expect(() => codec.writeResponse(said, methodOf(Args, { errors }), { dividend: 1 })).toThrow(
      'Thrift needs a number for the error Divided of m: generate with --codec thrift, or give it an id in the schema',
    )
    expect(() => codec.writeResponse({ ...said, errorName: 'Other' }, divide, {})).toThrow('no error Other')
    expect(writer.length).toBe(0)
  })
})
