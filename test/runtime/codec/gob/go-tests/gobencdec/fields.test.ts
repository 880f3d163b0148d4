import { expect, test } from 'vitest'
import { integer, string } from '../../../../../../runtime/type.js'
import { byteArray, byteStruct, gobber, stringStruct } from '../shared/hooks.js'
import { readerOf } from '../shared/stream.js'
import { struct } from '../shared/types.js'
import { vectorOf } from '../shared/vector.js'

/** Go's GobTest0, GobTest1 and GobTest2: the same fields, of which G is of one type of its own, of another, and a string. */
const ofBytes = { go: 'struct{X:int;G:*ByteStruct}', type: struct({ X: integer, G: [byteStruct('*ByteStruct')] }) }
const ofString = {
  go: 'struct{X:int;G:*StringStruct}',
  type: struct({ X: integer, G: [stringStruct('*StringStruct')] }),
}
const plain = { go: 'struct{X:int;G:string}', type: struct({ X: integer, G: string }) }

test('TestGobEncoderField: a field goes as its own bytes, be it a struct in Go or a number', async () => {
  const numbers = {
    go: 'struct{X:int;G:*Gobber;B:*BinaryGobber;T:*TextGobber}',
    type: struct({
      X: integer,
      G: [gobber('*Gobber', 'gob')],
      B: [gobber('*BinaryGobber', 'binary')],
      // Go looks at no methods for text here: this is the number that it is.
      T: [integer],
    }),
  }
  const first = { X: 17, G: 65 }
  const second = { X: 17, G: 23, B: 24, T: 25 }
  const read = readerOf(
    await vectorOf([
      { ...ofBytes, value: first },
      { ...numbers, value: second },
    ]),
  )
  expect(await read(ofBytes.type)).toEqual(first)
  expect(await read(numbers.type)).toEqual(second)
})

test('TestGobEncoderValueField: a field that is no pointer does so as well', async () => {
  const type = struct({ X: integer, G: stringStruct('StringStruct') })
  const value = { X: 17, G: 'HIJKL' }
  const read = readerOf(await vectorOf([{ go: 'struct{X:int;G:StringStruct}', type, value }]))
  expect(await read(type)).toEqual(value)
})

test('TestGobEncoderIndirectField: and one that is a pointer to a pointer to a pointer', async () => {
  const value = { X: 17, G: 'HIJKL' }
  const read = readerOf(await vectorOf([{ ...ofString, go: 'struct{X:int;G:***StringStruct}', value }]))
  expect(await read(ofString.type)).toEqual(value)
})

const SIZE = 8192
const large = { X: 17, A: Uint8Array.from({ length: SIZE }, (_, index) => index) }

test('TestGobEncoderArrayField: the bytes may be many', async () => {
  const type = struct({ X: integer, A: byteArray('ArrayStruct', SIZE) })
  const read = readerOf(await vectorOf([{ go: 'struct{X:int;A:ArrayStruct}', type, value: large }]))
  expect(await read(type)).toEqual(large)
})

test('TestGobEncoderIndirectArrayField: also behind pointers', async () => {
  const type = struct({ X: integer, A: [byteArray('*ArrayStruct', SIZE)] })
  const read = readerOf(await vectorOf([{ go: 'struct{X:int;A:***ArrayStruct}', type, value: large }]))
  expect(await read(type)).toEqual(large)
})

test('TestGobEncoderFieldsOfDifferentType: the bytes of one type are read by another that writes its own', async () => {
  const stream = await vectorOf([
    { ...ofString, value: { X: 17, G: 'ABC' } },
    { ...ofBytes, value: { X: 17, G: 88 } },
  ])
  const read = readerOf(stream)
  expect(await read(ofBytes.type)).toEqual({ X: 17, G: 65 })
  expect(await read(ofString.type)).toEqual({ X: 17, G: 'XYZ' })
})

test('TestGobEncoderFieldTypeError: a type with bytes of its own is no string, nor a string such a type', async () => {
  const stream = await vectorOf([
    { ...ofString, value: { X: 17, G: 'ABC' } },
    { ...plain, value: { X: 17, G: 'ABC' } },
  ])
  const read = readerOf(stream)
  const wrongType = { code: 'decode', reason: expect.stringContaining('wrong type') }
  await expect(read(plain.type)).rejects.toMatchObject(wrongType)
  await expect(read(ofString.type)).rejects.toMatchObject(wrongType)
})
