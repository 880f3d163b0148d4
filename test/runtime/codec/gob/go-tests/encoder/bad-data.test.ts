import { decode, encode, GobReader } from '@rpcgen/runtime/gob'
import { expect, test } from 'vitest'
import { customType, listType } from '../../../../../../runtime/build-type.js'
import { bytes, integer, string, type Type, unknown } from '../../../../../../runtime/type.js'
import { messageOf } from '../../../message-of.js'
import { hex, unhex } from '../../harness.js'
import { goReads, goWrites, withGo } from './as-go.js'
import { struct } from './struct.js'
import { et2 } from './types.js'

test('TestBadCount: a message longer than any is refused', async () => {
  const stream = unhex('fba5822fca01')
  await expect(new GobReader([stream]).skip()).rejects.toThrow(expect.objectContaining({ code: 'limit' }))
  expect(() => decode(messageOf(integer), stream)).toThrow('over the limit')
  expect(await goReads('int', stream)).toEqual({ error: 'invalid message length' })
})

test('TestErrorForHugeSlice: a list of more elements than there are bytes is refused', async () => {
  const type = listType(() => integer)
  const stream = encode(
    messageOf(type),
    Array.from({ length: 10 }, () => 1),
  )
  expect(hex(stream)).toBe(
    await goWrites(
      '[]int',
      Array.from({ length: 10 }, () => '1'),
    ),
  )
  // The count becomes the length of a number, which the first elements then are.
  stream[stream.length - 11] = 0xfa
  expect(() => decode(messageOf(type), stream)).toThrow('length exceeds input size')
  expect(await goReads('[]int', stream)).toEqual({ error: expect.stringContaining('slice too big') })
})

interface BadData {
  readonly hex: string
  /** What it is read as; a type of Go's, and ours. */
  readonly as: readonly [string, Type]
  /** A part of what we say. */
  readonly error: string
  /** How many bytes the value takes with its definitions, where Go's test skips it, and refuses it. We drop it unseen, and read the next. */
  readonly skipped?: number
}

const vector = customType<Uint8Array>({
  name: 'Vector',
  form: 'binary',
  encode: (bytes) => bytes,
  decode: (bytes) => bytes,
  zero: () => new Uint8Array(),
})
const ofLists = struct('', () => ({ X: listType(() => struct('', () => ({}))) }))

/** In the order of Go's badDataTests. */
const badData: readonly BadData[] = [
  {
    hex: '036e6f77206973207468652074696d6520666f7220616c6c20676f6f64206d656e',
    as: ['ET2', et2],
    error: 'unknown type id or corrupted data',
  },
  { hex: '0424666f6f', as: ['ET2', et2], error: 'unknown type id or corrupted data' },
  { hex: '05100028557b02027f8302', as: ['any', unknown], error: 'invalid type name length 40', skipped: 6 },
  {
    hex: '130a00fb5dad0bf8ff020263e70002fa28020202a89859',
    as: ['[]uint8', bytes],
    error: 'bad byte slice length',
    skipped: 20,
  },
  {
    hex: '0f1000fb285d003316020735ff023a65c5',
    as: ['any', unknown],
    error: 'invalid type name length 173358986006',
    skipped: 16,
  },
  {
    hex: '03fffb0616fffc00f902ff02ff03bf005d02885802a311a8120228022c028ee7',
    as: ['ExampleVector', vector],
    error: 'bad byte slice length',
    skipped: 27,
  },
  {
    hex: '10fe010f020102fe01100001fe010e000016fe010d030102fe010e00010101015801fe01100000000bfe011000f85555555555555555',
    as: ['[]struct{X:[]Empty}', listType(() => ofLists)],
    error: 'unexpected EOF',
    skipped: 52,
  },
]

test('TestBadData: nine streams that make no sense are refused, and what is skipped does no harm to the next value', async () => {
  await withGo(async (go) => {
    expect(await new GobReader([]).skip()).toBe(false)
    expect(await go.decode('ET2', '')).toEqual({ error: 'EOF' })

    await expect(new GobReader([unhex('7F6869')]).skip()).rejects.toThrow('unexpected EOF')
    expect(await go.decode('ET2', '7F6869')).toEqual({ error: 'unexpected EOF' })

    for (const { hex, as, error, skipped } of badData) {
      const [name, type] = as
      const stream = unhex(hex)
      expect(() => decode(messageOf(type), stream)).toThrow(error)
      expect(await go.decode(name, hex)).toEqual({ error: expect.any(String) })
      if (skipped === undefined) continue
      const reader = new GobReader([stream.subarray(0, skipped), unhex('03040006')])
      expect(await reader.skip()).toBe(true)
      expect(await reader.read(messageOf(integer))).toBe(3)
    }
  })
})

test('TestDecodeErrorMultipleTypes: a second writer on one stream defines its types anew, which is refused', async () => {
  const type = struct('Test', () => ({ A: string, B: integer }))
  const [first, second] = [
    { A: 'one', B: 1 },
    { A: 'two', B: 2 },
  ].map((value) => encode(messageOf(type), value)) as [Uint8Array, Uint8Array]
  expect(hex(first)).toBe(await goWrites('encoder.Test', { A: 'one', B: '1' }))
  expect(hex(second)).toBe(await goWrites('encoder.Test', { A: 'two', B: '2' }))

  const reader = new GobReader([first, second])
  expect(await reader.read(messageOf(type))).toEqual({ A: 'one', B: 1 })
  await expect(reader.read(messageOf(type))).rejects.toThrow('gob: duplicate type received')
})
