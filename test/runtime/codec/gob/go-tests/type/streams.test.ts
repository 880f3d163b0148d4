import { GobReader, GobWriter } from '@rpcgen/runtime/gob'
import { expect, test } from 'vitest'
import { mapType } from '../../../../../../runtime/build-type.js'
import { integer, string } from '../../../../../../runtime/type.js'
import { messageOf } from '../../../message-of.js'
import { hex } from '../../harness.js'
import { goWrites } from '../encoder/as-go.js'
import { struct } from '../encoder/struct.js'

/** The bytes one by one, with all else that is to be done between them. */
async function* trickle(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  for (const byte of bytes) {
    await Promise.resolve()
    yield Uint8Array.of(byte)
  }
}

test('TestStressParallel: ten streams at a time do not disturb one another', async () => {
  const message = messageOf(struct('T2', () => ({ A: integer })))
  const writers = Array.from({ length: 10 }, () => new GobWriter())
  // The definition of each stream is there before the first of them has its second value.
  const parts = [1, 2].map((round) => writers.map((writer, index) => writer.write(message, { A: 10 * round + index })))
  const streams = writers.map((_, index) => Buffer.concat(parts.map((part) => part[index] as Uint8Array)))
  const readers = streams.map((stream) => new GobReader(trickle(stream), { types: [message] }))
  for (const round of [1, 2]) {
    const values = await Promise.all(readers.map((reader) => reader.read(message)))
    expect(values).toEqual(readers.map((_, index) => ({ A: 10 * round + index })))
  }
  const [first] = parts[0] as readonly Uint8Array[]
  expect(hex(first as Uint8Array)).toBe(await goWrites('encoder.T2', { A: '10' }))
})

test('TestTypeRace: two streams define types at the same time, each in a table of its own', async () => {
  const strings = messageOf(mapType(string, () => string))
  const streams = await Promise.all(
    ['N1', 'N2'].map(async (name) => {
      const message = messageOf(struct(name, () => ({})))
      const writer = new GobWriter()
      const first = writer.write(message, {})
      await Promise.resolve()
      const second = writer.write(message, {})
      expect(hex(first)).toBe(await goWrites(name, {}))
      expect(hex(first).endsWith(hex(second))).toBe(true)
      return Buffer.concat([first, second])
    }),
  )
  await Promise.all(
    streams.map(async (stream) => {
      const reader = new GobReader(trickle(stream))
      const error = expect.objectContaining({ code: 'decode', message: expect.stringContaining('map[string]string') })
      await expect(reader.read(strings)).rejects.toEqual(error)
      // A second value is there, for which nothing more was defined.
      expect(await reader.skip()).toBe(true)
      expect(await reader.skip()).toBe(false)
    }),
  )
})
