import { expect, test } from 'vitest'
import { integer, string } from '../../../../../../runtime/type.js'
import { valueGobber } from '../shared/hooks.js'
import { readerOf } from '../shared/stream.js'
import { struct } from '../shared/types.js'
import { vectorOf } from '../shared/vector.js'

const byValue = { gob: valueGobber('ValueGobber', 'gob'), binary: valueGobber('BinaryValueGobber', 'binary') }
const byPointer = { gob: valueGobber('*ValueGobber', 'gob'), binary: valueGobber('*BinaryValueGobber', 'binary') }

/** The texts of both fields of each type; those with methods for text alone are strings to gob. */
const texts = {
  X: 42,
  V: 'one',
  W: 'two',
  BV: 'three',
  BW: 'τέσσερα',
  TV: 'five',
  TW: '六',
}

test('TestGobEncoderValueEncoder: what is written by value is read by pointer', async () => {
  const go = 'struct{X:int;V:ValueGobber;BV:BinaryValueGobber;TV:TextValueGobber}'
  const type = struct({ X: integer, V: byValue.gob, BV: byValue.binary, TV: string })
  const value = { X: 17, V: 'hello', BV: 'Καλημέρα', TV: 'こんにちは' }
  const read = readerOf(await vectorOf([{ go, type, value }]))
  const pointers = struct({ X: integer, V: [byPointer.gob], BV: [byPointer.binary], TV: [string] })
  expect(await read(pointers)).toEqual(value)
})

test('TestGobEncoderValueThenPointer: a type is defined once for its value and then its pointer', async () => {
  const go =
    'struct{X:int;V:ValueGobber;W:*ValueGobber;BV:BinaryValueGobber;BW:*BinaryValueGobber;' +
    'TV:TextValueGobber;TW:*TextValueGobber}'
  const { gob, binary } = byValue
  const type = struct({ X: integer, V: gob, W: [gob], BV: binary, BW: [binary], TV: string, TW: [string] })
  const read = readerOf(await vectorOf([{ go, type, value: texts }]))
  expect(await read(type)).toEqual(texts)
})

test('TestGobEncoderPointerThenValue: and for its pointer and then its value', async () => {
  const go =
    'struct{X:int;V:*ValueGobber;W:ValueGobber;BV:*BinaryValueGobber;BW:BinaryValueGobber;' +
    'TV:*TextValueGobber;TW:TextValueGobber}'
  const { gob, binary } = byPointer
  const type = struct({ X: integer, V: [gob], W: gob, BV: [binary], BW: binary, TV: [string], TW: string })
  const read = readerOf(await vectorOf([{ go, type, value: texts }]))
  expect(await read(type)).toEqual(texts)
})
