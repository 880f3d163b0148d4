import { decode } from '@rpcgen/runtime/gob'
import { inspectGob } from '@rpcgen/runtime/gob/inspect'
import { expect, test } from 'vitest'
import { listType, mapType } from '../../../../../../runtime/build-type.js'
import { bool, float64, integer, type StructType, string, type Type } from '../../../../../../runtime/type.js'
import { messageOf } from '../../../message-of.js'
import { framed, unhex } from '../../harness.js'
import { expectBytes, expectEcho, goReads } from './as-go.js'
import { struct } from './struct.js'

test('TestRecursiveMapType: a map of maps of its own type passes', async () => {
  const type: Type = mapType(string, () => type)
  const empty = new Map()
  const inner = new Map([
    ['B', empty],
    ['C', empty],
  ])
  const outer = new Map<string, unknown>([
    ['A', inner],
    ['D', empty],
  ])
  await expectEcho({ go: 'encoder.recursiveMap', type, value: outer })
  await expectBytes({ go: 'encoder.recursiveMap', type, value: new Map([['A', new Map([['B', empty]])]]) })
})

test('TestRecursiveSliceType: a list of lists of its own type passes', async () => {
  const type: Type = listType(() => type)
  await expectBytes({ go: 'encoder.recursiveSlice', type, value: [[[]], []] })
})

test('TestDefaultsInArray: what is zero in a list is sent', async () => {
  const list = (element: Type): Type => listType(() => element)
  const type = struct('Type7', () => ({ B: list(bool), I: list(integer), S: list(string), F: list(float64) }))
  const value = { B: [false, false, true], I: [0, 0, 1], S: ['hi', '', 'there'], F: [0, 0, 1] }
  await expectBytes({ go: 'encoder.Type7', type, value })
})

test('TestMapBug1: the type of what is in a map is sent with it', async () => {
  const element = struct('Bug1Elem', () => ({ Name: string, Id: integer }))
  const type = mapType(string, () => element)
  await expectBytes({ go: 'Bug1StructMap', type, value: new Map([['val1', { Name: 'elem1', Id: 1 }]]) })
  const value = new Map([
    ['val1', { Name: 'elem1', Id: 1 }],
    ['val2', { Name: 'elem2', Id: 2 }],
  ])
  await expectEcho({ go: 'Bug1StructMap', type, value })
})

test('TestGobPtrSlices: structs that hold lists of their own type pass in a list', async () => {
  // A pointer in a slice gives Go no name for the struct.
  const bug3: StructType = struct('', () => ({ Num: integer, Children: listType(() => bug3) }))
  const value = [
    { Num: 1, Children: [] },
    { Num: 2, Children: [] },
  ]
  await expectBytes({ go: '[]*Bug3', type: listType(() => bug3), value })
  await expectBytes({ go: '[]*Bug3', type: listType(() => bug3), value: [{ Num: 3, Children: value }] })
})

test('TestMarshalFloatMap: keys that are not a number pass, as many as there are', async () => {
  const type = mapType(float64, () => string)
  // Go's math.NaN twice, and one with other bits.
  const definition = '0eff81040102ff82000108010c0000'
  const entries = 'f8010000000000f87f 01 61  f8010000000000f87f 01 62  fef87f 01 63'
  const stream = unhex(definition + framed(`ff82 00 03 ${entries}`))
  const inGo = [
    ['NaN', 'a'],
    ['NaN', 'b'],
    ['NaN', 'c'],
  ]
  expect(await goReads('map[float64]string', stream)).toEqual({ value: expect.arrayContaining(inGo) })

  // A Map has one key that is not a number, and each entry replaces the one before.
  expect(decode(messageOf(type), stream)).toEqual(new Map([[Number.NaN, 'c']]))
  const [value] = inspectGob(stream).flatMap((item) => (item.kind === 'value' ? [item.value] : []))
  expect(value).toMatchObject({
    kind: 'map',
    entries: ['a', 'b', 'c'].map((text) => ({ key: { value: Number.NaN }, value: { value: text } })),
  })
  await expectEcho({ go: 'map[float64]string', type, value: new Map([[Number.NaN, 'a']]) })
})
