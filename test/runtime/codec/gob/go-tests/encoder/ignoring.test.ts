import { encode, GobReader, GobWriter, type Registrable, typed } from '@rpcgen/runtime/gob'
import { expect, test } from 'vitest'
import { listType } from '../../../../../../runtime/build-type.js'
import { integer, string, type Type, unknown } from '../../../../../../runtime/type.js'
import type { Canonical } from '../../../../../peers/go-gob.js'
import { messageOf } from '../../../message-of.js'
import { hex, unhex } from '../../harness.js'
import { expectBytes, goReads, goWrites } from './as-go.js'
import { struct } from './struct.js'
import { newType0 } from './types.js'

const name = '*gob.NewType0'
const types: readonly Registrable[] = [[name, messageOf(newType0)]]
const newType0Of = (text: string): unknown => typed(name, { S: text })
const inGo = (text: string): Canonical => ({ type: '*main.NewType0', value: { S: text } })

interface Ignored {
  readonly go: string
  readonly type: Type
  readonly value: unknown
  readonly form: Canonical
  /** What the value is read into; nothing when it is skipped. */
  readonly into?: Type
  /** A NewType0 with the text "Value" and the row's number, as Go writes it behind the value on the same stream. */
  readonly next: string
}

const a = struct('', () => ({ A: integer }))
const struct0 = struct('Struct0', () => ({ I: unknown }))
const behind = '1cff83030101084e6577547970653001ff84000101010153010c0000000cff84010756616c756520'

/** In the order of Go's ignoreTests. */
const ignored: readonly Ignored[] = [
  {
    go: 'struct{A:int}',
    type: a,
    value: { A: 23 },
    form: { A: '23' },
    into: struct('', () => ({})),
    next: `${behind}3000`,
  },
  { go: 'struct{A:int}', type: a, value: { A: 23 }, form: { A: '23' }, next: `${behind}3100` },
  {
    go: 'string',
    type: string,
    value: 'hello, world',
    form: 'hello, world',
    next: '1cff81030101084e6577547970653001ff82000101010153010c0000000cff82010756616c7565203200',
  },
  {
    go: '[]int',
    type: listType(() => integer),
    value: [1, 2, 3, 4],
    form: ['1', '2', '3', '4'],
    next: `${behind}3300`,
  },
  {
    go: 'Struct0',
    type: struct0,
    value: { I: newType0Of('value0') },
    form: { I: inGo('value0') },
    next: '0cff84010756616c7565203400',
  },
  {
    go: '[]any',
    type: listType(() => unknown),
    value: ['hi', newType0Of('value1'), 23],
    form: [{ type: 'string', value: 'hi' }, inGo('value1'), { type: 'int', value: '23' }],
    next: '0cff84010756616c7565203500',
  },
]

test('TestDecodeIntoNothing: behind a value that is skipped, with the types in it, the next one is read', async () => {
  for (const [index, { go, type, value, form, into, next }] of ignored.entries()) {
    const first = unhex(await goWrites(go, form))
    const second = unhex(next)
    const writer = new GobWriter({ types })
    expect(hex(writer.write(messageOf(type), value))).toBe(hex(first))
    expect(hex(writer.write(messageOf(newType0), { S: `Value ${index}` }))).toBe(hex(second))

    const reader = new GobReader([first, second])
    if (into === undefined) expect(await reader.skip()).toBe(true)
    else expect(await reader.read(messageOf(into))).toEqual({})
    expect(await reader.read(messageOf(newType0))).toEqual({ S: `Value ${index}` })
    expect(await reader.skip()).toBe(false)
  }
})

test('TestIgnoreRecursiveType: a list of lists of its own type is skipped', async () => {
  const stream = unhex('1dffd302 01010e 726563757273697665536c696365 01ffd4 0001ffd40000 07ffd40002010000')
  const skipping = new GobReader([stream])
  expect(await skipping.skip()).toBe(true)
  expect(await skipping.skip()).toBe(false)

  const type: Type = listType(() => type)
  const reading = new GobReader([stream])
  expect(await reading.read(messageOf(type))).toEqual([[[]], []])
  expect(await goReads('encoder.recursiveSlice', stream)).toEqual({ value: [[[]], []] })
})

test('TestChanFuncIgnored: fields that gob does not carry are invisible to the other side', async () => {
  const type = struct('Bug2', () => ({ A: integer }))
  const stream = await expectBytes({ go: 'Bug2', type, value: { A: 23 } })
  const more = { A: 23, C: Symbol('channel'), F: () => {} }
  expect(encode(messageOf(type), more)).toEqual(new Uint8Array(stream))
})
