import { GobInspector, type GobItem, inspectGob } from '@rpcgen/runtime/gob/inspect'
import { describe, expect, test } from 'vitest'
import { framed, unhex } from '../harness.js'
import { canonical } from './canonical.js'
import { faultsIn, inspected, valuesIn } from './inspected.js'

const POINT = '1fff8103010105506f696e7401ff820001020101580104000101590104000000'
const ANY = '17ff8103010103416e7901ff820001010101560110000000'

function partIn(items: readonly GobItem[]): unknown {
  const fault = items.find((item) => item.kind === 'fault')
  return fault?.value === undefined ? undefined : canonical(fault.value)
}

describe('a bad message', () => {
  // { 1, 2 }, a field past the last, { 3, 4 }
  const stream = unhex(`${POINT}07ff82010201040007ff82010206040007ff820106010800`)

  test('is said to be, with where and what was read, and the next is read', () => {
    const items = inspected([stream])
    expect(faultsIn(items)).toEqual(['decode: gob: bad data: field numbers out of bounds at byte 46'])
    expect(partIn(items)).toEqual({ X: '1' })
    expect(valuesIn(items).map(canonical)).toEqual([
      { X: '1', Y: '2' },
      { X: '3', Y: '4' },
    ])
  })

  test('does not end the stream, and one whose length makes no sense does', () => {
    const fatal = (text: string): readonly boolean[] =>
      inspectGob(unhex(text)).flatMap((item) => (item.kind === 'fault' ? [item.fatal] : []))
    expect(fatal('03000006')).toEqual([false])
    expect(fatal('8003000006')).toEqual([true])
    expect(fatal('030000060300')).toEqual([false, true])
  })
})

test('a value that is half there is shown as far as it goes', () => {
  // The message of 9 bytes ends after 6, with two of three elements.
  const list = unhex(`${ANY}${framed('ff8201055b5d696e74ff83020102ff840001040000')}09ff840600030204`)
  expect(partIn(inspected([list]))).toEqual({ V: { type: '[]int', value: ['1', '2', 'unread'] } })
})

test('a value whose next message is missing is shown as far as it goes', () => {
  const cut = unhex(`${ANY}${framed('ff8201055b5d696e74ff83020102ff840001040000')}`)
  const items = inspected([cut])
  expect(partIn(items)).toEqual({ V: { type: '[]int', value: 'unread' } })
  expect(faultsIn(items)).toEqual([`protocol: gob: unexpected EOF at byte ${cut.length}`])
})

test('a key without its value stays in the map', () => {
  const map = unhex('0eff81040102ff8200010c010400000aff820002016102016280')
  expect(partIn(inspected([map]))).toEqual([
    ['a', '1'],
    ['b', 'unread'],
  ])
})

test('what is behind a value in its message is pointed out', () => {
  expect(inspected([unhex('0504000600ff')])).toContainEqual({ kind: 'extra', start: 4, end: 6 })
})

test('what is kept is not the memory of the chunk', () => {
  const chunk = Buffer.from('070c000468c3a9ff050a00026869', 'hex')
  const items = new GobInspector().push(chunk)
  chunk.fill(0)
  expect(valuesIn(items).map(canonical)).toEqual([{ bytes: '68c3a9ff' }, '6869'])
})

test('names of fields and types are only text', () => {
  const name = Buffer.from('__proto__').toString('hex')
  const definition = framed(`ff8103010109${name}01ff820001010109${name}0104000000`)
  const [value] = valuesIn(inspected([unhex(`${definition}05ff82010200`)]))
  expect(value).toMatchObject({
    kind: 'struct',
    name: '__proto__',
    fields: [{ name: '__proto__', value: { value: 1 } }],
  })
  expect(Object.keys({})).toEqual([])
  expect('value' in {}).toBe(false)
})

test('the first byte may have another number than 0', () => {
  const inspector = new GobInspector({}, 100)
  expect([...inspector.push(unhex('03040006')), ...inspector.push(unhex('80'))]).toMatchObject([
    { kind: 'message', start: 100, end: 104 },
    { kind: 'value', start: 101, end: 104, value: { start: 103, end: 104 } },
    { kind: 'fault', start: 104, end: 104, fatal: true },
  ])
})

test('nothing comes after a fatal fault or the end', () => {
  const inspector = new GobInspector()
  expect(inspector.push(unhex('80'))).toHaveLength(1)
  expect([...inspector.push(unhex('03040006')), ...inspector.end()]).toEqual([])
})
