import type { Codec, CodecFactory, Header } from '@rpcgen/runtime'
import { defaultLimits } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { msgpack } from '@rpcgen/runtime/msgpack'
import { describe, expect, test } from 'vitest'
import { EchoMethods } from '../../../generated/echo.js'
import { ByteReader, ByteWriter } from '../../../runtime/bytes.js'
import type { AnyMethod } from '../../../runtime/message.js'
import { type EchoCase, echoes } from '../../interop/echoes.js'
import { requestHeader, usedHeader } from './headers.js'

/** Each codec, with the wire of Go's whose cases it carries. */
const codecs: readonly (readonly [string, CodecFactory, 'gob' | 'json'])[] = [
  ['gob', gob(), 'gob'],
  ["Go's JSON", json({ dialect: 'go' }), 'json'],
  ['JSON-RPC 2.0', json(), 'json'],
  ['JSON-RPC 2.0 behind headers', json({ framing: 'content-length' }), 'json'],
  ['MessagePack', msgpack(), 'gob'],
]
const limits = { ...defaultLimits, message: 2 ** 26 }

interface End {
  readonly codec: Codec
  readonly reader: ByteReader
  readonly writer: ByteWriter
}

function open(factory: CodecFactory): End {
  const reader = new ByteReader()
  const writer = new ByteWriter()
  return { codec: factory.open({ reader, writer, limits, extensions: 'auto' }), reader, writer }
}

function methodOf({ method }: EchoCase): AnyMethod {
  return EchoMethods[method] as AnyMethod
}

/** All requests of these cases in one stream. */
function requests(factory: CodecFactory, cases: readonly EchoCase[]): Uint8Array {
  const { codec, writer } = open(factory)
  for (const [seq, each] of cases.entries()) codec.writeRequest(requestHeader(seq), methodOf(each), each.value)
  return writer.take()
}

/** Reads such a stream in chunks of these sizes, the last of them repeated; answers with the params. */
function readAll(factory: CodecFactory, cases: readonly EchoCase[], stream: Uint8Array, ...sizes: number[]): unknown[] {
  const { codec, reader } = open(factory)
  const header: Header = usedHeader()
  const values: unknown[] = []
  let at = 0
  for (let i = 0; at < stream.length; i++) {
    const size = sizes[Math.min(i, sizes.length - 1)] ?? stream.length
    // A copy, as from a socket: what lies behind a chunk is not the next one.
    reader.append(stream.slice(at, at + size))
    at += size
    while (codec.readHeader(header) !== 0) {
      const each = cases[values.length] as EchoCase
      expect(header.method).toBe(factory.methodName(methodOf(each)))
      values.push(codec.readBody(methodOf(each).params))
    }
  }
  expect(reader.available).toBe(0)
  return values
}

describe.each(codecs)('%s', (_, factory, wire) => {
  const cases = echoes.filter(({ on }) => on.includes(wire))
  const stream = requests(factory, cases)
  const whole = readAll(factory, cases, stream)

  test('in one chunk, what is read is what was written', () => {
    expect(whole.length).toBe(cases.length)
    for (const [i, value] of whole.entries()) expect(value).toEqual(cases[i]?.value)
  })

  test.each([1, 2, 3, 7, 64, 1024])('in chunks of %i bytes the result is the same', (size) => {
    expect(readAll(factory, cases, stream, size)).toEqual(whole)
  })

  test('cut in two at any place the result is the same', () => {
    for (const each of cases) {
      const one = requests(factory, [each])
      // Each cut reads all of it anew, so large bodies are left to the tests around this one.
      if (one.length > 500) continue
      const wanted = readAll(factory, [each], one)
      for (let cut = 1; cut < one.length; cut++) expect(readAll(factory, [each], one, cut)).toEqual(wanted)
    }
  })

  test('a body of megabytes is the same in chunks of 64 kB and of one byte', () => {
    const points = Array.from({ length: 80_000 }, (_, i) => ({ x: i / 7, y: 1 - i }))
    const large: EchoCase = { method: 'points', value: points, back: {}, on: [wire] }
    const bytes = requests(factory, [large])
    expect(bytes.length).toBeGreaterThan(2 ** 20)
    for (const size of [65_536, 1]) expect(readAll(factory, [large], bytes, size)).toEqual([points])
  })
})
