import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Hook, HookForm } from '@rpcgen/runtime'
import { decode, encode, type Registrable, typed } from '@rpcgen/runtime/gob'
import type { Message } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { customType, listType, mapType, structType } from '../../../../runtime/build-type.js'
import { rawStringHook } from '../../../../runtime/hook/raw-string.js'
import { bytes, string, type Type, unknown } from '../../../../runtime/type.js'
import type { GobCase } from '../../../peers/go-gob.js'
import { requestHeader } from '../headers.js'
import { messageOf } from '../message-of.js'
import { bench, framed, hex, methodOf, unhex } from './harness.js'
import { id, structType as structDefinition, text, value } from './wire.js'

const file = fileURLToPath(new URL('../../../vectors/gob-cases.json', import.meta.url))
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly GobCase[]
const rawString = customType(rawStringHook)
const raw = messageOf(rawString)

/** Strings that are no UTF-8, and others. */
const strings = ['68c3a9ff', '', 'ff', 'c0af', 'eda080', '00', '68656c6c6f', 'efbbbf', 'f09f90a2', 'ff'.repeat(300)]

describe('a string that need not be UTF-8', () => {
  test('is that of Go, K35, in both directions', () => {
    const [part] = cases.find(({ name }) => name.startsWith('K35'))?.wrote ?? []
    const found = Uint8Array.of(0x68, 0xc3, 0xa9, 0xff)
    expect(hex(encode(raw, found))).toBe(part?.hex)
    expect(decode(raw, unhex(part?.hex as string))).toEqual(found)
  })

  const holder = messageOf(
    structType('Holder', () => [
      { name: 'a', type: rawString },
      { name: 'b', type: rawString, optional: true },
      { name: 'list', type: listType(() => rawString) },
      { name: 'map', type: mapType(rawString, () => rawString) },
    ]),
  )

  test.each(strings)('%s is the same bytes wherever it stands', (digits) => {
    const item = new Uint8Array(unhex(digits))
    expect(decode(raw, encode(raw, item))).toEqual(item)
    const whole = { a: item, b: item, list: [item, item], map: new Map([[item, item]]) }
    const read = decode(holder, encode(holder, whole)) as typeof whole
    expect([read.a, read.b, read.list]).toEqual([item, item, [item, item]])
    expect([...read.map]).toEqual([[item, item]])
    const types: readonly Registrable[] = [['main.Raw', raw]]
    const any = messageOf(unknown)
    expect(decode(any, encode(any, [typed('main.Raw', item)], { types }), { types })).toEqual([typed('main.Raw', item)])
  })

  test('is a string to the peer, left out of a struct when it is empty', () => {
    const item = { a: new Uint8Array(0), list: [], map: new Map() }
    const definition = encode(holder, item)
    expect(hex(definition)).toContain(hex(Uint8Array.of(1, 1, 0x41, 1, 2 * id.string, 0)))
    expect(decode(holder, definition)).toEqual(item)
    // Whatever is UTF-8 a string reads, and the other way round.
    expect(decode(messageOf(string), encode(raw, unhex('c5bc')))).toBe('ż')
    expect(decode(raw, encode(messageOf(string), 'ż'))).toEqual(Uint8Array.of(0xc5, 0xbc))
  })

  test('is not what bytes are read as, nor are they a string', () => {
    expect(() => decode(raw, encode(messageOf(bytes), Uint8Array.of(1)))).toThrow('received remote type bytes')
    expect(() => decode(messageOf(bytes), encode(raw, Uint8Array.of(1)))).toThrow('received remote type string')
  })

  test('shares nothing with what arrived', () => {
    const stream = encode(raw, Uint8Array.of(1, 2, 3))
    const found = decode(raw, stream)
    stream.fill(9)
    expect(found).toEqual(Uint8Array.of(1, 2, 3))
  })

  test('is refused when it is a string of JavaScript', () => {
    expect(() => encode(raw, 'text' as never)).toThrow('value: expected a Uint8Array, got the string "text"')
  })
})

describe('a type that marshals itself', () => {
  /** The bytes as they are; `zero` is what a peer means that leaves it out. */
  const hook = (form: HookForm, rest: Partial<Hook<string>> = {}): Hook<string> => ({
    name: 'Code',
    form,
    encode: (value) => new TextEncoder().encode(value),
    decode: (bytes) => new TextDecoder().decode(bytes),
    zero: () => 'zero',
    ...rest,
  })
  const of = (form: HookForm, rest?: Partial<Hook<string>>): Type => customType(hook(form, rest))
  const struct = (type: Type): Message<unknown> =>
    messageOf(
      structType('Holder', () => [
        { name: 'a', type },
        { name: 'b', type, optional: true },
      ]),
    )
  const ways = { gob: '05', binary: '06', text: '07' } as const
  const forms = Object.keys(ways) as (keyof typeof ways)[]

  test.each(forms)('by %s is defined as such, and read as it was written', (form) => {
    const message = messageOf(of(form))
    const stream = encode(message, 'abc')
    const definition = `ff81 ${ways[form]} 01 01 ${text('Code')} 01 ff82 00 00 00`
    expect(hex(stream)).toBe(framed(definition) + value(65, `00 ${text('abc')}`))
    expect(decode(message, stream)).toBe('abc')
    for (const item of [{ a: 'x', b: '' }, { a: '' }, { a: 'y'.repeat(1_000), b: 'z' }]) {
      expect(decode(struct(of(form)), encode(struct(of(form)), item))).toEqual(item)
    }
  })

  test.each([...forms, 'string', 'bytes'] as const)('by %s is read as no other', (form) => {
    const stream = encode(messageOf(of(form)), 'abc')
    for (const other of [...forms, 'string', 'bytes'] as const) {
      const read = () => decode(messageOf(of(other)), stream)
      if (other === form) expect(read()).toBe('abc')
      else expect(read).toThrow(expect.objectContaining({ code: 'decode' }))
    }
    expect(() => decode(messageOf(listType(() => string)), stream)).toThrow('decoding into local type')
  })

  test.each(forms)('by %s is skipped, and the next value is read', (form) => {
    const { codec, reader, writer, header } = bench()
    const held = struct(of(form))
    for (const item of [{ a: 'x', b: 'y' }, { a: 'z' }]) codec.writeRequest(requestHeader(1), methodOf(held), item)
    reader.append(writer.take())
    codec.readHeader(header)
    codec.readBody(undefined)
    codec.readHeader(header)
    expect(codec.readBody(messageOf(structType('Holder', () => [{ name: 'a', type: of(form) }])))).toEqual({ a: 'z' })
  })

  test('is its zero when it is left out, and is left out when it says that it may be', () => {
    const definition = framed(
      structDefinition(65, 'Holder', [
        ['A', id.string],
        ['B', id.string],
      ]),
    )
    expect(decode(struct(of('string')), unhex(`${definition}${value(65, '00')}`))).toEqual({ a: 'zero' })
    const sparing = struct(of('gob', { isZero: (item) => item === 'zero' }))
    const rest = (item: unknown): string => hex(encode(sparing, item)).split(hex(Buffer.from('Code')))[1] as string
    expect(rest({ a: 'zero' })).toBe(`01ff84000000${value(65, '00')}`)
    // An optional one is there when it is given.
    expect(rest({ a: 'zero', b: 'zero' })).toBe(`01ff84000000${value(65, `02 ${text('zero')} 00`)}`)
    expect(decode(sparing, encode(sparing, { a: 'zero' }))).toEqual({ a: 'zero' })
  })

  test.each([...forms, 'string', 'bytes'] as const)('by %s may throw, and its call alone fails', (form) => {
    const fails = struct(
      of(form, {
        encode(item) {
          if (item === 'bad') throw new Error('no such code')
          return new TextEncoder().encode(item)
        },
        decode(bytes) {
          if (bytes[0] === 0x21) throw new TypeError('not a code')
          return new TextDecoder().decode(bytes)
        },
      }),
    )
    const { codec, reader, writer, header } = bench()
    const method = methodOf(fails)
    expect(() => codec.writeRequest(requestHeader(1), method, { a: 'x', b: 'bad' })).toThrow(
      expect.objectContaining({ code: 'encode', path: 'params.b', reason: 'no such code' }),
    )
    for (const a of ['!', 'ok']) codec.writeRequest(requestHeader(1), method, { a })
    reader.append(writer.take())
    codec.readHeader(header)
    expect(() => codec.readBody(fails)).toThrow(
      expect.objectContaining({ code: 'decode', path: 'params.a', reason: 'not a code' }),
    )
    codec.readHeader(header)
    expect(codec.readBody(fails)).toEqual({ a: 'ok' })
  })

  test('whose hook gives no bytes is refused', () => {
    for (const form of [...forms, 'string', 'bytes'] as const) {
      const message = messageOf(of(form, { encode: () => 'text' as never }))
      expect(() => encode(message, 'x')).toThrow('expected a Uint8Array, got the string "text"')
    }
  })
})
