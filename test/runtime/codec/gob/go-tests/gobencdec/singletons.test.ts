import { decode } from '@rpcgen/runtime/gob'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { customType } from '../../../../../../runtime/build-type.js'
import { unknown } from '../../../../../../runtime/type.js'
import { type GoOracle, goOracle } from '../../../../../peers/go-oracle.js'
import { messageOf } from '../../../message-of.js'
import { hex, unhex } from '../../harness.js'
import { byteStruct, gobber } from '../shared/hooks.js'
import { vectorOf } from '../shared/vector.js'

let oracle: GoOracle
beforeAll(async () => {
  oracle = await goOracle()
})
afterAll(() => oracle.close())

test('TestGobEncoderStructSingleton: a type with bytes of its own stands alone, though Go has it as a struct', async () => {
  const type = byteStruct('*ByteStruct')
  const stream = await vectorOf([{ go: '*ByteStruct', type, value: 65 }])
  expect(decode(messageOf(type), stream)).toBe(65)
})

test('TestGobEncoderNonStructSingleton: and so does one that Go has as a number', async () => {
  const type = gobber('*Gobber', 'gob')
  const stream = await vectorOf([{ go: '*Gobber', type, value: 1234 }])
  expect(decode(messageOf(type), stream)).toBe(1234)
})

test('TestGobEncoderExtraIndirect: the receiver may be a pointer more or less', async () => {
  const fooBar = (name: string) =>
    customType({
      name,
      form: 'gob',
      encode: ({ foo, bar }) => new Uint8Array(Buffer.from(`${foo}-${bar}`)),
      // As Go's test has it: whatever the bytes are.
      decode: () => ({ foo: 'foo', bar: 'bar' }),
      zero: () => ({ foo: '', bar: '' }),
    })
  const value = { foo: 'foo', bar: 'bar' }
  const stream = await vectorOf([{ go: '*FooBar', type: fooBar('*FooBar'), value }])
  for (const name of ['FooBar', '*FooBar']) expect(decode(messageOf(fooBar(name)), stream)).toEqual(value)
  for (const go of ['FooBar', '*FooBar', '**FooBar']) {
    expect(await oracle.decode(go, hex(stream))).toEqual({ value: hex(Buffer.from('foo-bar')) })
  }
})

test('TestGobEncodePtrError: an interface that holds nothing is null', async () => {
  const stream = await vectorOf([{ go: 'error', type: unknown, value: null }])
  expect(decode(messageOf(unknown), stream)).toBeNull()
})

test('TestNetIP: an address is bytes', () => {
  const address = customType({
    name: 'IP',
    form: 'bytes',
    encode: (text: string) => Uint8Array.from(text.split('.'), Number),
    decode: (bytes) => bytes.join('.'),
    zero: () => '',
  })
  expect(decode(messageOf(address), unhex('070a000401020304'))).toBe('1.2.3.4')
})
