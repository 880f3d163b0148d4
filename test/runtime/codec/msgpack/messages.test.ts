import { defaultLimits, RpcError } from '@rpcgen/runtime'
import { ext, isExt, msgpack } from '@rpcgen/runtime/msgpack'
import { describe, expect, test } from 'vitest'
import { ArithErrors, ArithMethods } from '../../../../generated/arith.js'
import { EchoMethods } from '../../../../generated/echo.js'
import { listType, mapType, nullableType, structType } from '../../../../runtime/build-type.js'
import { goDialect, rawGoDialect, rawRpcDialect, rpcDialect } from '../../../../runtime/codec/msgpack/dialect.js'
import { method, service } from '../../../../runtime/message.js'
import { bytes, integer, string, unknown } from '../../../../runtime/type.js'
import { requestHeader, responseHeader } from '../headers.js'
import { messageOf } from '../message-of.js'
import { type AnyMethod, anything, decode, dialects, encode, factories, hex, open, unhex } from './harness.js'

const Item = structType('Item', () => [
  { name: 'name', type: string },
  { name: 'size', type: integer, optional: true },
  { name: 'note', type: nullableType(() => string) },
])
const items = messageOf(structType('Items', () => [{ name: 'items', type: listType(() => Item) }]))
const divide = ArithMethods.divide as AnyMethod

test('an optional field that is undefined is left out, and a null is nil', () => {
  expect(hex(encode(rpcDialect, messageOf(Item), { name: 'a', note: null }))).toBe('82a46e616d65a161a46e6f7465c0')
})

test('what is missing is zero to Go, and an error with its path elsewhere', () => {
  const bytes = unhex('81 a5 6974656d73 91 82 a4 73697a65 01 a4 6e6f7465 c0')
  expect(() => decode(rpcDialect, items, bytes)).toThrow('value.items[0].name: missing, expected a string')
  const upper = unhex('81 a5 4974656d73 91 82 a4 53697a65 01 a4 4e6f7465 c0')
  expect(decode(goDialect, items, upper)).toEqual({ items: [{ name: '', size: 1, note: null }] })
  expect(decode(goDialect, items, unhex('81 a5 4974656d73 c0'))).toEqual({ items: [] })
})

test.each([
  ['81 a5 6974656d73 91 82 a4 6e616d65 07 a4 6e6f7465 c0', 'value.items[0].name: expected a string, got the number 7'],
  [
    '81 a5 6974656d73 91 82 a4 6e616d65 a161 a4 73697a65 cb4000000000000000',
    'value.items[0].size: expected a safe integer, got the float 2',
  ],
  ['81 a5 6974656d73 80', 'value.items: expected an array, got a map'],
])('%s is refused with its path', (bytes, text) => {
  expect(() => decode(rpcDialect, items, unhex(bytes))).toThrow(text)
})

test('unknown keys are passed over, whatever they are', () => {
  const bytes = unhex('84 a4 6e616d65 a161 92 01 81 02 03 c7 01 05 00 a3 6e6f6e a162 a4 6e6f7465 c0')
  expect(decode(rpcDialect, messageOf(Item), bytes)).toEqual({ name: 'a', note: null })
})

describe('of two equal keys', () => {
  test('the last counts to Go', () => {
    const bytes = unhex('84 a4 4e616d65 a161 a4 53697a65 01 a4 53697a65 02 a4 4e616d65 a162')
    expect(decode(goDialect, messageOf(Item), bytes)).toEqual({ name: 'b', size: 2, note: null })
    const map = messageOf(mapType(string, () => integer))
    expect(decode(goDialect, map, unhex('82 a161 01 a161 02'))).toEqual(new Map([['a', 2]]))
    expect(decode(goDialect, anything, unhex('82 a161 01 a161 02'))).toEqual({ a: 2 })
  })

  const numbers = messageOf(mapType(integer, () => integer))
  const texts = messageOf(mapType(string, () => integer))
  test.each([
    [items, '81 a5 6974656d73 91 83 a4 6e616d65 a161 a4 6e616d65 a162 a4 6e6f7465 c0', 'value.items[0].name: the key'],
    // A nil that stands for an absent field is there all the same.
    [messageOf(Item), '84 a4 6e616d65 a161 a4 73697a65 c0 a4 73697a65 01 a4 6e6f7465 c0', 'value.size: the key'],
    [texts, '82 a161 01 a161 02', 'value["a"]: the key'],
    [texts, '82 a161 01 c40161 02', 'value["a"]: the key'],
    [numbers, '82 05 01 cc05 02', 'value[5]: the key'],
    [anything, '91 82 a161 01 a161 02', 'value: the key "a"'],
    [anything, '82 05 01 cd0005 02', 'value: the key 5'],
    [anything, '83 05 01 a161 02 a161 03', 'value: the key "a"'],
  ] as const)('%# is refused by the specification’s dialect', (message, bytes, text) => {
    expect(() => decode(rpcDialect, message, unhex(bytes))).toThrow(`${text} stands there twice`)
  })

  test('none is taken for another in a struct of many fields', () => {
    const many = structType('Many', () => Array.from({ length: 70 }, (_, i) => ({ name: `f${i}`, type: integer })))
    const value = Object.fromEntries(many.fields.map(({ name }, i) => [name, i]))
    const bytes = encode(rpcDialect, messageOf(many), value)
    expect(decode(rpcDialect, messageOf(many), bytes)).toEqual(value)
    const doubled = Buffer.concat([unhex('de0047'), bytes.subarray(3), unhex('a3 663639 05')])
    expect(() => decode(rpcDialect, messageOf(many), doubled)).toThrow('value.f69: the key stands there twice')
  })
})

test('old strings are read as bytes, and bytes as strings', () => {
  expect(decode(rpcDialect, messageOf({ kind: 'bytes' }), unhex('da 0002 01ff'))).toEqual(Uint8Array.of(1, 255))
  expect(decode(rpcDialect, messageOf(string), unhex('c4 02 6162'))).toBe('ab')
})

describe('in the one form that texts and bytes had before 2013', () => {
  const text = 'x'.repeat(40)
  test.each([
    [string, 'ab', 'a26162'],
    [string, text, `da0028${'78'.repeat(40)}`],
    [string, 'x'.repeat(70_000), `db00011170${'78'.repeat(70_000)}`],
    [bytes, Uint8Array.of(1, 255), 'a201ff'],
    [bytes, new Uint8Array(40), `da0028${'00'.repeat(40)}`],
    [unknown, { [text]: Uint8Array.of(1) }, `81da0028${'78'.repeat(40)}a101`],
    [structType('Long', () => [{ name: text, type: integer }]), { [text]: 1 }, `81da0028${'78'.repeat(40)}01`],
  ] as const)('%#', (type, value, wanted) => {
    expect(hex(encode(rawRpcDialect, messageOf(type), value))).toBe(wanted)
  })

  test('moments of Go are such bytes', () => {
    const time = { kind: 'time', exact: true } as const
    for (const offset of [0, 1]) {
      const moment = { seconds: 5, nanos: 6, offset }
      const written = encode(rawGoDialect, messageOf(time), moment)
      expect(written[0]).toBe(offset === 0 ? 0xaf : 0xb0)
      expect(decode(goDialect, messageOf(time), written)).toEqual(moment)
    }
  })

  test.each(['go', 'rpc'] as const)('no message of the dialect %s has another', (dialect) => {
    const factory = msgpack({ dialect, raw: true })
    const { codec, writer } = open(factory, defaultLimits, 'on')
    const long = method<unknown, unknown>(service('S'), 'm'.repeat(40), { params: messageOf(string) }) as AnyMethod
    codec.writeRequest({ ...requestHeader(0), metadata: { [text]: text } }, long, text)
    codec.writeResponse(responseHeader(0, 'M'.repeat(40), { error: text }), undefined, undefined)
    expect(hex(writer.take())).not.toMatch(/(d9|c4)28/)
  })
})

test('values of no declared type', () => {
  const value = { ['__proto__']: 1, big: 2n ** 64n - 1n, at: new Date(5), map: new Map<unknown, unknown>([[1, 'a']]) }
  const back = decode(rpcDialect, anything, encode(rpcDialect, anything, value)) as typeof value
  expect(back).toEqual(value)
  expect(Object.getPrototypeOf(back)).toBe(Object.prototype)
  const other = decode(rpcDialect, anything, encode(rpcDialect, anything, ext(-7, Uint8Array.of(1))))
  expect(isExt(other) && [other.type, other.data]).toEqual([-7, Uint8Array.of(1)])
  expect(() => encode(rpcDialect, anything, Symbol('x'))).toThrow('expected a value that MessagePack has')
  expect(() => encode(rpcDialect, anything, 2n ** 64n)).toThrow('uint64')
  const cycle: unknown[] = []
  cycle.push(cycle)
  expect(() => encode(rpcDialect, anything, cycle)).toThrow('more than 100 values')
  expect(() => ext(128, new Uint8Array(0))).toThrow(RangeError)
})

test('complex numbers are refused', () => {
  for (const dialect of dialects)
    expect(() => encode(dialect, messageOf({ kind: 'complex', bits: 128 }), { real: 1, imag: 2 })).toThrow('complex')
})

test('maps have keys of any scalar type', () => {
  const type = messageOf(mapType(integer, () => string))
  const value = new Map([[-1, 'a']])
  expect(decode(rpcDialect, type, encode(rpcDialect, type, value))).toEqual(value)
})

describe.each(['msgpack', 'msgpackrpc'] as const)('%s', (name) => {
  const factory = factories[name]

  test('what cannot be written leaves the writer as it was', () => {
    const { codec, writer } = open(factory)
    codec.writeRequest(requestHeader(0), divide, { a: 1, b: 2 })
    const { length } = writer
    expect(() => codec.writeRequest(requestHeader(1), divide, { a: 1, b: 'x' })).toThrow(
      'params.b: expected a safe integer',
    )
    expect(() => codec.writeResponse(responseHeader(1, 'x'), divide, { quo: 1 })).toThrow('result.rem')
    expect(writer.length).toBe(length)
  })

  test('errors of the schema keep their details', () => {
    const server = open(factory)
    const error = { error: 'divide by zero', code: 'remote', errorName: 'DivideByZero' } as const
    server.codec.writeResponse(responseHeader(7, factory.methodName(divide), error), divide, { dividend: 5 })
    const client = open(factory)
    client.codec.writeRequest(requestHeader(7), divide, { a: 5, b: 0 })
    client.reader.append(server.writer.take())
    expect(client.codec.readHeader(client.header)).toBe(1)
    expect(client.header).toMatchObject({ seq: 7, error: 'divide by zero', code: 'remote' })
    expect(client.codec.errorOf?.(divide)).toBe(ArithErrors.DivideByZero)
    expect(client.codec.readBody(ArithErrors.DivideByZero.message as never)).toEqual({ dividend: 5 })
  })

  test.each([
    ['c1', 'protocol'],
    ['07 07 07', 'protocol'],
    ['dd ffffffff', 'limit'],
    ['df ffffffff', 'limit'],
    ['db ffffffff', 'limit'],
    ['91'.repeat(20_000), 'limit'],
  ])('%s ends the connection with %s', (bytes, code) => {
    const { codec, reader, header } = open(factory)
    reader.append(unhex(bytes))
    try {
      codec.readHeader(header)
      throw new Error('read')
    } catch (error) {
      expect(error).toBeInstanceOf(RpcError)
      expect((error as RpcError).code).toBe(code)
    }
  })

  test('a message over the limit is not written', () => {
    const { codec, writer } = open(factory, { ...defaultLimits, message: 1000 })
    expect(() => codec.writeRequest(requestHeader(0), EchoMethods.string as AnyMethod, 'x'.repeat(2000))).toThrow(
      '1000 bytes',
    )
    expect(writer.length).toBe(0)
  })
})

describe('the specification', () => {
  const many = method<unknown, void>(service('S'), 'many', {
    params: messageOf(
      structType('Many', () => [
        { name: 'a', type: integer },
        { name: 'b', type: string, optional: true },
        { name: 'c', type: integer, optional: true },
      ]),
    ),
  }) as AnyMethod

  test.each([
    [{ a: 1 }, '9101'],
    [{ a: 1, c: 3 }, '9301c003'],
    [{ a: 1, b: 'x', c: 3 }, '9301a17803'],
  ])('params %o are %s', (params, bytes) => {
    const { codec, writer, reader, header } = open(factories.msgpackrpc)
    codec.writeRequest(requestHeader(1), many, params)
    const written = writer.take()
    expect(hex(written)).toBe(`940001a6532e6d616e79${bytes}`)
    reader.append(written)
    expect(codec.readHeader(header)).toBe(2)
    expect(codec.readBody(many.params)).toEqual(params)
  })

  test('params are one map where the option says so', () => {
    const { codec, writer, reader, header } = open(msgpack({ dialect: 'rpc', params: 'map' }))
    codec.writeRequest(requestHeader(1), many, { a: 1 })
    const written = writer.take()
    expect(hex(written)).toBe('940001a6532e6d616e799181a16101')
    reader.append(written)
    codec.readHeader(header)
    expect(codec.readBody(many.params)).toEqual({ a: 1 })
  })

  test('a seq beyond 32 bits has its low bits for an id, and is found again', () => {
    const { codec, writer, reader, header } = open(factories.msgpackrpc)
    const seqs = [2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1]
    for (const seq of seqs) codec.writeRequest(requestHeader(seq), many, { a: 1 })
    expect(hex(writer.take())).toContain('9400ceffffffff')
    reader.append(unhex('9401 ceffffffff c0 c0 9401 00 c0 c0 9401 01 c0 c0'))
    for (const seq of seqs) {
      expect(codec.readHeader(header)).toBe(1)
      expect(header.seq).toBe(seq)
      codec.readBody(undefined)
    }
  })

  test.each([
    ['92 00 a3 626164', 'bad', [0, 'bad']],
    ['81 a7 6d657373616765 a3 626164', 'bad', { message: 'bad' }],
    ['05', 'unspecified error', 5],
    ['a3 626164', 'bad', undefined],
  ])('an error %s of a stranger', (bytes, text, details) => {
    const { codec, reader, header } = open(factories.msgpackrpc)
    reader.append(unhex(`9401 00 ${bytes} c0`))
    expect(codec.readHeader(header)).toBe(1)
    expect(header).toMatchObject({ error: text, code: 'remote' })
    expect(codec.errorOf?.(divide)).toBeUndefined()
    expect(codec.readBody(undefined)).toEqual(details)
  })

  test('the request of a oneway method is a notification', () => {
    const oneway = method<void, void>(service('S'), 'go', { oneway: true }) as AnyMethod
    const { codec, writer, reader, header } = open(factories.msgpackrpc)
    codec.writeRequest(requestHeader(9), oneway, undefined)
    const written = writer.take()
    expect(hex(written)).toBe('9302a4532e676f90')
    reader.append(written)
    expect(codec.readHeader(header)).toBe(2)
    expect(header.answer).toBe(false)
  })

  test('options that make no sense are refused', () => {
    expect(() => msgpack({ dialect: 'x' as never })).toThrow(TypeError)
    expect(() => msgpack({ params: 'map' })).toThrow(TypeError)
  })
})
