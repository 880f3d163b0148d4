import { isRpcError } from '@rpcgen/runtime'
import { bigIntHook } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

// What GobEncode of Go 1.19 makes of the same values.
describe.each([
  [0n, '02'],
  [1n, '0201'],
  [-1n, '0301'],
  [255n, '02ff'],
  [256n, '020100'],
  [-65_537n, '03010001'],
  [2n ** 64n, '02010000000000000000'],
  [-(2n ** 64n) + 1n, '03ffffffffffffffff'],
  [10n ** 30n, '020c9f2c9cd04674edea40000000'],
])('%s', (value, bytes) => {
  test('has the bytes that Go gives it', () => {
    expect(hex(bigIntHook.encode(value))).toBe(bytes)
  })

  test('is read from them', () => {
    expect(bigIntHook.decode(Buffer.from(bytes, 'hex'))).toBe(value)
  })
})

test.each([
  ['no bytes, which are a nil one', '', 0n],
  ['a magnitude of no bytes', '02', 0n],
  ['a 0 with a sign', '03', 0n],
  ['a magnitude that begins with zeroes', '0200000010', 16n],
])('%s is read as %s', (_, bytes, value) => {
  expect(bigIntHook.decode(Buffer.from(bytes, 'hex'))).toBe(value)
})

test.each(['00', '0001', '04ff', 'ff'])('the bytes %s are of no version that is known', (bytes) => {
  const decoding = (): unknown => bigIntHook.decode(Buffer.from(bytes, 'hex'))
  expect(decoding).toThrow(/^version \d+ of the encoding of big\.Int is not known$/)
  expect(decoding).toThrow(expect.toSatisfy((error) => isRpcError(error) && error.code === 'decode'))
})

test('a million digits come back as they went', () => {
  const value = -(2n ** 4_000_000n) + 12_345n
  expect(bigIntHook.decode(bigIntHook.encode(value)) === value).toBe(true)
})

test.each([[1], ['1'], [undefined], [null]])('%j is no big.Int', (value) => {
  expect(() => bigIntHook.encode(value as never)).toThrow('expected a bigint')
  expect(() => bigIntHook.toJson?.(value as never)).toThrow('expected a bigint')
})

test('JSON has the value itself, however its digits are read', () => {
  expect(bigIntHook.toJson?.(2n ** 70n)).toBe(2n ** 70n)
  expect(bigIntHook.fromJson?.(2n ** 70n)).toBe(2n ** 70n)
  expect(bigIntHook.fromJson?.(-7)).toBe(-7n)
})

test.each([['7'], [1.5], [1e300], [Number.NaN], [true], [{}]])('%j in JSON is no big.Int', (value) => {
  expect(() => bigIntHook.fromJson?.(value)).toThrow('a big.Int is an integer, written in digits')
})

test('zero is 0', () => {
  expect(bigIntHook.zero()).toBe(0n)
})
