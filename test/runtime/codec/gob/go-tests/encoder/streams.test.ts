import { encode, GobReader, GobWriter } from '@rpcgen/runtime/gob'
import { expect, test } from 'vitest'
import { listType, mapType } from '../../../../../../runtime/build-type.js'
import {
  bool,
  bytes,
  complex64,
  complex128,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  integer,
  string,
  type Type,
  uint8,
  uint16,
  uint32,
  uint64,
} from '../../../../../../runtime/type.js'
import { messageOf } from '../../../message-of.js'
import { hex } from '../../harness.js'
import { expectBytes, expectEcho, goReads, goWrites, withGo } from './as-go.js'
import { struct } from './struct.js'
import { et0, et1, et2 } from './types.js'

test('TestBasicEncoderDecoder: a value of each basic type comes back from Go', async () => {
  const complex = { real: 1.2345678, imag: 2.3456789 }
  const rounded = { real: Math.fround(1.2345), imag: Math.fround(2.3456) }
  const values: readonly (readonly [string, Type, unknown])[] = [
    ['bool', bool, true],
    ['int', integer, 123],
    ['int8', int8, 123],
    ['int16', int16, -12345],
    ['int32', int32, 123456],
    ['int64', int64, -1234567n],
    ['uint', uint64, 123n],
    ['uint8', uint8, 123],
    ['uint16', uint16, 12345],
    ['uint32', uint32, 123456],
    ['uint64', uint64, 1234567n],
    ['uintptr', uint64, 12345678n],
    ['float32', float32, Math.fround(1.2345)],
    ['float64', float64, 1.2345678],
    ['complex64', complex64, rounded],
    ['complex128', complex128, complex],
    ['[]uint8', bytes, new TextEncoder().encode('hello')],
    ['string', string, 'hello'],
  ]
  for (const [go, type, value] of values) await expectEcho({ go, type, value })
})

test('TestEncodeIntSlice: a slice of integers of each width comes back from Go', async () => {
  const list = (element: Type): Type => listType(() => element)
  const s64 = [1162n, 1247n, 1335n, 1426n, 1520n, 1617n, 1717n, 1820n, 1926n]
  await expectEcho({ go: '[]int8', type: list(int8), value: [1, 5, 12, 22, 35, 51, 70, 92, 117] })
  await expectEcho({ go: '[]int16', type: list(int16), value: [145, 176, 210, 247, 287, 330, 376, 425, 477] })
  await expectEcho({ go: '[]int32', type: list(int32), value: [532, 590, 651, 715, 782, 852, 925, 1001, 1080] })
  await expectEcho({ go: '[]int64', type: list(int64), value: s64 })
})

test('TestEncoderDecoder: one writer and one reader pass value after value, and the wrong type for one is told', async () => {
  await expectBytes({ go: 'ET0', type: et0, value: { A: 7, B: 'gobs of fun' } })

  const value = { A: 7, Et2: { X: '' } }
  const network: Uint8Array[] = []
  const warnings: string[] = []
  const writer = new GobWriter()
  const reader = new GobReader(network, { onMismatch: (text) => warnings.push(text) })
  const send = (): number => network.push(writer.write(messageOf(et1), value))

  send()
  const [first = new Uint8Array()] = network
  expect(hex(first)).toBe(await goWrites('ET1', { A: '7', Et2: { X: '' } }))
  expect(await reader.read(messageOf(et1))).toEqual(value)

  // Round 2: the definitions are there, and the value alone is sent.
  send()
  const [, second = new Uint8Array()] = network
  expect(hex(first).endsWith(hex(second))).toBe(true)
  expect(second.length).toBe(8)
  expect(await reader.read(messageOf(et1))).toEqual(value)

  send()
  const text = 'type mismatch: no fields matched compiling decoder for ET2'
  await expect(reader.read(messageOf(et2))).rejects.toThrow(text)
  expect(await goReads('ET2', first)).toEqual({ error: `gob: ${text}` })
  expect(warnings).toEqual([expect.stringContaining('ET2 has "X", which the peer\'s "ET1" lacks')])
  expect(await reader.read(messageOf(et2))).toBeUndefined()
})

test('TestSingletons: values that are no structs pass on one stream, and what is no float is not read as one', async () => {
  const ints = listType(() => integer, 7)
  const strings = listType(() => string)
  const numbers = mapType(string, () => integer)
  const network: Uint8Array[] = []
  const writer = new GobWriter()
  const reader = new GobReader(network)
  const singletons: readonly (readonly [string, Type, unknown])[] = [
    ['int', integer, 17],
    ['float32', float32, 17.5],
    ['string', string, 'bike shed'],
    ['[]string', strings, ['bike', 'shed', 'paint', 'color']],
    [
      'map[string]int',
      numbers,
      new Map([
        ['seven', 7],
        ['twelve', 12],
      ]),
    ],
    ['[7]int', ints, [4, 55, 0, 0, 0, 0, 0]],
    ['[7]int', ints, [4, 55, 1, 44, 22, 66, 1234]],
  ]
  for (const [go, type, value] of singletons) {
    network.push(writer.write(messageOf(type), value))
    expect(await reader.read(messageOf(type))).toEqual(value)
    await expectEcho({ go, type, value })
  }

  const stream = writer.write(messageOf(integer), 172)
  network.push(stream)
  const text = 'decoding into local type *float32, received remote type int'
  await expect(reader.read(messageOf(float32))).rejects.toThrow(text)
  expect(await goReads('float32', stream)).toEqual({ error: `gob: ${text}` })
})

test('TestSequentialDecoder: ten readers in turn take one value each from one source', async () => {
  const writer = new GobWriter()
  const stream = Array.from({ length: 10 }, (_, i) => writer.write(messageOf(string), String(i)))
  // As Go's readers that have ReadByte: a reader asks for no more than it needs.
  const source = stream.flatMap((bytes) => Array.from(bytes, (byte) => Uint8Array.of(byte)))[Symbol.iterator]()
  for (let i = 0; i < 10; i++) expect(await new GobReader(source).read(messageOf(string))).toBe(String(i))
  expect(await new GobReader(source).read(messageOf(string))).toBeUndefined()
})

test('TestDecodePartial: a stream that is cut anywhere but between two values ends unexpectedly', async () => {
  const type = struct('T', () => ({ X: listType(() => integer), Y: string }))
  const values = [
    { X: [1, 2, 3], Y: 'foo' },
    { X: [4, 5, 6], Y: 'bar' },
  ]
  const writer = new GobWriter()
  const [first, second] = values.map((value) => writer.write(messageOf(type), value)) as [Uint8Array, Uint8Array]
  const stream = Buffer.concat([first, second])
  expect(hex(first)).toBe(await goWrites('encoder.T', { X: ['1', '2', '3'], Y: 'foo' }))

  await withGo(async (go) => {
    for (let end = 0; end <= stream.length; end++) {
      const cut = stream.subarray(0, end)
      const read: unknown[] = []
      const all = (async () => {
        for await (const value of new GobReader([cut]).values(messageOf(type))) read.push(value)
      })()
      if (end === 0 || end === first.length || end === stream.length) await all
      else await expect(all, `cut at ${end}`).rejects.toThrow('unexpected EOF')
      expect(read).toEqual(values.slice(0, end < first.length ? 0 : end < stream.length ? 1 : 2))

      const verdict = await go.decode('encoder.T', hex(cut))
      if (end >= first.length) expect(verdict).toEqual({ value: { X: ['1', '2', '3'], Y: 'foo' } })
      else expect(verdict).toEqual({ error: end === 0 ? 'EOF' : 'unexpected EOF' })
    }
  })
  expect(hex(encode(messageOf(type), values[1]))).toBe(await goWrites('encoder.T', { X: ['4', '5', '6'], Y: 'bar' }))
})
