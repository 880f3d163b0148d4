import { describe, expect, test } from 'vitest'
import { CANCEL, NONE, REQUEST, RESPONSE } from '../../../../runtime/codec.js'
import type { AnyMethod, Message } from '../../../../runtime/message.js'
import { methods, Refused } from '../../methods.js'
import { plainRequest, plainResponse, requestHeader, responseHeader } from '../headers.js'
import { type Bench, bench, failure, text, utf8 } from './harness.js'

const never = methods.never as AnyMethod
const guarded = methods.guarded as AnyMethod
const details = Refused.message as Message<unknown>

const start = '{"method":"Test.Never","params":[{}],"id":0'

describe('a request', () => {
  test.each([
    [{ timeout: 1500 }, ',"timeout":1500000000'],
    [{ timeout: 0 }, ',"timeout":0'],
    [{ metadata: { a: 'b', '<': '"' } }, ',"meta":{"a":"b","\\u003c":"\\""}'],
    [{ timeout: 0.000_001, metadata: { a: '' } }, ',"timeout":1,"meta":{"a":""}'],
    // What makes this side known to the server.
    [{}, ',"meta":{}'],
    [{ metadata: {} }, ',"meta":{}'],
    [{ timeout: 2 ** 53 }, ',"meta":{}'],
  ])('that says %j has these keys at its end, and none to a peer that nothing is known of', (said, keys) => {
    for (const extensions of ['auto', 'on'] as const) {
      const { codec, writer } = bench({}, extensions)
      codec.writeRequest(requestHeader(0, said), never, undefined)
      expect(text(writer.take())).toBe(`${start}${extensions === 'on' ? keys : ''}}\n`)
    }
  })

  function received(members: string): Bench {
    const all = bench()
    all.reader.append(utf8(`{"method":"A.B","params":["hello"]${members}}{"method":"A.C"}`))
    expect(all.codec.readHeader(all.header)).toBe(REQUEST)
    return all
  }

  test.each([
    [',"timeout":1500000000', 1500, undefined],
    [',"timeout":1.5e9', 1500, undefined],
    [',"TIMEOUT":0', 0, undefined],
    [',"timeout":-1000000', -1, undefined],
    [',"timeout":18446744073709551616', 2 ** 64 / 1e6, undefined],
    [',"timeout":1e999', Number.POSITIVE_INFINITY, undefined],
    [',"timeout":1,"timeout":2000000', 2, undefined],
    [',"meta":{"a":"b"}', Number.POSITIVE_INFINITY, { a: 'b' }],
    [',"meta": { "a" : "b" , "a" : "\\u00e9" } ', Number.POSITIVE_INFINITY, { a: 'é' }],
    [',"meta":{}', Number.POSITIVE_INFINITY, undefined],
    [',"meta":{"":""},"timeout":1000000', 1, { '': '' }],
  ])('with %s is known to be one of ours', (members, timeout, metadata) => {
    const { codec, header } = received(members)
    expect({ ...header, metadata: header.metadata && { ...header.metadata } }).toEqual({
      ...plainRequest,
      seq: 1,
      method: 'A.B',
      timeout,
      metadata,
    })
    expect(codec.extended).toBe(true)
    expect(codec.readBody(guarded.params)).toBe('hello')
  })

  test.each([
    '',
    ',"timeout":null,"meta":null',
    ',"timeout":"1000"',
    ',"timeout":true',
    ',"timeout":[1]',
    ',"meta":"a"',
    ',"meta":["a"]',
    ',"meta":{"a":1}',
    ',"meta":{"a":"b","c":null}',
    ',"meta":{"a":{"meta":{"a":"b"}}}',
    `,"meta":${'['.repeat(500)}${']'.repeat(500)}`,
    ',"code":"timeout","details":1',
    ',"timeouts":1,"metadata":{"a":"b"}',
  ])("with %s is some stranger's, and runs all the same", (members) => {
    const { codec, header } = received(members)
    expect(header).toEqual({ ...plainRequest, seq: 1, method: 'A.B' })
    expect(codec.extended).toBe(false)
    expect(codec.readBody(guarded.params)).toBe('hello')
    expect(codec.readHeader(header)).toBe(REQUEST)
    expect(header).toEqual({ ...plainRequest, seq: 2, method: 'A.C' })
  })

  test('with a hundred thousand pairs is read as any other', () => {
    const pairs = Array.from({ length: 100_000 }, (_, i) => `"${i}":""`)
    const { header } = received(`,"meta":{${pairs.join(',')}}`)
    expect(Object.keys(header.metadata ?? {})).toHaveLength(100_000)
  })
})

describe('an error response', () => {
  const refused = { error: 'no', errorName: 'Refused', code: 'remote' } as const

  function answered(request: string, said: object, body?: unknown): string {
    const { codec, reader, writer, header } = bench()
    reader.append(utf8(request))
    codec.readHeader(header)
    codec.readBody(undefined)
    codec.writeResponse(responseHeader(1, 'A.B', said), guarded, body)
    return text(writer.take())
  }

  test.each([
    [{ error: 'late', code: 'timeout' }, undefined, ',"code":"timeout"'],
    [{ error: 'no', code: 'remote' }, undefined, ''],
    [{ error: 'no' }, undefined, ''],
    [refused, { reason: 'full', after: 7 }, ',"code":"Refused","details":{"Reason":"full","After":7}'],
    [{ ...refused, errorName: 'Taken' }, 'Ann', ',"code":"Taken","details":"Ann"'],
  ])('that says %j has these keys at its end, and none for a peer that used none', (said, body, keys) => {
    const whole = `{"id":5,"result":null,"error":"${said.error}"`
    expect(answered('{"method":"A.B","id":5,"meta":{}}', said, body)).toBe(`${whole}${keys}}\n`)
    expect(answered('{"method":"A.B","id":5}', said, body)).toBe(`${whole}}\n`)
  })

  test('to a peer that does not see them may have any details', () => {
    const whole = '{"id":5,"result":null,"error":"no"}\n'
    expect(answered('{"method":"A.B","id":5}', refused, { reason: 5 })).toBe(whole)
  })

  test('a response without an error never has one of the keys', () => {
    const whole = '{"id":5,"result":"x","error":null}\n'
    expect(answered('{"method":"A.B","id":5,"timeout":1}', {}, 'x')).toBe(whole)
  })

  function response(members: string): Bench {
    const all = bench()
    all.reader.append(utf8(`{"id":1,"result":"x"${members}}{"id":2,"result":"next"}`))
    expect(all.codec.readHeader(all.header)).toBe(RESPONSE)
    return all
  }
  const failed = { ...plainResponse, seq: 1, error: 'no', code: 'remote' }

  test.each([
    [',"error":"no","code":"timeout"', { ...failed, code: 'timeout' }, true],
    [',"CODE":"timeout","error":"no"', { ...failed, code: 'timeout' }, true],
    [',"error":"no","code":"whatever"', failed, true],
    [',"error":"no","code":"constructor"', failed, true],
    [',"error":"no","code":"__proto__","details":1', failed, true],
    [',"error":"no","code":""', failed, false],
    [',"error":"no","code":5', failed, false],
    [',"error":"no","code":{"a":1},"details":1', failed, false],
    [',"error":"no","details":{"Reason":"x"}', failed, false],
    [',"error":null,"code":"timeout","details":1', { ...plainResponse, seq: 1 }, false],
    [',"error":"no","timeout":5,"meta":{"a":"b"}', failed, false],
  ])('with %s', (members, wanted, extended) => {
    const { codec, reader, header } = response(members)
    expect(header).toEqual(wanted)
    expect(codec.extended).toBe(extended)
    codec.readBody(undefined)
    expect(codec.readHeader(header)).toBe(RESPONSE)
    expect(header).toEqual({ ...plainResponse, seq: 2 })
    expect(codec.readBody(guarded.result)).toBe('next')
    expect(reader.available).toBe(0)
  })

  test.each([
    ['5', 'json: cannot unmarshal number into Go value of type Refusal', 'details'],
    [
      '{"Reason":5}',
      'json: cannot unmarshal number into Go struct field Refusal.Reason of type string',
      'details.reason',
    ],
    ['[{}]', 'json: cannot unmarshal array into Go value of type Refusal', 'details'],
  ])('details of %s fail their call alone', (json, reason, path) => {
    const { codec, header } = response(`,"error":"no","code":"Refused","details":${json}`)
    expect(failure(() => codec.readBody(details))).toMatchObject({ code: 'decode', reason, path })
    expect(codec.readHeader(header)).toBe(RESPONSE)
    expect(codec.readBody(guarded.result)).toBe('next')
  })

  test.each(['null', '{}', '{"X":1}'])('details of %s are zero', (json) => {
    const { codec } = response(`,"error":"no","code":"Refused","details":${json}`)
    expect(codec.readBody(details)).toEqual({ reason: '', after: 0 })
  })
})

describe('a cancel', () => {
  test.each([
    ['auto', ''],
    ['on', ',"meta":{}'],
  ] as const)('that is sent with extensions %s', (extensions, keys) => {
    const { codec, writer } = bench({}, extensions)
    codec.writeCancel?.(5, 2 ** 32)
    expect(text(writer.take())).toBe(`{"method":"_goRPC_.Cancel","params":[{"Seq":4294967296}],"id":5${keys}}\n`)
  })

  function cancelled(requests: string, params: string, keys = ''): Bench {
    const all = bench()
    all.reader.append(utf8(requests))
    while (all.codec.readHeader(all.header) !== NONE) all.codec.readBody(undefined)
    all.reader.append(utf8(`{"method":"_goRPC_.Cancel"${params},"id":9${keys}}{"method":"A.C","id":10}`))
    expect(all.codec.readHeader(all.header)).toBe(CANCEL)
    return all
  }
  const three = '{"method":"A.B","id":"7"}{"method":"A.B","id":7}{"method":"A.B","id":8}'

  test.each([
    [',"params":[{"Seq":7}]', 2],
    [',"params":[{"seq":8}]', 3],
    // Nobody is meant.
    [',"params":[{"Seq":6}]', -1],
    [',"params":[{"Seq":9}]', -1],
    [',"params":[{"Seq":18446744073709551615}]', -1],
    [',"params":[{"Seq":"7"}]', -1],
    [',"params":[{"Seq":-7}]', -1],
    [',"params":[{"Seq":7.5}]', -1],
    [',"params":[7]', -1],
    [',"params":{"Seq":7}', -1],
    [',"params":null', -1],
    ['', -1],
  ])('with %s means request %i', (params, target) => {
    for (const [keys, answer, timeout] of [
      ['', true, Number.POSITIVE_INFINITY],
      [',"meta":{}', false, Number.POSITIVE_INFINITY],
      [',"timeout":1000000', false, 1],
    ] as const) {
      const { codec, header, reader } = cancelled(three, params, keys)
      expect(header).toEqual({ ...plainRequest, seq: 4, method: '_goRPC_.Cancel', timeout, answer, target })
      expect(codec.readHeader(header)).toBe(REQUEST)
      expect(header).toEqual({ ...plainRequest, seq: 5, method: 'A.C' })
      codec.readBody(undefined)
      expect(reader.available).toBe(0)
    }
  })

  test('means no request that has its answer', () => {
    const { codec, reader, header } = bench()
    reader.append(utf8('{"method":"A.B","id":7}'))
    codec.readHeader(header)
    codec.readBody(undefined)
    codec.writeResponse(responseHeader(1, 'A.B'), never, undefined)
    reader.append(utf8('{"method":"_goRPC_.Cancel","params":[{"Seq":7}],"id":8}'))
    expect(codec.readHeader(header)).toBe(CANCEL)
    expect(header.target).toBe(-1)
  })

  test('that waits for an answer can be given one, and no other', () => {
    const { codec, writer } = cancelled(three, ',"params":[{"Seq":7}]')
    codec.writeResponse(responseHeader(4, ''), undefined, undefined)
    expect(text(writer.take())).toBe('{"id":9,"result":{},"error":null}\n')
    const ours = cancelled(three, ',"params":[{"Seq":7}]', ',"meta":{}')
    expect(failure(() => ours.codec.writeResponse(responseHeader(4, ''), undefined, undefined)).code).toBe('internal')
  })
})
