import { rawStringHook } from '@rpcgen/runtime/stub'
import { expect, test } from 'vitest'

test('the bytes are the value', () => {
  const bytes = Uint8Array.of(0xff, 0, 0x61)
  expect(rawStringHook.encode(bytes)).toEqual(bytes)
  expect(rawStringHook.decode(bytes)).toEqual(bytes)
  expect(rawStringHook.zero()).toEqual(new Uint8Array(0))
})

test('JSON has its text, and U+FFFD for bytes that are no UTF-8', () => {
  expect(rawStringHook.toJson?.(Buffer.from('\ufeffé𝄞'))).toBe('\ufeffé𝄞')
  expect(rawStringHook.toJson?.(Uint8Array.of(0xff, 0x61, 0xfe))).toBe('\ufffda\ufffd')
  expect(rawStringHook.fromJson?.('é𝄞')).toEqual(Uint8Array.of(0xc3, 0xa9, 0xf0, 0x9d, 0x84, 0x9e))
})

test.each([['text'], [[1]], [undefined]])('%j is no raw string', (value) => {
  expect(() => rawStringHook.encode(value as never)).toThrow('expected a Uint8Array')
  expect(() => rawStringHook.toJson?.(value as never)).toThrow('expected a Uint8Array')
})

test('a number in JSON is no raw string', () => {
  expect(() => rawStringHook.fromJson?.(1)).toThrow('a raw string is a string in JSON')
})
