import { decode, encode } from '@rpcgen/runtime/gob'
import { expect, test } from 'vitest'
import { listType, nullableType } from '../../../../../../runtime/build-type.js'
import { bytes, float64, integer, string, type Type, uint8, uint64 } from '../../../../../../runtime/type.js'
import { messageOf } from '../../../message-of.js'
import { expectBytes, expectEcho, goReads } from './as-go.js'
import { struct } from './struct.js'
import { et1, et2, et3, et4 } from './types.js'

test('TestWrongTypeDecoder: a struct without a common field or with one of another type is refused, and one with another name is not', async () => {
  const warnings: string[] = []
  const stream = encode(messageOf(et1), { A: 7, Et2: { X: '' } })
  const read = (type: Type): unknown => decode(messageOf(type), stream, { onMismatch: (text) => warnings.push(text) })

  const nothing = 'gob: type mismatch: no fields matched compiling decoder for ET2'
  expect(() => read(et2)).toThrow(nothing)
  expect(await goReads('ET2', stream)).toEqual({ error: nothing })

  expect(read(et3)).toEqual({ A: 7, Et2: { X: '' } })
  expect(await goReads('ET3', stream)).toEqual({ value: { A: '7', Et2: { X: '' }, DifferentNext: null } })

  const otherType = 'gob: wrong type (float64) for received field ET1.Et2'
  expect(() => read(et4)).toThrow(otherType)
  expect(await goReads('ET4', stream)).toEqual({ error: otherType })
  expect(warnings).toHaveLength(2)
})

const type0 = struct('Type0', () => ({ A: integer }))

test('TestTypeToPtrType: what is sent as a value is read where it may be null', async () => {
  const stream = await expectBytes({ go: 'encoder.Type0', type: type0, value: { A: 7 } })
  expect(decode(messageOf(nullableType(() => type0)), stream)).toEqual({ A: 7 })
  expect(await goReads('*encoder.Type0', stream)).toEqual({ value: { A: '7' } })

  const field = encode(messageOf(struct('Holder', () => ({ V: type0 }))), { V: { A: 7 } })
  expect(decode(messageOf(struct('Holder', () => ({ V: [type0] }))), field)).toEqual({ V: { A: 7 } })
  expect(decode(messageOf(struct('Holder', () => ({ V: nullableType(() => type0) }))), field)).toEqual({ V: { A: 7 } })
})

test('TestPtrTypeToType: what is sent where it might be null is read as a value', async () => {
  const type1 = struct('Type1', () => ({ A: uint64 }))
  const value = { A: 17n }
  const pointer = nullableType(() => type1)
  const stream = await expectBytes({ go: '*encoder.Type1', type: pointer, value })
  expect(decode(messageOf(type1), stream)).toEqual(value)

  const holder = messageOf(struct('Holder', () => ({ V: type1 })))
  const optional = messageOf(struct('Holder', () => ({ V: [type1] })))
  expect(encode(optional, { V: value })).toEqual(encode(holder, { V: value }))
  expect(decode(holder, encode(optional, { V: value }))).toEqual({ V: value })
})

test('TestTypeToPtrPtrPtrPtrType: pointers to pointers are the value, in a field and around a struct', async () => {
  const type2 = struct('Type2', () => ({ A: [float64] }))
  const value = { A: 27.4 }
  const deep = nullableType(() => nullableType(() => nullableType(() => type2)))
  const stream = await expectBytes({ go: 'encoder.Type2', type: type2, value })
  expect(await goReads('****encoder.Type2', stream)).toEqual({ value: { A: '403b666666666666' } })
  expect(decode(messageOf(deep), stream)).toEqual(value)
})

test('TestSlice: a slice of strings in a struct comes back from Go', async () => {
  const type = struct('Type3', () => ({ A: listType(() => string) }))
  await expectEcho({ go: 'encoder.Type3', type, value: { A: ['hello', 'world'] } })
})

test('TestArray: lists of fixed length pass, and one of another length is refused', async () => {
  const type5 = struct('Type5', () => ({ A: listType(() => string, 3), B: listType(() => uint8, 3) }))
  const value = { A: ['hello', ',', 'world'], B: [1, 2, 3] }
  const stream = await expectBytes({ go: 'encoder.Type5', type: type5, value })

  const type6 = struct('Type6', () => ({ A: listType(() => string, 2) }))
  expect(() => decode(messageOf(type6), stream)).toThrow('gob: wrong type ([2]string) for received field Type5.A')
  const verdict = { error: 'gob: wrong type ([2]string) for received field Type5.A' }
  expect(await goReads('encoder.Type6', stream)).toEqual(verdict)
})

test('TestStructNonStruct: a struct and a string are not taken for one another', async () => {
  const type = struct('Struct', () => ({ A: string }))
  const stream = await expectBytes({ go: 'encoder.Struct', type, value: { A: 'hello' } })
  const text = await expectBytes({ go: 'encoder.NonStruct', type: string, value: '' })

  expect(() => decode(messageOf(string), stream)).toThrow('gob: decoding into local type *string, received remote type')
  expect(await goReads('encoder.NonStruct', stream)).toEqual({ error: expect.stringContaining('received remote type') })
  const mismatch = 'gob: type mismatch in decoder: want struct type'
  expect(() => decode(messageOf(type), text)).toThrow(mismatch)
  expect(await goReads('encoder.Struct', text)).toEqual({ error: expect.stringContaining(mismatch) })
})

test('TestSliceIncompatibility: bytes are no list of integers', async () => {
  const stream = await expectBytes({ go: '[]uint8', type: bytes, value: Uint8Array.of(1, 2, 3) })
  expect(() => decode(messageOf(listType(() => integer)), stream)).toThrow('decoding into local type *[]int')
  expect(await goReads('[]int', stream)).toEqual({ error: expect.stringContaining('decoding into local type *[]int') })
})
