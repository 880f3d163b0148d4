import { isDeepStrictEqual } from 'node:util'
import type { Codec } from '@rpcgen/runtime'
import { typed } from '@rpcgen/runtime/gob'
import type { Message } from '@rpcgen/runtime/stub'
import { errorType, method, service } from '@rpcgen/runtime/stub'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listType, mapType, structType } from '../../../../runtime/build-type.js'
import { NONE, REQUEST, RESPONSE } from '../../../../runtime/codec.js'
import type { AnyMethod } from '../../../../runtime/message.js'
import { integer, string, unknown } from '../../../../runtime/type.js'
import { requestHeader, responseHeader } from '../headers.js'
import { messageOf } from '../message-of.js'
import { type Bench, bench, methodOf } from './harness.js'
import { any, Dot, Holder, types } from './interfaces.js'
import { messages } from './wire.js'

/*
 * A value that brings a new type is cut after the type's definition, and goes on in
 * the next message: what our own writer makes of such values, which is what Go
 * makes of them (cases.test.ts), is read however it arrives.
 */

const Int = messageOf(integer)
const Anys = messageOf(listType(() => unknown))
/** Types that are new to a stream each time that one of them is met first. */
const Fresh = Array.from({ length: 15 }, (_, index) =>
  messageOf(structType(`Fresh${index}`, () => [{ name: 'v', type: unknown }])),
)
const all = [...types, ...Fresh]
const fresh = (index: number, v: unknown) => typed(`Fresh${index}`, { v })
const dot = typed('main.Dot', { X: 1, Y: 2 })

/** A value, what it is read as when that is another, and whether it is passed over instead. */
interface Body {
  readonly message: Message<unknown>
  readonly value: unknown
  readonly wanted?: unknown
  readonly skipped?: true
}

const bodies: readonly Body[] = [
  { message: Dot, value: { X: 1, Y: 2 } },
  { message: any, value: typed('constructor', { X: 3, Y: 4 }) },
  { message: Int, value: 5 },
  { message: any, value: fresh(0, fresh(1, [fresh(0, null), dot])) },
  { message: any, value: [fresh(2, 'skipped'), typed('main.MyInt', 1)], skipped: true },
  { message: Holder, value: { a: fresh(2, fresh(3, 1)), b: [dot], c: 6 } },
  { message: Holder, value: { a: typed('[]string', ['x']), c: 0 }, skipped: true },
  {
    message: any,
    value: [typed('[]string', ['y']), typed('[]bool', [true]), { a: typed('[]int', [1]) }],
    wanted: [['y'], [true], { a: [1] }],
  },
  { message: any, value: [fresh(3, fresh(2, fresh(1, fresh(0, 7))))] },
  { message: Anys, value: [fresh(4, 1), 2, fresh(5, [fresh(6, fresh(5, null))]), 'x', fresh(7, '')] },
  { message: Anys, value: [fresh(8, fresh(9, 1)), fresh(4, 0)], skipped: true },
  { message: Holder, value: { a: fresh(9, fresh(8, 1)), b: fresh(0, 1), c: 0 } },
  // More items than there are bytes in the message that it begins in.
  { message: Anys, value: [fresh(10, 0), ...new Array<null>(40).fill(null), fresh(11, 1)] },
  { message: Anys, value: [fresh(12, 0), ...new Array<null>(40).fill(null), fresh(13, 1)], skipped: true },
  { message: Dot, value: { X: 0, Y: 0 } },
]

/** One frame of a conversation: how it is written, and what is read. */
interface Frame {
  readonly write: (codec: Codec) => void
  readonly kind: number
  readonly read: Message<unknown> | undefined
  readonly wanted: unknown
}

const readOf = ({ message, value, wanted = value, skipped }: Body): Pick<Frame, 'read' | 'wanted'> =>
  skipped === true ? { read: undefined, wanted: undefined } : { read: message, wanted }

const asRequest = (body: Body, seq: number): Frame => ({
  write: (codec) => codec.writeRequest(requestHeader(seq), methodOf(body.message), body.value),
  kind: REQUEST,
  ...readOf(body),
})

const asResult = (body: Body, seq: number): Frame => ({
  write: (codec) => codec.writeResponse(responseHeader(seq, 'T.M'), methodOf(body.message), body.value),
  kind: RESPONSE,
  ...readOf(body),
})

const asDetails = (body: Body, seq: number): Frame => {
  const errors = [errorType('Refused', body.message)]
  const failing = method(service('T'), 'm', { errors }) as AnyMethod
  const said = { error: 'no', errorName: 'Refused', code: 'remote' } as const
  return {
    write: (codec) => codec.writeResponse(responseHeader(seq, 'T.M', said), failing, body.value),
    kind: RESPONSE,
    ...readOf(body),
  }
}

const conversations: readonly (readonly [string, readonly Frame[]])[] = [
  ['requests', bodies.map(asRequest)],
  ['results', bodies.map(asResult)],
  ['details of errors', bodies.map(asDetails)],
  [
    'results and details by turns',
    bodies.slice(0, 6).flatMap((body, index) => [asResult(body, 2 * index), asDetails(body, 2 * index + 1)]),
  ],
]

/** The bytes of each frame, on one stream. */
function written(frames: readonly Frame[]): readonly Uint8Array[] {
  const { codec, writer } = bench({}, 'auto', all)
  return frames.map((frame) => {
    frame.write(codec)
    return writer.take().slice()
  })
}

/** Reads what has arrived whole; answers with the number of frames. */
function readAll({ codec, header }: Bench, frames: readonly Frame[], from: number): number {
  let at = from
  for (;;) {
    const kind = codec.readHeader(header)
    if (kind === NONE) return at
    const { kind: wanted, read, wanted: value } = frames[at] as Frame
    const found = [kind, header.seq, codec.readBody(read)]
    // To compare is cheap, and to show is not.
    if (!isDeepStrictEqual(found, [wanted, at, value])) expect(found).toEqual([wanted, at, value])
    at++
  }
}

describe.each(conversations)('%s', (_name, frames) => {
  const parts = written(frames)
  const stream = Buffer.concat(parts)
  const ends = parts.map((_, index) => Buffer.concat(parts.slice(0, index + 1)).length)
  const wholeAt = (length: number): number => ends.filter((end) => end <= length).length

  test('are read once they are whole, and not before, wherever the stream is cut in two', () => {
    for (let cut = 0; cut <= stream.length; cut++) {
      const reading = bench({}, 'auto', all)
      reading.reader.append(Uint8Array.from(stream.subarray(0, cut)))
      const before = readAll(reading, frames, 0)
      if (before !== wholeAt(cut)) expect([cut, before]).toEqual([cut, wholeAt(cut)])
      reading.reader.append(Uint8Array.from(stream.subarray(cut)))
      expect(readAll(reading, frames, before)).toBe(frames.length)
      expect(reading.reader.available).toBe(0)
    }
  })

  test('are read byte by byte', () => {
    const reading = bench({}, 'auto', all)
    let at = 0
    for (const [index, byte] of stream.entries()) {
      reading.reader.append(Uint8Array.of(byte))
      at = readAll(reading, frames, at)
      if (at !== wholeAt(index + 1)) expect([index, at]).toEqual([index, wholeAt(index + 1)])
    }
    expect(at).toBe(frames.length)
  })

  test('are read in chunks of any size', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }), (sizes) => {
        const reading = bench({}, 'auto', all)
        let at = 0
        for (let from = 0, i = 0; from < stream.length; i++) {
          const size = sizes[i % sizes.length] as number
          reading.reader.append(Uint8Array.from(stream.subarray(from, from + size)))
          from += size
          at = readAll(reading, frames, at)
        }
        expect(at).toBe(frames.length)
      }),
      { numRuns: 50, seed: 1 },
    )
  })

  test('hold to the limit of a message with all their pieces together', () => {
    for (const [index, part] of parts.entries()) {
      const before = Buffer.concat(parts.slice(0, index))
      const largest = Math.max(...parts.slice(0, index).map(({ length }) => length), 1)
      if (part.length <= largest) continue
      for (const [message, fits] of [
        [part.length, true],
        [part.length - 1, false],
      ] as const) {
        const reading = bench({ message }, 'auto', all)
        reading.reader.append(Buffer.concat([before, part]))
        if (fits) expect(readAll(reading, frames, 0)).toBe(index + 1)
        else expect(() => readAll(reading, frames, 0)).toThrow(expect.objectContaining({ code: 'limit' }))
      }
    }
  })

  test('take as many bytes as their writer is allowed, and no more', () => {
    for (const frame of frames) {
      const { length } = written([frame])[0] as Uint8Array
      for (const message of [length, length - 1]) {
        const { codec, writer } = bench({ message }, 'auto', all)
        const write = () => frame.write(codec)
        if (message === length) expect(write).not.toThrow()
        else expect(write).toThrow(expect.objectContaining({ code: 'limit' }))
        expect(writer.length).toBe(message === length ? length : 0)
      }
    }
  })
})

test('a new type ends the message that it is met in, and inside another new value no more than a piece', () => {
  const counts = written(bodies.map(asRequest)).map((bytes) => messages(bytes).length)
  // The header and the body, with a message more for each type that is defined in front of either, or that cuts the body.
  expect(counts).toEqual([4, 2, 2, 3, 2, 3, 3, 2, 2, 5, 3, 2, 4, 4, 2])
})

test('a map of more entries than there are bytes in the message that it begins in is read, and passed over', () => {
  const AnyMap = messageOf(mapType(string, () => unknown))
  const entries = new Map(Array.from({ length: 500 }, (_, index) => [String(index), index === 0 ? fresh(0, 1) : null]))
  const long: readonly Body[] = [
    { message: AnyMap, value: entries },
    { message: Dot, value: { X: 1, Y: 2 } },
    { message: AnyMap, value: new Map([['', fresh(1, 1)], ...entries]), skipped: true },
    { message: Dot, value: { X: 3, Y: 4 } },
  ]
  const frames = long.map(asRequest)
  const stream = Buffer.concat(written(frames))
  for (const size of [1, 10, stream.length]) {
    const reading = bench({}, 'auto', all)
    let at = 0
    for (let from = 0; from < stream.length; from += size) {
      reading.reader.append(Uint8Array.from(stream.subarray(from, from + size)))
      at = readAll(reading, frames, at)
    }
    expect(at).toBe(frames.length)
  }
})
