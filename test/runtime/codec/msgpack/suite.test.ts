import { createRequire } from 'node:module'
import { ext } from '@rpcgen/runtime/msgpack'
import { expect, test } from 'vitest'
import { rpcDialect } from '../../../../runtime/codec/msgpack/dialect.js'
import { bool, bytes, float64, int64, string, type Type, timestamp, uint64, unknown } from '../../../../runtime/type.js'
import { messageOf } from '../message-of.js'
import { decode, encode, hex, unhex } from './harness.js'

/** One value under one or more keys, which say of what kind it is, and every form that it may have. */
type Exam = Readonly<Record<string, unknown>> & { readonly msgpack: readonly string[] }

const suite = createRequire(import.meta.url)('msgpack-test-suite') as Readonly<Record<string, readonly Exam[]>>

/** The value of each kind as this side has it, and the type to read it as. */
const kinds: Readonly<Record<string, (value: never) => readonly [unknown, Type]>> = {
  array: (value) => [value, unknown],
  bignum: (text: string) => [BigInt(text), text.startsWith('-') ? int64 : uint64],
  binary: (text: string) => [unhex(text), bytes],
  bool: (value) => [value, bool],
  ext: ([type, data]: [number, string]) => [ext(type, unhex(data)), unknown],
  map: (value) => [value, unknown],
  nil: (value) => [value, unknown],
  number: (value) => [value, float64],
  string: (value) => [value, string],
  timestamp: ([seconds, nanos]: [number, number]) => [{ seconds, nanos, offset: 0 }, timestamp],
}

const cases = Object.values(suite)
  .flat()
  .flatMap((exam) =>
    Object.keys(exam)
      .filter((kind) => kind !== 'msgpack')
      .map((kind) => ({ kind, value: exam[kind], forms: exam.msgpack })),
  )

test('every kind of the suite is known', () => {
  expect(new Set(cases.map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)))
})

test.each(cases)('$kind $value', ({ kind, value, forms }) => {
  const make = kinds[kind] as (value: never) => readonly [unknown, Type]
  const [wanted, type] = make(value as never)
  const all = forms.map((form) => hex(unhex(form)))
  for (const form of all) {
    // A float is no integer, even where it has the value of one.
    if (kind === 'bignum' && /^c[ab]/.test(form)) continue
    expect(decode(rpcDialect, messageOf(type), unhex(form)), form).toEqual(wanted)
  }
  // Of no declared type, a number takes the first form: the shortest one. Of two as short, the unsigned one.
  const written = hex(encode(rpcDialect, messageOf(kind === 'number' ? unknown : type), wanted))
  if (kind === 'bignum' || (kind === 'number' && !Number.isSafeInteger(wanted))) expect(all).toContain(written)
  else expect(written).toBe(all[0])
})
