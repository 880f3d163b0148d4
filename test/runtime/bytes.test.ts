import { describe, expect, test } from 'vitest'
import { ByteReader, ByteWriter } from '../../runtime/bytes.js'

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const unread = ({ buffer, position, end }: ByteReader): number[] => [...buffer.subarray(position, end)]

describe('ByteReader', () => {
  test('takes a chunk as it is when nothing is left over', () => {
    const reader = new ByteReader()
    const chunk = bytes(1, 2, 3)
    reader.append(chunk)
    expect(reader.buffer).toBe(chunk)
    reader.position = 3
    const next = bytes(4)
    reader.append(next)
    expect(reader.buffer).toBe(next)
  })

  test('keeps what is unread together and never writes to a chunk', () => {
    const reader = new ByteReader()
    const chunk = bytes(1, 2, 3)
    reader.append(chunk)
    reader.position = 2
    reader.append(bytes(4, 5))
    reader.append(bytes(6))
    expect(unread(reader)).toEqual([3, 4, 5, 6])
    expect(chunk).toEqual(bytes(1, 2, 3))
  })

  test('copies each byte a bounded number of times, however it arrives', () => {
    const reader = new ByteReader()
    const total = 1 << 20
    let copied = 0
    let buffer = reader.buffer
    for (let i = 0; i < total; i++) {
      reader.append(bytes(i & 0xff))
      if (reader.buffer !== buffer) copied += reader.available
      buffer = reader.buffer
    }
    expect(reader.available).toBe(total)
    expect(copied / total).toBeLessThan(3)
    expect(unread(reader)).toEqual(Array.from({ length: total }, (_, i) => i & 0xff))
  })
})

describe('ByteWriter', () => {
  const append = (writer: ByteWriter, ...values: number[]): void => {
    writer.reserve(values.length)
    writer.buffer.set(values, writer.position)
    writer.position += values.length
  }

  test('takes what waits, and nothing twice', () => {
    const writer = new ByteWriter(16)
    append(writer, 1, 2)
    expect(writer.length).toBe(2)
    const first = writer.take()
    append(writer, 3)
    expect([first, writer.take(), writer.take()]).toEqual([bytes(1, 2), bytes(3), bytes()])
    expect(first).toEqual(bytes(1, 2))
  })

  test('keeps what waits when the slab is full', () => {
    const writer = new ByteWriter(4)
    append(writer, 1, 2)
    writer.take()
    append(writer, 3)
    append(writer, 4, 5, 6)
    expect(writer.take()).toEqual(bytes(3, 4, 5, 6))
  })

  test('takes back to a length, wherever the bytes have moved', () => {
    const writer = new ByteWriter(4)
    append(writer, 1, 2)
    writer.take()
    append(writer, 3)
    const { length } = writer
    append(writer, ...new Array(100).fill(9))
    writer.truncate(length)
    expect(writer.take()).toEqual(bytes(3))
  })

  test('lets go of the buffer that a large frame has made', () => {
    const writer = new ByteWriter(16)
    append(writer, ...new Array(1000).fill(7))
    expect(writer.take().length).toBe(1000)
    expect(writer.buffer.length).toBe(16)
    append(writer, 1)
    expect(writer.take()).toEqual(bytes(1))
  })
})
