import { thrift } from '@rpcgen/runtime/thrift'
import { describe, expect, test } from 'vitest'
import {
  customType,
  enumType,
  listType,
  mapType,
  nullableType,
  setType,
  structType,
  tupleType,
  unionType,
} from '../../../../runtime/build-type.js'
import { REQUEST, RESPONSE } from '../../../../runtime/codec.js'
import { uuidHook } from '../../../../runtime/hook/uuid.js'
import { method, service } from '../../../../runtime/message.js'
import * as types from '../../../../runtime/type.js'
import { plainRequest, plainResponse, requestHeader } from '../headers.js'
import { messageOf } from '../message-of.js'
import { decode, encode, methodOf, open, unhex } from './harness.js'

const Args = structType('Args', () => [
  { name: 'a', type: types.integer, id: 1 },
  { name: 'b', type: types.integer, id: 2 },
])
const Item = structType('Item', () => [{ name: 'email', type: types.string, id: 1 }])
const Items = structType('Items', () => [{ name: 'items', type: listType(() => Item), id: 1 }])

const divide = methodOf(Args)

const binary = thrift({ framing: 'buffered' })

describe('what does not fit', () => {
  test.each([
    ['a type', '0f 0001 0c 00000001 08 0001 00000007 00 00', 'params.items[0].email: expected string, got i32'],
    ['an item', '0f 0001 08 00000001 00000007 00', 'params.items[0]: expected a struct (Item), got i32'],
    [
      'a missing field',
      '0f 0001 0c 00000002 0b 0001 00000000 00 00 00',
      'params.items[1].email: missing, expected string',
    ],
    [
      'a field that is there twice',
      '0f 0001 0c 00000001 0b 0001 00000000 0b 0001 00000000 00 00',
      'params.items[0].email: the field stands there twice',
    ],
    ['a missing list', '00', 'params.items: missing, expected list'],
    ['a set', '0e 0001 0c 00000000 00', 'params.items: expected list, got set'],
  ])('%s is refused with its path', (_, body, text) => {
    expect(() => decode('binary', Items, body)).toThrow(text)
  })

  test.each<readonly [string, types.Type, unknown, string]>([
    ['a uint64 beyond 63 bits', types.uint64, 2n ** 63n, 'no unsigned integers'],
    ['a moment beyond 2262', types.timestamp, { seconds: 1e10, nanos: 0, offset: 0 }, 'from 1677 to 2262'],
    ['no UUID', customType(uuidHook), 'x', 'expected a UUID'],
    ['null in a list', listType(() => nullableType(() => types.string)), [null], 'null in the place of a field only'],
    ['a list for a set', setType(() => types.string), undefined, 'Set'],
    ['complex numbers', types.complex128, { real: 1, imag: 1 }, 'no type for the argument (complex)'],
    ['a list of them', listType(() => types.complex128), [], 'no type for a list (complex)'],
    ['values of no known type', mapType(types.string, () => types.unknown), new Map(), 'no type for a map (unknown)'],
    ['tuples of several types', tupleType(() => [types.string, types.bool]), ['a', true], 'items have one type'],
    [
      'a field without a number',
      structType('Bare', () => [{ name: 'x', type: types.bool }]),
      { x: true },
      'field x of Bare',
    ],
    [
      'one with a single value that may be left out',
      structType('Bare', () => [{ name: 'x', type: enumType('X', ['x']), optional: true }]),
      {},
      'field x of Bare',
    ],
    ['a tuple of too few', tupleType(() => [types.int8, types.int8]), [1], 'expected an array of 2 items, got 1'],
    [
      'a member without a number',
      unionType('U', 'kind', () => [
        { tag: 'a', type: structType('A', () => [{ name: 'kind', type: enumType('K', ['a']) }]) },
      ]),
      { kind: 'a' },
      'the member A of U',
    ],
    ['another member', unionType('U', 'kind', () => []), { kind: 'a' }, 'expected a member of U'],
  ])('%s is not written', (_, type, value, text) => {
    const failed = (): unknown => (type.kind === 'list' && type.set ? encodeList(type) : encode('binary', type, value))
    expect(failed).toThrow(text)
  })

  function encodeList(type: types.Type): unknown {
    const { codec } = open(binary)
    const message = {
      ...messageOf(type),
      write: (e: { beginList: (...said: unknown[]) => void }) => e.beginList(-1, type, -1),
    }
    const failing = method(service('S'), 'm', { params: message as never })
    codec.writeRequest(requestHeader(0), failing as typeof divide, undefined)
    return undefined
  }

  test.each([
    ['no member', '0c 0001 00 00', 'params: missing, expected a member of U'],
    ['a member that is not known', '0c 0001 0c 0009 00 00 00', 'params: U has no member with the number 9'],
    ['two members', '0c 0001 0c 0001 00 0c 0001 00 00 00', 'params: a union of more than one member'],
  ])('a union of %s', (_, body, text) => {
    const union = unionType('U', 'kind', () => [
      { tag: 'a', id: 1, type: structType('A', () => [{ name: 'kind', type: enumType('K', ['a']) }]) },
    ])
    expect(() => decode('binary', union, body)).toThrow(text)
  })

  test('a tuple of too many', () => {
    const pair = tupleType(() => [types.int8, types.int8])
    expect(() => decode('binary', pair, '0f 0001 03 00000003 010203 00')).toThrow('expected a list of 2 items, got 3')
    expect(() => decode('compact', pair, '19 13 01 00')).toThrow('expected a list of 2 items, got 1')
  })

  test('integers of the compact protocol that are too large for their type', () => {
    expect(() => decode('compact', types.int16, '14 808004 00')).toThrow('an i16 that is 32768')
    expect(() => decode('compact', types.int32, '15 8080808010 00')).toThrow('an i32 that is 2147483648')
    expect(() => decode('compact', types.integer, '16 8080808080808020 00')).toThrow('beyond 2^53')
    expect(() => decode('compact', types.int64, '16 ffffffffffffffffffff01 00')).toThrow('more than ten bytes')
  })

  test('integers of the binary protocol that are too large for their type', () => {
    expect(() => decode('binary', types.integer, '0a 0001 0020000000000000 00')).toThrow('beyond 2^53')
    expect(() => decode('binary', types.integer, '0a 0001 8000000000000000 00')).toThrow('beyond 2^53')
    expect(() => decode('binary', types.uint64, '0a 0001 ffffffffffffffff 00')).toThrow('a uint64, got the number -1')
    expect(() => decode('binary', types.uint8, '06 0001 0100 00')).toThrow('a uint8, got the number 256')
    expect(() => decode('binary', types.uint32, '0a 0001 ffffffffffffffff 00')).toThrow('a uint32, got the number -1')
  })

  test('in a frame, what makes no sense fails its own call', () => {
    const { codec, reader, header } = open(thrift())
    reader.append(unhex('0000000f 80010001 00000001 6d 00000001 0a00 0000000f 80010001 00000001 6d 00000002 1100'))
    reader.append(unhex('0000000f 80010001 00000001 6d 00000003 0000 0000000e 80010001 00000001 6d 00000004 00'))
    for (const [seq, text] of [
      [1, 'ends in the body'],
      [2, 'type 17'],
      [3, '1 bytes behind'],
    ] as const) {
      expect(codec.readHeader(header)).toBe(REQUEST)
      expect(header.seq).toBe(seq)
      expect(() => codec.readBody(divide.params)).toThrow(text)
    }
    expect(codec.readHeader(header)).toBe(REQUEST)
    expect(header).toEqual({ ...plainRequest, method: 'm', seq: 4 })
    expect(codec.readHeader(header)).toBe(0)
  })

  test('a reply in a frame, too, which is a failure whatever its kind', () => {
    const { codec, reader, header } = open(thrift())
    codec.writeRequest(requestHeader(1), divide, { a: 1, b: 2 })
    reader.append(unhex('0000000f 80010002 00000001 6d 00000001 0a00'))
    expect(codec.readHeader(header)).toBe(RESPONSE)
    expect(header).toEqual({ ...plainResponse, seq: 1 })
    expect(() => codec.readBody(divide.result)).toThrow('ends in the body')
    reader.append(unhex('0000000f 80010003 00000001 6d 00000001 0a00'))
    expect(codec.readHeader(header)).toBe(RESPONSE)
    expect(header).toMatchObject({ error: '', code: 'remote' })
    expect(() => codec.readBody(undefined)).toThrow('ends in the body')
  })
})
