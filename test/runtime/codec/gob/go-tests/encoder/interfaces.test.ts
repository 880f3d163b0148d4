import { encode, GobReader, type Registrable, typed } from '@rpcgen/runtime/gob'
import { expect, test } from 'vitest'
import { listType, mapType } from '../../../../../../runtime/build-type.js'
import { integer, string, unknown } from '../../../../../../runtime/type.js'
import { messageOf } from '../../../message-of.js'
import { expectBytes, expectEcho } from './as-go.js'
import { struct } from './struct.js'

const list = listType(() => unknown)
const record = mapType(string, () => unknown)

test('TestInterfaceIndirect: a type that is registered by pointer passes in a list of interfaces', async () => {
  const name = '*gob.interfaceIndirectTestT'
  const sample = {
    go: '[]interfaceIndirectTestI',
    type: list,
    value: [typed(name, {})],
    form: [{ type: '*main.interfaceIndirectTestT', value: {} }],
    types: [[name, messageOf(struct('interfaceIndirectTestT', () => ({})))]] satisfies Registrable[],
  }
  await expectBytes(sample)
  await expectEcho(sample)
})

test('TestNestedInterfaces: an interface in an interface in an interface keeps its types', async () => {
  const outer = '*gob.Bug0Outer'
  const inner = '*gob.Bug0Inner'
  const deepest = { type: '*main.Bug0Inner', value: { A: '7' } }
  const middle = { type: '*main.Bug0Outer', value: { Bug0Field: deepest } }
  const sample = {
    go: 'any',
    type: unknown,
    value: typed(outer, { Bug0Field: typed(outer, { Bug0Field: typed(inner, { A: 7 }) }) }),
    form: { type: '*main.Bug0Outer', value: { Bug0Field: middle } },
    types: [
      [outer, messageOf(struct('Bug0Outer', () => ({ Bug0Field: unknown })))],
      [inner, messageOf(struct('Bug0Inner', () => ({ A: integer })))],
    ] satisfies Registrable[],
  }
  await expectBytes(sample)
  await expectEcho(sample)
})

/** Each with its key, Go's type, what it holds, what Go prints of that, and what we read back. */
const predeclared = [
  ['up', 'uintptr', 0, '0', 0],
  ['i0', '[]int', [-1], ['-1'], [-1]],
  ['i1', '[]int8', [-1], ['-1'], [-1]],
  ['i2', '[]int16', [-1], ['-1'], [-1]],
  ['i3', '[]int32', [-1], ['-1'], [-1]],
  ['i4', '[]int64', [-1], ['-1'], [-1]],
  ['u0', '[]uint', [1], ['1'], [1]],
  ['u1', '[]uint8', Uint8Array.of(1), '01', Uint8Array.of(1)],
  ['u2', '[]uint16', [1], ['1'], [1]],
  ['u3', '[]uint32', [1], ['1'], [1]],
  ['u4', '[]uint64', [1], ['1'], [1]],
  ['f0', '[]float32', [1], ['3ff0000000000000'], [1]],
  ['f1', '[]float64', [1], ['3ff0000000000000'], [1]],
  ['c0', '[]complex64', [{ real: 2, imag: -2 }], [['4000000000000000', 'c000000000000000']], [{ real: 2, imag: -2 }]],
  ['c1', '[]complex128', [{ real: 2, imag: -2 }], [['4000000000000000', 'c000000000000000']], [{ real: 2, imag: -2 }]],
  ['us', '[]uintptr', [0], ['0'], [0]],
  ['bo', '[]bool', [false], [false], [false]],
  ['st', '[]string', ['s'], ['s'], ['s']],
] as const

test('TestGobMapInterfaceEncode: the predeclared types and slices of them need no registration', async () => {
  const sorted = [...predeclared].sort(([a], [b]) => (a < b ? -1 : 1))
  await expectEcho({
    go: 'map[string]any',
    type: record,
    value: new Map(predeclared.map(([key, type, value]) => [key, typed(type, value)])),
    form: sorted.map(([key, type, , form]) => [key, { type, value: form }]),
    back: new Map(predeclared.map(([key, , , , back]) => [key, back])),
  })
  for (const [key, type, value, form, back] of predeclared) {
    await expectBytes({
      go: 'map[string]any',
      type: record,
      value: new Map([[key, typed(type, value)]]),
      form: [[key, { type, value: form }]],
      back: new Map([[key, back]]),
    })
  }
})

test('TestPtrToMapOfMap: a map of anything holds a map of anything', async () => {
  const inner = [['bar', { type: 'string', value: 'baz' }]]
  const sample = {
    go: 'map[string]any',
    type: record,
    value: new Map([['foo', { bar: 'baz' }]]),
    form: [['foo', { type: 'map[string]interface {}', value: inner }]],
  }
  await expectBytes(sample)
  await expectEcho(sample)
})

test('Test29ElementSlice: a definition behind the count of a long list or map does not make it too long', async () => {
  const name = 'encoding/gob.Z'
  const held = { type: 'main.Z', value: {} }
  const types: readonly Registrable[] = [[name, messageOf(struct('Z', () => ({})))]]
  const value = Array.from({ length: 100 }, () => typed(name, {}))
  const sample = { go: '[]any', type: list, value, form: value.map(() => held), types }
  const stream = await expectBytes(sample)
  await expectEcho(sample)

  const reader = new GobReader([stream, encode(messageOf(integer), 5)])
  expect(await reader.skip()).toBe(true)
  expect(await reader.read(messageOf(integer))).toBe(5)

  const keys = Array.from({ length: 300 }, (_, i) => String(i).padStart(3, '0'))
  await expectEcho({
    go: 'map[string]any',
    type: record,
    value: new Map(keys.map((key) => [key, typed(name, {})])),
    form: keys.map((key) => [key, held]),
    types,
  })
})
