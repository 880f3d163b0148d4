import {
  bigIntHook,
  type Complex,
  complex64,
  complex128,
  customType,
  type Hook,
  ipHook,
  listType,
  type Message,
  mapType,
  nullableType,
  rawStringHook,
  structType,
} from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { Drawing } from '../../../../generated/shapes.js'
import type { Type } from '../../../../runtime/type.js'
import { messageOf } from '../message-of.js'
import { failure, read, written } from './harness.js'

/** A hook of an author's, whose form in JSON is an object. */
const celsius: Hook<number> = {
  name: 'Celsius',
  form: 'gob',
  encode: (value) => Uint8Array.of(value),
  decode: ([value = 0]) => value,
  zero: () => -273,
  toJson: (degrees) => ({ degrees }),
  fromJson(value) {
    if (typeof value === 'object' && value !== null && 'degrees' in value) return Number(value.degrees)
    throw new Error('no degrees')
  },
}

const { toJson: _, fromJson: __, ...formless } = celsius

const BigInteger = customType(bigIntHook)
const Ip = customType(ipHook)
const RawString = customType(rawStringHook)
const Celsius = customType(celsius)
const Formless = customType(formless)

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))

/** `Struct` with one field, `value`, of the type. */
function inStruct(type: Type): Message<unknown> {
  return messageOf(structType('Struct', () => [{ name: 'value', type }]))
}

describe('values of types that marshal themselves', () => {
  // The texts are what encoding/json of Go 1.19 writes for the same values.
  test.each([
    ['a big.Int', BigInteger, 0n, '0'],
    ['a negative one', BigInteger, -7n, '-7'],
    ['one past 53 bits', BigInteger, 2n ** 53n + 1n, '9007199254740993'],
    ['one past 64 bits', BigInteger, -(2n ** 64n), '-18446744073709551616'],
    ['one past the range of a double', BigInteger, 10n ** 400n, `1${'0'.repeat(400)}`],
    ['an address', Ip, '1.2.3.4', '"1.2.3.4"'],
    ['one of IPv6', Ip, '2001:db8::1', '"2001:db8::1"'],
    ['none', Ip, '', '""'],
    ['a raw string', RawString, bytes('<é>'), '"\\u003cé\\u003e"'],
    ["an author's", Celsius, 21.5, '{"degrees":21.5}'],
    ['a list', listType(() => Ip), ['::1', ''], '["::1",""]'],
    ['a nullable one', inStruct(nullableType(() => BigInteger)).type, { value: null }, '{"Value":null}'],
    ['a field', inStruct(BigInteger).type, { value: 10n ** 30n }, `{"Value":1${'0'.repeat(30)}}`],
    ['values of a map', mapType(RawString, () => BigInteger), new Map([[bytes('a'), 5n]]), '{"a":5}'],
  ])('%s is written and read', (_, type, value, json) => {
    expect(written(messageOf(type), value)).toBe(json)
    expect(read(messageOf(type), json)).toEqual(value)
  })

  test.each([
    ['an address in full', Ip, '"2001:0DB8:0::1"', '2001:db8::1'],
    ['an address between spaces', Ip, ' "1.2.3.4" ', '1.2.3.4'],
    ['an integer between spaces', BigInteger, ' 12 ', 12n],
    ['a 0 with a sign', BigInteger, '-0', 0n],
  ])('%s is read', (_, type, json, value) => {
    expect(read(messageOf(type), json)).toEqual(value)
  })

  test.each([
    [BigInteger, 0n],
    [Ip, ''],
    [RawString, new Uint8Array(0)],
    [Celsius, -273],
  ])('null and a missing field are the zero of $hook.name', (type, zero) => {
    expect(read(messageOf(type), 'null')).toEqual(zero)
    expect(read(inStruct(type), '{"Value":null}')).toEqual({ value: zero })
    expect(read(inStruct(type), '{}')).toEqual({ value: zero })
  })

  test('bytes of a raw string that are no UTF-8 are lost, as in Go', () => {
    expect(written(messageOf(RawString), Uint8Array.of(0x61, 0xff))).toBe('"a\ufffd"')
  })

  test('an integer of more digits than a message may have is refused in time', () => {
    expect(failure(() => written(messageOf(BigInteger), 10n ** 5000n, { message: 4000 })).code).toBe('limit')
  })

  test.each([
    [BigInteger, '"1"', 'a big.Int is an integer, written in digits'],
    [BigInteger, '1.5', 'a big.Int is an integer, written in digits'],
    [BigInteger, '1e400', 'json: cannot unmarshal number 1e400 into Go value of type float64'],
    [Ip, '"1.2.3"', 'invalid IP address'],
    [Ip, '16909060', 'invalid IP address'],
    [RawString, '1', 'a raw string is a string in JSON'],
    [Celsius, '21', 'no degrees'],
  ])('$hook.name: %s is refused', (type, json, reason) => {
    expect(failure(() => read(messageOf(type), json))).toMatchObject({ code: 'decode', reason, path: 'result' })
  })
})

describe('the place of what is wrong', () => {
  const listed = inStruct(listType(() => Celsius))

  test('is told when a hook throws', () => {
    const throwing = customType<number>({
      ...celsius,
      toJson(value) {
        if (value > 100) throw new Error('too hot')
        return { degrees: value }
      },
    })
    const message = inStruct(listType(() => throwing))
    expect(failure(() => written(message, { value: [1, 101] }))).toMatchObject({
      code: 'encode',
      reason: 'too hot',
      path: 'params.value[1]',
    })
    expect(failure(() => read(listed, '{"Value":[{"degrees":1},{}]}'))).toMatchObject({
      code: 'decode',
      reason: 'no degrees',
      path: 'result.value[1]',
    })
  })

  test('is told when a value is no value of its type', () => {
    const message = inStruct(listType(() => Ip))
    expect(failure(() => written(message, { value: ['', '1.2.3.4:80'] }))).toMatchObject({
      code: 'encode',
      reason: 'expected an IP address, got the string "1.2.3.4:80"',
      path: 'params.value[1]',
    })
  })

  test('is told when a hook has no form in JSON', () => {
    const message = inStruct(Formless)
    const reason = 'the hook of Celsius has no toJson and fromJson'
    expect(failure(() => written(message, { value: 1 }))).toMatchObject({
      code: 'encode',
      reason,
      path: 'params.value',
    })
    expect(failure(() => read(message, '{"Value":1}'))).toMatchObject({ code: 'decode', reason, path: 'result.value' })
  })

  test('is told of a complex number, which JSON does not carry', () => {
    const value: Complex = { real: 1, imag: 2 }
    for (const type of [complex64, complex128]) {
      expect(failure(() => written(inStruct(type), { value }))).toMatchObject({
        code: 'encode',
        reason: 'JSON carries no complex numbers',
        path: 'params.value',
      })
      expect(failure(() => read(inStruct(type), '{"Value":[1,2]}'))).toMatchObject({
        code: 'decode',
        reason: 'JSON carries no complex numbers',
        path: 'result.value',
      })
    }
  })

  test('is told in what is generated', () => {
    const drawing: Drawing = {
      file: bytes('a'),
      shapes: [],
      clip: null,
      named: {},
      origin: { real: 0, imag: 0 },
      outline: [],
      area: 1n,
      host: '::1',
      properties: {},
    }
    expect(failure(() => written(Drawing, drawing))).toMatchObject({ code: 'encode', path: 'params.origin' })
    expect(failure(() => written(Drawing, { ...drawing, file: 'a' as never }))).toMatchObject({
      code: 'encode',
      reason: 'expected a Uint8Array, got the string "a"',
      path: 'params.file',
    })
  })
})
