import { decode, encode, GobWriter, typed } from '@rpcgen/runtime/gob'
import { expect, test } from 'vitest'
import { listType, mapType, nullableType, structType, tupleType } from '../../../../../../runtime/build-type.js'
import { integer, string, type Type, unknown } from '../../../../../../runtime/type.js'
import { messageOf } from '../../../message-of.js'
import { struct } from './struct.js'

/** An error with code `encode`, whose message has this text. */
const refused = (text: string): Error =>
  expect.objectContaining({ code: 'encode', message: expect.stringContaining(text) }) as Error

test('TestUnsupported: what has no type in gob is refused', () => {
  const func = (): boolean => true
  for (const value of [func, Symbol('channel')]) {
    expect(() => encode(messageOf(unknown), value)).toThrow(refused('expected a value that gob has a type for'))
    expect(() => encode(messageOf(integer), value)).toThrow(refused('expected'))
  }
})

test('TestCatchInvalidNilValue: null and undefined are refused where a value is due, and the stream goes on', () => {
  const type0 = struct('Type0', () => ({ A: integer }))
  for (const nothing of [null, undefined]) {
    for (const type of [integer, string, type0, listType(() => integer), mapType(string, () => integer)]) {
      const writer = new GobWriter()
      expect(() => writer.write(messageOf(type), nothing)).toThrow(refused('expected'))
      expect(decode(messageOf(type0), writer.write(messageOf(type0), { A: 7 }))).toEqual({ A: 7 })
    }
  }
})

test('TestTopLevelNilPointer: null is refused as a whole value even where the type has it', () => {
  expect(() => encode(messageOf(nullableType(() => integer)), null)).toThrow(refused('null'))
})

test('TestNilPointerPanics: of the ten values those are refused that hold no value', () => {
  const pointer = (type: Type): Type => nullableType(() => type)
  const ints = mapType(integer, () => integer)
  const strings = listType(() => string)
  const channel = Symbol('channel')
  const allowed: readonly (readonly [Type, unknown])[] = [
    [ints, new Map()],
    [pointer(ints), new Map()],
    [integer, 0],
    // A nil slice is an empty one.
    [strings, []],
    [strings, ['']],
  ]
  const refusals: readonly (readonly [Type, unknown])[] = [
    [pointer(string), null],
    [pointer(ints), null],
    [pointer(strings), null],
    // Go has an error for the first and panics at the second.
    [unknown, channel],
    [pointer(unknown), channel],
  ]
  for (const [type, value] of refusals) expect(() => encode(messageOf(type), value)).toThrow(refused(''))
  for (const [type, value] of allowed) expect(() => encode(messageOf(type), value)).not.toThrow()
})

test('TestNilPointerInsideInterface: an interface that names a type and holds no value is refused', () => {
  const si = messageOf(structType('', () => [{ name: 'I', type: unknown }]))
  expect(() => encode(si, { I: typed('int', null) })).toThrow(refused('value.I'))
  const types = [['*main.Type0', messageOf(struct('Type0', () => ({ A: integer })))]] as const
  expect(() => encode(si, { I: typed('*main.Type0', null) }, { types })).toThrow(refused('value.I'))
})

test('TestMutipleEncodingsOfBadType: what gob does not carry is refused as often as it is tried, with the same text', () => {
  const secret = tupleType(() => [integer, string])
  const message = messageOf(struct('Bug4Public', () => ({ Name: string, Secret: secret })))
  const value = { Name: 'name', Secret: [1, 's'] }
  const error = refused('gob carries tuples of one type only, not of int and others')
  const writer = new GobWriter()
  for (let time = 0; time < 2; time++) {
    expect(() => writer.write(message, value)).toThrow(error)
    expect(() => encode(message, value)).toThrow(error)
  }
})
