import type { HookForm } from '@rpcgen/runtime'
import { customType } from '../../../../../../runtime/build-type.js'
import type { CustomType } from '../../../../../../runtime/type.js'

/*
 * The types with methods of their own in Go's gobencdec_test.go. Each takes its
 * name, which begins with a star where Go meets the type first through a pointer.
 */

const encoded = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))
const decoded = (bytes: Uint8Array): string => Buffer.from(bytes).toString()

function countingUp(bytes: Uint8Array): Uint8Array {
  const [first] = bytes
  if (first === undefined) throw new Error('no bytes')
  if (bytes.some((byte, index) => byte !== ((first + index) & 255))) throw new Error('bytes that do not count up')
  return bytes
}

/** A struct of one byte, which goes as three that count up from it. */
export const byteStruct = (name: string): CustomType<number> =>
  customType({
    name,
    form: 'gob',
    encode: (byte) => Uint8Array.of(byte, byte + 1, byte + 2),
    decode: (bytes) => countingUp(bytes)[0] as number,
    zero: () => 0,
    isZero: (byte) => byte === 0,
  })

/** A struct of one text, which is read when its bytes count up. */
export const stringStruct = (name: string): CustomType<string> =>
  customType({
    name,
    form: 'gob',
    encode: encoded,
    decode: (bytes) => decoded(countingUp(bytes)),
    zero: () => '',
    isZero: (text) => text === '',
  })

/** An array of so many bytes. */
export const byteArray = (name: string, length: number): CustomType<Uint8Array> =>
  customType<Uint8Array>({
    name,
    form: 'gob',
    encode: (bytes) => bytes,
    decode(bytes) {
      if (bytes.length !== length) throw new Error(`${bytes.length} bytes`)
      return bytes
    },
    zero: () => new Uint8Array(length),
    isZero: (bytes) => bytes.every((byte) => byte === 0),
  })

/** A number, which goes as `VALUE=23`. */
export const gobber = (name: string, form: HookForm): CustomType<number> =>
  customType({
    name,
    form,
    encode: (number) => encoded(`VALUE=${number}`),
    decode: (bytes) => Number(valueIn(bytes)),
    zero: () => 0,
    isZero: (number) => number === 0,
  })

/** A text, which goes as `VALUE=text`. */
export const valueGobber = (name: string, form: HookForm): CustomType<string> =>
  customType({
    name,
    form,
    encode: (text) => encoded(`VALUE=${text}`),
    decode: valueIn,
    zero: () => '',
    isZero: (text) => text === '',
  })

function valueIn(bytes: Uint8Array): string {
  const text = decoded(bytes)
  if (!text.startsWith('VALUE=')) throw new Error(`${text} is no value`)
  return text.slice('VALUE='.length)
}
