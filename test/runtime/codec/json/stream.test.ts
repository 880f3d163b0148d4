import type { Message } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { EchoMethods } from '../../../../generated/echo.js'
import { ByteReader } from '../../../../runtime/bytes.js'
import { Scanner } from '../../../../runtime/codec/json/scanner.js'
import { makeKeys } from '../../../../runtime/codec/json/shape.js'
import { NONE, REQUEST } from '../../../../runtime/codec.js'
import { defaultLimits } from '../../../../runtime/limits.js'
import { responseHeader } from '../headers.js'
import { type Bench, bench, failure, random, randomValue, text, utf8 } from './harness.js'

const everything = EchoMethods.everything.params as Message<unknown>

const stream = utf8(
  ' {"method":"Echo.Everything","params":[{"Bool":true,"Int8":-8,"int64":9007199254740993,"Number":-1.5e-3,' +
    '"String":"a\\u00e9\\"漢𝄞\\\\","Bytes":"AQID","Timestamp":"2024-01-02T03:04:05.6Z","Skipped":{"a":[1,"]}",null]},' +
    '"List":[1, 2 ,3],"Map":{"-1":"x"},"Record":{"__proto__":1},"Point":null,"Shade":"dark"}],"id":{"a":" <"}}\n' +
    '{"id":1.5,"method":"Echo.Nothing","params":[{}]}null{}\r\n{"error":"x\\n","id":12,"result":null}',
)

/** Everything that the codec says of a stream that arrives in these chunks. */
function transcript(chunks: readonly Uint8Array[]): unknown[] {
  const { codec, reader, writer, header } = bench()
  const seen: unknown[] = []
  for (const chunk of chunks) {
    reader.append(chunk)
    for (let kind = codec.readHeader(header); kind !== NONE; kind = codec.readHeader(header)) {
      const body = header.method === 'Echo.Everything' ? codec.readBody(everything) : codec.readBody(undefined)
      seen.push({ kind, ...header, body })
      if (kind === REQUEST) codec.writeResponse(responseHeader(header.seq, ''), undefined, undefined)
    }
  }
  return [...seen, text(writer.take())]
}

const whole = transcript([stream])

describe('a stream in pieces', () => {
  test('as a whole', () => {
    expect(whole).toHaveLength(6)
    expect(whole[5]).toBe(
      '{"id":{"a":" \\u003c"},"result":{},"error":null}\n{"id":1.5,"result":{},"error":null}\n' +
        '{"id":null,"result":{},"error":null}\n{"id":null,"result":{},"error":null}\n',
    )
  })

  test('byte by byte', () => {
    expect(transcript(Array.from(stream, (byte) => Uint8Array.of(byte)))).toEqual(whole)
  })

  test('in two, at every offset', () => {
    for (let at = 0; at <= stream.length; at++) {
      expect(transcript([stream.subarray(0, at), stream.subarray(at)])).toEqual(whole)
    }
  })

  test('in chunks of any size', () => {
    for (let size = 2; size < 80; size++) {
      const count = Math.ceil(stream.length / size)
      const chunks = Array.from({ length: count }, (_, i) => stream.subarray(i * size, (i + 1) * size))
      expect(transcript(chunks)).toEqual(whole)
    }
  })
})

const keys = makeKeys(['a', 'key'], true)

/** How many bytes of a text the first message has: its length, undefined when it is not whole, or the code of an error. */
function framed(bytes: Uint8Array): number | string | undefined {
  const reader = new ByteReader()
  const scanner = new Scanner(keys, defaultLimits)
  reader.append(bytes)
  try {
    return scanner.isWhole(reader) ? reader.position + scanner.length : undefined
  } catch (error) {
    return (error as { code: string }).code
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('where a message ends agrees with JSON.parse', () => {
  test('random values behind each other', () => {
    const next = random(1)
    for (let round = 0; round < 500; round++) {
      const value = { a: randomValue(next, 4), b: [randomValue(next, 2)] }
      const json = utf8(JSON.stringify(value, undefined, next(3)))
      expect(framed(Buffer.concat([json, utf8('{"x":')]))).toBe(json.length)
      const cut = next(json.length)
      expect(framed(json.subarray(0, cut))).toBeUndefined()
    }
  })

  test('random values with one byte changed', () => {
    const next = random(2)
    const bytes = utf8('{}[]",:\\ 019.-+eEtfnulu\n\u0001x')
    let broken = 0
    for (let round = 0; round < 5000; round++) {
      const json = Array.from(utf8(JSON.stringify([randomValue(next, 3)])))
      json.splice(next(json.length), next(2), bytes[next(bytes.length)] as number)
      const changed = text(Uint8Array.from(json))
      const end = framed(utf8(changed))
      const valid = isJson(changed)
      if (!valid) broken++
      // What is whole is JSON up to its end; what is JSON is whole.
      if (typeof end === 'number')
        expect([changed, isJson(text(utf8(changed).subarray(0, end)))]).toEqual([changed, true])
      if (valid && /^\s*[[{]/.test(changed)) expect([changed, end]).toEqual([changed, utf8(changed).length])
      if (end === 'protocol') expect([changed, valid && /^\s*[[{n]/.test(changed)]).toEqual([changed, false])
    }
    expect(broken).toBeGreaterThan(1000)
  })

  test.each([
    ['[01]', 'protocol'],
    ['[1.]', 'protocol'],
    ['[.5]', 'protocol'],
    ['[+1]', 'protocol'],
    ['[1e]', 'protocol'],
    ['[1e+]', 'protocol'],
    ['[-]', 'protocol'],
    ['[--1]', 'protocol'],
    ['[1,]', 'protocol'],
    ['[,1]', 'protocol'],
    ['[1 2]', 'protocol'],
    ['[1}', 'protocol'],
    ['{"a":1]', 'protocol'],
    ['{"a"}', 'protocol'],
    ['{"a":}', 'protocol'],
    ['{"a":1,}', 'protocol'],
    ['{,"a":1}', 'protocol'],
    ['{1:2}', 'protocol'],
    ['["\\x"]', 'protocol'],
    ['["\\u12g4"]', 'protocol'],
    ['["\t"]', 'protocol'],
    ['[NaN]', 'protocol'],
    ['[truE]', 'protocol'],
    ['[nulll]', 'protocol'],
    ['[0,-0,0.0,-1.5e+10,1E9,[ ],{ }]', 31],
    ['["\\u12aF\\"\x7f"]', 13],
  ])('%j', (json, end) => {
    expect(framed(utf8(json))).toBe(end)
  })
})

describe('limits on what arrives', () => {
  const request = '{"method":"A.B","params":["xxxxxxxxxx"]}'

  function arrives({ codec, reader, header }: Bench, bytes: Uint8Array, size: number): number {
    let count = 0
    for (let at = 0; at < bytes.length; at += size) {
      reader.append(bytes.subarray(at, at + size))
      for (; codec.readHeader(header) !== NONE; count++) codec.readBody(undefined)
    }
    return count
  }

  test.each([1, 7, 1000])('a message may be as long as the limit, in chunks of %i', (size) => {
    const { length } = request
    expect(arrives(bench({ message: length }), utf8(`  ${request}\n${request}\n\n`), size)).toBe(2)
    expect(failure(() => arrives(bench({ message: length - 1 }), utf8(request), size)).code).toBe('limit')
  })

  test('what never ends is refused at the limit', () => {
    const endless = ['[', '{"a":', ' ', '1', '1,', '"\\u0000",'].map((part) => part.repeat(2000))
    for (const params of [...endless, `"${'x'.repeat(2000)}`]) {
      const bytes = utf8(`{"method":"A.B","params":[${params}`)
      expect(failure(() => arrives(bench({ message: 1000 }), bytes, 64)).code).toBe('limit')
    }
  })

  test('white space between messages takes no room', () => {
    const connection = bench({ message: 100 })
    expect(arrives(connection, utf8(' \n'.repeat(5000)), 64)).toBe(0)
    expect(connection.reader.available).toBe(0)
    expect(arrives(connection, utf8(request), 64)).toBe(1)
  })

  test('10,000 levels are the most, as in Go', () => {
    const nested = (depth: number) => utf8(`${'['.repeat(depth)}${']'.repeat(depth)}`)
    expect(framed(nested(10_000))).toBe(20_000)
    expect(framed(nested(10_001))).toBe('limit')
    expect(framed(utf8('{"a":'.repeat(10_001)))).toBe('limit')
  })
})
