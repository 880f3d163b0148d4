import type { Hook } from '@rpcgen/runtime/stub'
import fc from 'fast-check'
import { bigIntHook } from '../../../runtime/hook/big-int.js'

/** A hook, and the values that it is tried with. */
export interface TriedHook<T> {
  readonly hook: Hook<T>
  readonly values: fc.Arbitrary<T>
}

/** Go's `string` as it is: bytes that need not be UTF-8. */
export const rawString: TriedHook<Uint8Array> = {
  hook: {
    name: 'string',
    form: 'string',
    encode: (value) => value,
    decode: (bytes) => bytes,
    zero: () => new Uint8Array(0),
  },
  values: fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc.uint8Array({ maxLength: 300, size: 'max' }),
    fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(text)),
  ),
}

/** Go's `net.IP`, which is a slice of bytes, as the numbers in it. */
export const ip: TriedHook<readonly number[]> = {
  hook: {
    name: 'IP',
    form: 'bytes',
    encode: (value) => Uint8Array.from(value),
    decode: (bytes) => [...bytes],
    zero: () => [],
  },
  values: fc.constantFrom(0, 4, 16).chain((length) => fc.array(fc.nat(255), { minLength: length, maxLength: length })),
}

/** `Celsius` of test/peers/go/gob_cases_hooks.go: tenths of a degree in two bytes, by `GobEncode`. */
export const celsius: TriedHook<number> = {
  hook: {
    name: 'Celsius',
    form: 'gob',
    encode: (tenths) => Uint8Array.of(tenths >> 8, tenths),
    decode: ([high = 0, low = 0]) => (((high << 8) | low) << 16) >> 16,
    zero: () => 0,
  },
  values: fc.integer({ min: -32_768, max: 32_767 }),
}

/** `Rune` of the same file: one character in one byte, by `MarshalBinary`. */
export const rune: TriedHook<string> = {
  hook: {
    name: 'Rune',
    form: 'binary',
    encode: (value) => Uint8Array.of(value.charCodeAt(0)),
    decode: ([code = 0]) => String.fromCharCode(code),
    zero: () => '\0',
  },
  values: fc.nat(255).map((code) => String.fromCharCode(code)),
}

/** Go's `*big.Int`. */
export const bigInt: TriedHook<bigint> = {
  hook: bigIntHook,
  values: fc.oneof(
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
    fc.bigInt({ min: -(2n ** 320n), max: 2n ** 320n }),
  ),
}

/** All of them, for whoever meets a hook in a type. */
export const triedHooks: readonly TriedHook<unknown>[] = [rawString, ip, celsius, rune, bigInt]
