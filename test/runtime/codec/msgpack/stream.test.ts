import { readFileSync } from 'node:fs'
import { defaultLimits } from '@rpcgen/runtime'
import { describe, expect, test } from 'vitest'
import { ArithMethods } from '../../../../generated/arith.js'
import { EchoMethods } from '../../../../generated/echo.js'
import { type EchoCase, echoes } from '../../../interop/echoes.js'
import { requestHeader, responseHeader } from '../headers.js'
import { type AnyMethod, factories, hex, open, unhex } from './harness.js'

const limits = { ...defaultLimits, message: 2 ** 26 }
const methodOf = ({ method }: EchoCase): AnyMethod => EchoMethods[method] as AnyMethod

function withoutZone(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Map) return value
  if ('offset' in value) return { ...value, offset: 0 }
  return 'exact' in value ? { ...value, exact: withoutZone(value.exact) } : value
}

describe.each(['msgpack', 'msgpackrpc'] as const)('%s', (name) => {
  const factory = factories[name]
  // What gob carries has null in a field at most, and MessagePack carries all of that.
  const cases = echoes.filter(({ on }) => on.includes('gob'))

  function roundTrip(each: EchoCase, cut: number): unknown {
    const { codec, writer } = open(factory, limits)
    const method = methodOf(each)
    codec.writeRequest(requestHeader(3), method, each.value)
    const bytes = writer.take()
    const other = open(factory, limits)
    for (let at = 0; at < bytes.length; at += cut) {
      other.reader.append(bytes.slice(at, at + cut))
      if (at + cut < bytes.length && other.codec.readHeader(other.header) !== 0) throw new Error('not whole')
    }
    expect(other.codec.readHeader(other.header)).toBe(2)
    expect(other.header).toMatchObject({ seq: 3, method: factory.methodName(method), answer: true })
    const value = other.codec.readBody(method.params)
    expect(other.reader.available).toBe(0)
    // And back, in a response.
    other.codec.writeResponse(responseHeader(3, factory.methodName(method)), method, value)
    const back = open(factory, limits)
    back.codec.writeRequest(requestHeader(3), method, each.value)
    back.reader.append(other.writer.take())
    expect(back.codec.readHeader(back.header)).toBe(1)
    expect(back.header).toMatchObject({ seq: 3, error: undefined })
    expect(back.codec.readBody(method.result)).toEqual(value)
    return value
  }

  test.each([1, 2, 3, 7, 2 ** 20])('what is written is read again in chunks of %i bytes', (size) => {
    for (const each of cases) {
      const { value } = each
      // The timestamp extension tells no zone.
      const wanted = name === 'msgpackrpc' ? withoutZone(value) : value
      expect(roundTrip(each, size), each.method).toEqual(wanted)
    }
  })
})

test('the call in the comment is what is written', () => {
  const { codec, writer } = open(factories.msgpack)
  codec.writeRequest(requestHeader(0), ArithMethods.multiply as AnyMethod, { a: 6, b: 7 })
  const source = readFileSync(new URL('../../../../runtime/codec/msgpack/index.ts', import.meta.url), 'utf8')
  const example = source.split('```')[1] ?? ''
  const lines = [...example.matchAll(/^ \*\s+((?:[0-9a-f]{2} )+) /gm)].map(([, bytes]) => bytes).join('')
  expect(hex(writer.take())).toBe(hex(unhex(lines)))
})
