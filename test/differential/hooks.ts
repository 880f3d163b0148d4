import type { Hook } from '../../runtime/hook.js'

/** The peer's `Celsius`, in tenths of a degree. */
export const celsius: Hook<number> = {
  name: 'Celsius',
  form: 'gob',
  encode: (tenths) => Uint8Array.of(tenths >> 8, tenths),
  decode([high, low]) {
    if (high === undefined || low === undefined) throw new Error('two bytes make a temperature')
    return ((high << 24) >> 16) | low
  },
  zero: () => 0,
  isZero: (tenths) => tenths === 0,
}

/** The peer's `Rune`, one byte. */
export const rune: Hook<number> = {
  name: 'Rune',
  form: 'binary',
  encode: (byte) => Uint8Array.of(byte),
  decode([byte]) {
    if (byte === undefined) throw new Error('a byte makes a rune')
    return byte
  },
  zero: () => 0,
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** A string with a class of its own. */
export const text: Hook<{ readonly text: string }> = {
  name: 'MyString',
  form: 'string',
  encode: (value) => Buffer.from(value.text),
  decode: (bytes) => ({ text: utf8.decode(bytes) }),
  zero: () => ({ text: '' }),
}

/** Bytes with a class of their own. */
export const digits: Hook<{ readonly hex: string }> = {
  name: 'IP',
  form: 'bytes',
  encode: ({ hex }) => Buffer.from(hex, 'hex'),
  decode: (bytes) => ({ hex: Buffer.from(bytes).toString('hex') }),
  zero: () => ({ hex: '' }),
}
