import { isRpcError } from '@rpcgen/runtime'
import { describe, expect, test } from 'vitest'
import { streamOptionsOf } from '../../../../runtime/codec/gob/stream-options.js'
import { ValueStream } from '../../../../runtime/codec/gob/value-stream.js'
import { messageOf } from '../message-of.js'
import { mostSteps, stepsOf } from '../steps.js'
import { asRequests } from './bare-stream.js'
import { bombs } from './bombs.js'
import { goTypes } from './go-types.js'
import { bench, framed, unhex } from './harness.js'
import { id, structType, text, uint, value, type WireField } from './wire.js'

/** What an error may say, in characters, whatever names a peer gives: that of an interface has 1,024 bytes, each of which may be escaped. */
const LONGEST_TEXT = 8_192

describe.each(bombs)('$name', ({ as, values, last }) => {
  const type = goTypes[as]
  const message = type === undefined ? undefined : messageOf(type)

  /** What becomes of a value, once the steps that it took are seen. */
  function verdict(read: () => unknown): 'accepted' | string {
    try {
      read()
      return 'accepted'
    } catch (error) {
      if (!isRpcError(error)) throw error
      expect(error.message.length).toBeLessThan(LONGEST_TEXT)
      return error.code
    }
  }

  test('costs a server no more steps than its bytes allow', () => {
    const stream = asRequests(values)
    const { codec, reader, header } = bench()
    reader.append(stream)
    let found = ''
    for (let open = true; open; ) {
      open = false
      const framing = verdict(() => {
        open = codec.readHeader(header) !== 0
      })
      if (open) found = verdict(() => codec.readBody(message))
      else if (framing !== 'accepted') found = framing
    }
    expect(found).toBe(last)
    expect(stepsOf(codec)).toBeLessThanOrEqual(mostSteps(stream.length))
  })

  test('costs the reader of a stream no more', () => {
    const bytes = unhex(values.join(''))
    const stream = new ValueStream(streamOptionsOf({ onMismatch: () => {} }))
    stream.push(bytes)
    let found = ''
    for (let open = true; open; ) {
      open = false
      const framing = verdict(() => {
        open = stream.next()
      })
      if (!open && framing !== 'accepted') found = framing
      if (open) {
        found = verdict(() => {
          if (message === undefined) stream.skip()
          else stream.read(message, 'value')
        })
      }
    }
    expect(found).toBe(last)
    expect(stream.steps).toBeLessThanOrEqual(mostSteps(bytes.length))
  })
})

test('requests whose headers are of two wide types by turns cost no more', () => {
  const wide = (type: number): string =>
    framed(
      structType(type, 'Request', [
        ...Array.from({ length: 30_000 }, (): WireField => ['A', id.int]),
        ['ServiceMethod', id.string],
        ['Seq', id.uint],
      ]),
    )
  const count = 3_000
  const requests = Array.from({ length: count }, (_, seq) => {
    const header = value(70 + (seq % 2), `${uint(30_001)}${text('T.M')}01${uint(seq)}00`)
    return header + value(id.int, '000a')
  })
  const stream = unhex(wide(70) + wide(71) + requests.join(''))
  const { codec, reader, header } = bench()
  reader.append(stream)
  for (let seq = 0; seq < count; seq++) {
    codec.readHeader(header)
    codec.readBody(undefined)
  }
  expect([header.method, header.seq, reader.available]).toEqual(['T.M', count - 1, 0])
  expect(stepsOf(codec)).toBeLessThanOrEqual(mostSteps(stream.length))
})
