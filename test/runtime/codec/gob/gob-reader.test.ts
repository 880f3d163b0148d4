import { Readable } from 'node:stream'
import { decode, encode, GobReader, GobWriter, type StreamOptions, typed } from '@rpcgen/runtime/gob'
import type { Message } from '@rpcgen/runtime/stub'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listType, structType } from '../../../../runtime/build-type.js'
import { integer, string } from '../../../../runtime/type.js'
import { messageOf } from '../message-of.js'
import { framed, unhex } from './harness.js'
import { any, Dot, Holder, types } from './interfaces.js'
import { id, int, structType as structDefinition, value } from './wire.js'

const Int = messageOf(integer)
const Text = messageOf(string)
const Ints = messageOf(listType(() => integer))

/** Values of several types, some of them cut, as they stand on one stream. */
const items: readonly (readonly [message: Message<unknown>, value: unknown])[] = [
  [Int, 1],
  [Dot, { X: 1, Y: 2 }],
  [any, typed('constructor', { X: 3, Y: 4 })],
  [Ints, [1, 2, 3]],
  [Text, 'x'.repeat(300)],
  [any, [typed('main.Holder', { a: typed('[]string', []), c: 1 }), null]],
  [Holder, { a: { b: 1n << 70n }, c: 0 }],
  [Dot, { X: 0, Y: 0 }],
]
const wanted = items.map(([, item]) => (item === items[5]?.[1] ? [typed('main.Holder', { a: [], c: 1 }), null] : item))
const writer = new GobWriter({ types })
const parts = items.map(([message, item]) => writer.write(message, item).slice())
const stream = Uint8Array.from(Buffer.concat(parts))

function chunksOf(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] as number
    chunks.push(bytes.slice(at, at + size))
    at += size
  }
  return chunks
}

async function* slowly<T>(chunks: Iterable<T>): AsyncGenerator<T, void, undefined> {
  for (const chunk of chunks) {
    await Promise.resolve()
    yield chunk
  }
}

async function readAll(reader: GobReader): Promise<unknown[]> {
  const found: unknown[] = []
  for (const [message] of items) found.push(await reader.read(message))
  return found
}

/** What a promise came to, in short. */
const outcome = (promise: Promise<unknown>): Promise<unknown> =>
  promise.catch((error: Error & { code?: string }) => `${error.code ?? 'error'}: ${error.message}`)

describe('a reader of values', () => {
  test('reads what a writer wrote, in chunks of any size, and then that there is no more', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1 }),
        fc.boolean(),
        async (sizes, slow) => {
          // A chunk may be empty; not all of them.
          const chunks = chunksOf(stream, [...sizes, 1])
          const reader = new GobReader(slow ? slowly(chunks) : chunks, { types })
          expect(await readAll(reader)).toEqual(wanted)
          for (let i = 0; i < 3; i++) expect(await reader.read(Int)).toBeUndefined()
          expect(await reader.skip()).toBe(false)
        },
      ),
      { numRuns: 200, seed: 1 },
    )
  })

  test.each<readonly [string, () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>]>([
    ['a list', () => [stream]],
    ['a Set', () => new Set(chunksOf(stream, [9]))],
    ['a generator', () => chunksOf(stream, [1]).values()],
    ['a stream of Node', () => Readable.from(chunksOf(stream, [10]).map((chunk) => Buffer.from(chunk)))],
    ['a stream of the web', () => new Blob(chunksOf(stream, [10]) as BlobPart[]).stream() as never],
  ])('reads from %s', async (_name, source) => {
    expect(await readAll(new GobReader(source(), { types }))).toEqual(wanted)
  })

  test.each([
    ['no chunks', []],
    ['a chunk without bytes', [new Uint8Array(0)]],
  ])('finds no value in %s', async (_name, chunks) => {
    const reader = new GobReader(chunks)
    expect(await reader.read(Int)).toBeUndefined()
    expect(await reader.skip()).toBe(false)
    for await (const found of reader.values(Int)) throw new Error(`found ${found}`)
  })

  test('passes over values, whatever they are, and knows the types that they brought', async () => {
    for (let at = 0; at < items.length; at++) {
      const reader = new GobReader(chunksOf(stream, [50]), { types })
      for (let i = 0; i < at; i++) expect(await reader.skip()).toBe(true)
      for (const [index, [message]] of items.slice(at).entries()) {
        expect(await reader.read(message)).toEqual(wanted[at + index])
      }
      expect(await reader.skip()).toBe(false)
    }
  })

  test('gives the values that are left one by one, and stands behind those that were taken', async () => {
    const writer = new GobWriter()
    const chunks = Array.from({ length: 10 }, (_, index) => writer.write(Dot, { X: index, Y: 1 }))
    const reader = new GobReader(slowly(chunks))
    const found: unknown[] = [await reader.read(Dot)]
    for await (const dot of reader.values(Dot)) {
      found.push(dot)
      if (found.length === 4) break
    }
    await reader.skip()
    for await (const dot of reader.values(Dot)) found.push(dot)
    expect(found).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9].map((X) => ({ X, Y: 1 })))
  })

  test('answers those that ask at once in their order', async () => {
    const reader = new GobReader(slowly(chunksOf(stream, [3])), { types })
    const asked = items.map(([message]) => reader.read(message))
    expect(await Promise.all([...asked, reader.read(Int), reader.skip()])).toEqual([...wanted, undefined, false])
  })

  test('lets values and single reads take turns', async () => {
    const chunks = Array.from({ length: 60 }, (_, index) => encode(Int, index))
    for (const source of [chunks, slowly(chunks), [Uint8Array.from(Buffer.concat(chunks))]]) {
      const reader = new GobReader(source)
      const found: unknown[] = []
      const drain = async (): Promise<void> => {
        for await (const item of reader.values(Int)) found.push(item)
      }
      const single = async (): Promise<void> => {
        for (let i = 0; i < 10; i++) found.push(await reader.read(Int))
      }
      await Promise.all([drain(), single(), drain(), reader.skip(), single(), drain()])
      const numbers = found.filter((item) => item !== undefined) as number[]
      expect(numbers.length).toBe(59)
      expect(new Set(numbers).size).toBe(59)
    }
  })
})

describe('a value that does not fit', () => {
  test('is an error, and the next is read', async () => {
    const reader = new GobReader(chunksOf(stream, [20]), { types, onMismatch: () => {} })
    expect(await outcome(reader.read(Text))).toBe(
      'decode: value: gob: decoding into local type *string, received remote type int',
    )
    expect(await outcome(reader.read(Holder))).toMatch(/^decode: value: gob: type mismatch: no fields matched/)
    expect(await reader.read(any)).toEqual(wanted[2])
    expect(await outcome(reader.read(Dot))).toMatch(/^decode: value: gob: type mismatch in decoder/)
    expect(await reader.read(Text)).toEqual(wanted[4])
    expect(await outcome(reader.read(Ints))).toMatch(/received remote type interface/)
    expect(await reader.read(Holder)).toEqual(wanted[6])
    expect(await reader.read(Dot)).toEqual(wanted[7])
    expect(await reader.read(Dot)).toBeUndefined()
  })

  test('because nobody has registered what it holds is an error, and the next is read', async () => {
    const reader = new GobReader([stream])
    await reader.skip()
    await reader.skip()
    expect(await outcome(reader.read(any))).toBe('decode: value: gob: name not registered for interface: "constructor"')
    expect(await reader.read(Ints)).toEqual([1, 2, 3])
    await reader.skip()
    expect(await outcome(reader.read(any))).toBe('decode: value: gob: name not registered for interface: "main.Holder"')
    expect(await reader.read(Holder)).toEqual(wanted[6])
  })

  test('because it is too deep is an error, and the next is read', async () => {
    let deep: unknown = null
    for (let i = 0; i < 20; i++) deep = [deep]
    const writer = new GobWriter()
    const reader = new GobReader([writer.write(any, deep), writer.write(any, [5])], { limits: { nesting: 10 } })
    expect(await outcome(reader.read(any))).toMatch(/^limit: value: gob: more than 10 values inside each other/)
    expect(await reader.read(any)).toEqual([5])
  })

  test('ends the values that are given one by one, which can be asked for again', async () => {
    const writer = new GobWriter()
    const reader = new GobReader([writer.write(Int, 1), writer.write(Text, 'x'), writer.write(Int, 2)])
    const found: unknown[] = []
    const drain = async (): Promise<void> => {
      for await (const item of reader.values(Int)) found.push(item)
    }
    expect(await outcome(drain())).toMatch(/^decode: /)
    await drain()
    expect(found).toEqual([1, 2])
  })
})

describe('a stream that is broken', () => {
  const definition = framed(structDefinition(65, 'Dot', [['X', id.int]]))
  const one = value(65, '010200')

  test.each([
    ['ends in a length', 'fe01', 'decode: gob: unexpected EOF'],
    ['ends in a message', '05ff82', 'decode: gob: unexpected EOF'],
    ['ends in a definition', definition.slice(0, 20), 'decode: gob: unexpected EOF'],
    ['ends behind a definition', definition, 'decode: gob: unexpected EOF'],
    ['ends in a value', definition + one.slice(0, 6), 'decode: gob: unexpected EOF'],
    [
      'ends in a value that is cut',
      framed(`${int(id.interface)}000178${structDefinition(65, '', [])}`),
      'decode: gob: unexpected EOF',
    ],
    ['has a message of no bytes', `00${definition}${one}`, 'protocol: gob: a message of no bytes'],
    ['has a number of nine bytes', `f7${definition}${one}`, 'protocol: gob: encoded unsigned integer out of range'],
    [
      'has a message over the limit',
      `fd100000${definition}${one}`,
      'limit: a message of 1048580 bytes is over the limit of 4096',
    ],
    ['defines a type twice', definition + definition + one, 'decode: gob: duplicate type received'],
    [
      'has bytes behind a definition',
      framed(`${structDefinition(65, '', [])}09`) + one,
      'decode: gob: extra data in buffer',
    ],
    [
      'defines more types than it may',
      `${definition}${framed(structDefinition(66, '', []))}${framed(structDefinition(67, '', []))}${one}`,
      'limit: gob: more than 2 types',
    ],
  ])('in that it %s fails every read from there on in the same way', async (_name, bytes, error) => {
    const before = value(id.int, '000a')
    const options: StreamOptions = { limits: { message: 4_096, types: 2 } }
    for (const sizes of [[1], [7], [1_000]]) {
      const reader = new GobReader(chunksOf(unhex(before + bytes), sizes), options)
      expect(await reader.read(Int)).toBe(5)
      for (let i = 0; i < 3; i++) {
        expect(await outcome(reader.read(Dot))).toBe(error)
        expect(await outcome(reader.skip())).toBe(error)
        expect(await outcome(reader.values(Dot).next())).toBe(error)
      }
    }
  })

  test('in that its source fails fails every read from there on in the same way', async () => {
    async function* failing(): AsyncGenerator<Uint8Array, void, undefined> {
      yield encode(Int, 1)
      throw new Error('the disk is gone')
    }
    const reader = new GobReader(failing())
    expect(await reader.read(Int)).toBe(1)
    for (let i = 0; i < 3; i++) expect(await outcome(reader.read(Int))).toBe('error: the disk is gone')
  })

  test('in that its source throws at once, or rejects with nothing, fails as well', async () => {
    const thrower: Iterable<Uint8Array> = {
      [Symbol.iterator]: () => ({
        next: () => {
          throw new Error('no chunk')
        },
      }),
    }
    const reader = new GobReader(thrower)
    for (let i = 0; i < 2; i++) expect(await outcome(reader.read(Int))).toBe('error: no chunk')
    const rejecting: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(undefined) }),
    }
    const other = new GobReader(rejecting)
    for (let i = 0; i < 2; i++) await expect(other.read(Int)).rejects.toBeUndefined()
  })
})

describe('closing a reader', () => {
  /** A source that says what became of it. */
  function source(chunks: readonly Uint8Array[]) {
    const seen = { asked: 0, returned: 0 }
    async function* give(): AsyncGenerator<Uint8Array, void, undefined> {
      try {
        for (const chunk of chunks) {
          seen.asked++
          yield chunk
        }
      } finally {
        seen.returned++
      }
    }
    return { seen, chunks: give() }
  }

  test('lets go of the source, which is asked no more', async () => {
    const { seen, chunks } = source([1, 2, 3].map((item) => encode(Int, item)))
    const reader = new GobReader(chunks)
    expect(await reader.read(Int)).toBe(1)
    await reader.close()
    expect(seen).toEqual({ asked: 1, returned: 1 })
    expect(await reader.read(Int)).toBeUndefined()
    await reader.close()
    expect(seen).toEqual({ asked: 1, returned: 1 })
  })

  test('leaves what has arrived to be read', async () => {
    const { chunks } = source([Uint8Array.from(Buffer.concat([encode(Int, 1), encode(Int, 2)])), encode(Int, 3)])
    const reader = new GobReader(chunks)
    expect(await reader.read(Int)).toBe(1)
    await reader.close()
    expect(await reader.read(Int)).toBe(2)
    expect(await reader.read(Int)).toBeUndefined()
  })

  test('in the middle of a value leaves one that is not whole', async () => {
    const bytes = encode(Text, 'hello')
    const { chunks } = source([Uint8Array.from([...encode(Int, 1), ...bytes.subarray(0, 4)]), bytes.slice(4)])
    const reader = new GobReader(chunks)
    expect(await reader.read(Int)).toBe(1)
    await reader.close()
    for (let i = 0; i < 2; i++) expect(await outcome(reader.read(Text))).toBe('decode: gob: unexpected EOF')
  })

  test('works on a source that cannot be let go of', async () => {
    const reader = new GobReader([encode(Int, 1)])
    await reader.close()
    expect(await reader.read(Int)).toBeUndefined()
  })
})

describe('one value', () => {
  test('is read from the front of what is there', () => {
    expect(decode(Int, stream)).toBe(1)
    expect(decode(Dot, Uint8Array.from([...encode(Dot, { X: 5, Y: 6 }), 0, 0, 0xff]))).toEqual({ X: 5, Y: 6 })
    expect(decode(Int, Buffer.from(encode(Int, 7)))).toBe(7)
  })

  test('that is not whole is refused, wherever it ends', () => {
    const bytes = encode(Holder, { a: typed('main.Dot', { X: 1, Y: 2 }), c: 3 }, { types })
    for (let end = 0; end < bytes.length; end++) {
      expect(() => decode(Holder, bytes.subarray(0, end), { types })).toThrow('gob: unexpected EOF')
    }
    expect(decode(Holder, bytes, { types })).toEqual({ a: typed('main.Dot', { X: 1, Y: 2 }), c: 3 })
  })

  test('shares nothing with the bytes that it was read from', () => {
    const bytes = encode(any, Uint8Array.of(1, 2, 3))
    const found = decode(any, bytes)
    bytes.fill(9)
    expect(found).toEqual(Uint8Array.of(1, 2, 3))
  })
})

describe('options that make no sense', () => {
  test.each([
    ['a limit of nothing', { limits: { message: 0 } }],
    ['a limit below nothing', { limits: { nesting: -1 } }],
    ['a limit that is no number', { limits: { types: Number.NaN } }],
    ['a limit that is a text', { limits: { emptyEntries: '5' as never } }],
    [
      'two types of one name',
      {
        types: [
          ['a', Dot],
          ['a', Holder],
        ] as const,
      },
    ],
    ['a type of gob', { types: [['string', Dot]] as const }],
    ['a type without a name', { types: [Int] }],
  ] as readonly (readonly [string, StreamOptions])[])('%s is a RangeError wherever it is given', (_name, options) => {
    expect(() => new GobReader([], options)).toThrow(RangeError)
    expect(() => new GobWriter(options)).toThrow(RangeError)
    expect(() => encode(Int, 1, options)).toThrow(RangeError)
    expect(() => decode(Int, encode(Int, 1), options)).toThrow(RangeError)
  })

  test('what is undefined is not given, and infinity is no limit', () => {
    const options: StreamOptions = {
      types: undefined,
      onMismatch: undefined,
      limits: { message: Number.POSITIVE_INFINITY, nesting: undefined },
    }
    expect(decode(Int, encode(Int, 1, options), options)).toBe(1)
  })
})

test('a writer writes up to its limit, and its reader reads up to that', async () => {
  const text = 'x'.repeat(1_000)
  const { length } = encode(Text, text)
  for (const [message, fits] of [
    [length, true],
    [length - 1, false],
  ] as const) {
    const options = { limits: { message } }
    const reader = new GobReader([encode(Int, 1), encode(Text, text)], options)
    expect(await reader.read(Int)).toBe(1)
    if (fits) {
      expect(encode(Text, text, options).length).toBe(length)
      expect(await reader.read(Text)).toBe(text)
    } else {
      expect(() => encode(Text, text, options)).toThrow(expect.objectContaining({ code: 'limit' }))
      expect(await outcome(reader.read(Text))).toMatch(/^limit: /)
    }
  }
})

test('a hundred types by turns are each defined once', async () => {
  const messages = Array.from({ length: 100 }, (_, index) =>
    messageOf(structType(`T${index}`, () => [{ name: `f${index}`, type: integer }])),
  )
  const writer = new GobWriter()
  const round = (n: number): Uint8Array[] =>
    messages.map((message, index) => writer.write(message, { [`f${index}`]: n }))
  const [first, second] = [round(1), round(2)]
  expect(second.every((bytes, index) => bytes.length < (first[index] as Uint8Array).length / 3)).toBe(true)
  const reader = new GobReader([...first, ...second])
  for (const n of [1, 2]) {
    for (const [index, message] of messages.entries()) expect(await reader.read(message)).toEqual({ [`f${index}`]: n })
  }
})

test('what a writer has given out is never written to again', () => {
  const writer = new GobWriter({ types })
  const given = Array.from({ length: 500 }, (_, index) => {
    const bytes = writer.write(any, [index, 'x'.repeat(index), typed('main.Dot', { X: index, Y: 1 })])
    return [bytes, bytes.slice()] as const
  })
  for (const [bytes, copy] of given) expect(bytes).toEqual(copy)
})
