import { json } from '@rpcgen/runtime/json'
import type { Message } from '@rpcgen/runtime/stub'
import { method, service } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { Args, ArithMethods } from '../../../../generated/arith.js'
import { EchoMethods } from '../../../../generated/echo.js'
import { NONE, REQUEST, RESPONSE } from '../../../../runtime/codec.js'
import type { AnyMethod } from '../../../../runtime/message.js'
import { plainRequest, plainResponse, requestHeader, responseHeader } from '../headers.js'
import { type Bench, bench, failure, text, utf8 } from './harness.js'

const multiply = ArithMethods.multiply as AnyMethod
const nothing = EchoMethods.nothing as AnyMethod
const bytes = EchoMethods.bytes as AnyMethod

/** Feeds one request and answers with the server's side of it. */
function received(request: string): Bench {
  const server = bench()
  server.reader.append(utf8(request))
  expect(server.codec.readHeader(server.header)).toBe(REQUEST)
  return server
}

function response(reply: string): Bench {
  const client = bench()
  client.reader.append(utf8(reply))
  expect(client.codec.readHeader(client.header)).toBe(RESPONSE)
  return client
}

describe('the factory', () => {
  test('names itself and its methods as Go does', () => {
    const codec = json({ dialect: 'go' })
    expect(codec.name).toBe('json')
    expect(codec.methodName(multiply)).toBe('Arith.Multiply')
    const hover = method(service('Text'), 'hover', { wire: { json: 'textDocument.hover', gob: 'Other' } })
    expect(codec.methodName(hover)).toBe('textDocument.hover')
  })

  test('knows one dialect', () => {
    expect(() => json({ dialect: 'rust' } as never)).toThrow(new TypeError('no dialect of JSON: rust'))
  })
})

describe('requests that are sent (J1)', () => {
  test.each([
    [multiply, 0, { a: 6, b: 7 }, '{"method":"Arith.Multiply","params":[{"A":6,"B":7}],"id":0}\n'],
    [multiply, 4294967296, { a: 1, b: 2 }, '{"method":"Arith.Multiply","params":[{"A":1,"B":2}],"id":4294967296}\n'],
    [nothing, 1, undefined, '{"method":"Echo.Nothing","params":[{}],"id":1}\n'],
    [bytes, 2, Uint8Array.of(1), '{"method":"Echo.Bytes","params":["AQ=="],"id":2}\n'],
  ])('%#', (called, seq, params, wanted) => {
    const { codec, writer } = bench()
    codec.writeRequest(requestHeader(seq), called, params)
    expect(text(writer.take())).toBe(wanted)
  })

  test('a hostile method name is escaped', () => {
    const { codec, writer } = bench()
    codec.writeRequest(
      requestHeader(0),
      method(service('A'), 'b', { wire: { json: '.","id":1}\n<\ud800' } }),
      undefined,
    )
    expect(text(writer.take())).toBe('{"method":".\\",\\"id\\":1}\\n\\u003c\\ufffd","params":[{}],"id":0}\n')
  })
})

describe('requests that are received', () => {
  test.each([
    ['{"method":"A.B","params":[{}],"id":7}', 'A.B'],
    ['{"id":7,"params":[{}],"method":"A.B"}', 'A.B'],
    ['\n\r\t {"METHOD":"A.B","Params":[{}],"iD":7}', 'A.B'],
    ['{"m\\u0065thod":"A.B"}', 'A.B'],
    ['{"method":"A.C","method":"A.B"}', 'A.B'],
    ['{"method":"A.\\u0042"}', 'A.B'],
    ['{"method":"A.B","result":1,"error":2}', 'A.B'],
    ['{"jsonrpc":"2.0","method":"A.B","extra":{"method":"no"}}', 'A.B'],
    ['{"method":null,"id":1}', ''],
    ['{"params":[1]}', ''],
    ['{}', ''],
    ['null', ''],
  ])('%s', (request, name) => {
    const { header } = received(request)
    expect(header).toEqual({ ...plainRequest, seq: 1, method: name })
  })

  test('each gets a number of its own, whatever its id', () => {
    const { codec, reader, header } = bench()
    reader.append(utf8('{"method":"A.B","id":5}{"method":"A.B","id":5}\n\n{"method":"A.B"}'))
    for (const seq of [1, 2, 3]) {
      expect(codec.readHeader(header)).toBe(REQUEST)
      expect(header.seq).toBe(seq)
      codec.readBody(undefined)
    }
    expect(codec.readHeader(header)).toBe(NONE)
  })
})

describe('params', () => {
  test.each([
    ['[{"A":6,"B":7}]', { a: 6, b: 7 }],
    [' [ { "A" : 6 , "B" : 7 } ] ', { a: 6, b: 7 }],
    ['[{"b":7,"a":6}]', { a: 6, b: 7 }],
    ['[{"A":6,"B":7},{"A":1},null]', { a: 6, b: 7 }],
    ['[{"A":1,"x":[{"A":2}],"A":6,"B":7}]', { a: 6, b: 7 }],
    ['[{"A":1,"a":6,"B":7}]', { a: 6, b: 7 }],
    ['[]', { a: 0, b: 0 }],
    ['[ ]', { a: 0, b: 0 }],
    ['[null]', { a: 0, b: 0 }],
    ['[{}]', { a: 0, b: 0 }],
  ])('%s (J4, J5)', (params, value) => {
    expect(received(`{"method":"A.B","params":${params},"id":0}`).codec.readBody(Args)).toEqual(value)
  })

  const field = (found: string) => `json: cannot unmarshal ${found} into Go struct field Args.A of type int`
  test.each([
    ['{"method":"A.B","id":0}', 'bad_args', 'jsonrpc: request body missing params'],
    ['{"method":"A.B","params":null,"id":0}', 'bad_args', 'jsonrpc: request body missing params'],
    [
      '{"method":"A.B","params":{"A":1}}',
      'decode',
      'json: cannot unmarshal object into Go value of type [1]interface {}',
    ],
    ['{"method":"A.B","params":"x"}', 'decode', 'json: cannot unmarshal string into Go value of type [1]interface {}'],
    ['{"method":"A.B","params":5}', 'decode', 'json: cannot unmarshal number into Go value of type [1]interface {}'],
    ['{"method":"A.B","params":[5]}', 'decode', 'json: cannot unmarshal number into Go value of type Args'],
    ['{"method":"A.B","params":[{"A":"1"}]}', 'decode', field('string')],
    ['{"method":"A.B","params":[{"A":1.5}]}', 'decode', field('number 1.5')],
    ['{"method":"A.B","params":[{"A":1e30}]}', 'decode', field('number 1e30')],
  ])('%s is answered with an error (J4, J5)', (request, code, reason) => {
    const { codec, reader, writer, header } = received(`${request}{"method":"A.B","params":[{"A":1}]}`)
    expect(failure(() => codec.readBody(Args))).toMatchObject({ code, reason })
    codec.writeResponse(responseHeader(1, 'A.B', { error: reason }), multiply, undefined)
    expect(JSON.parse(text(writer.take()))).toMatchObject({ result: null, error: reason })
    // The connection goes on.
    expect(codec.readHeader(header)).toBe(REQUEST)
    expect(codec.readBody(Args)).toEqual({ a: 1, b: 0 })
    expect(reader.available).toBe(0)
  })

  test('of a method that has none are passed over', () => {
    for (const params of ['', ',"params":null', ',"params":[1,2]', ',"params":{"a":[]}']) {
      const { codec, reader } = received(`{"method":"A.B"${params}}`)
      expect(codec.readBody(undefined)).toBeUndefined()
      expect(reader.available).toBe(0)
    }
  })
})

describe('responses that are sent', () => {
  test.each([
    ['"id":0', '"id":0'],
    ['"id":18446744073709551615', '"id":18446744073709551615'],
    ['"id":"a\\u00e9<"', '"id":"a\\u00e9\\u003c"'],
    ['"id": 1.50e3 ', '"id":1.50e3'],
    ['"id":-0', '"id":-0'],
    ['"id":-5', '"id":-5'],
    ['"id": { "a" : [ 1 , " \\" > " ] } ', '"id":{"a":[1," \\" \\u003e "]}'],
    ['"id":"\u2028&é\u2029"', '"id":"\\u2028\\u0026é\\u2029"'],
    ['"id":null', '"id":null'],
    ['"id":1,"id":2', '"id":2'],
    ['"x":1', '"id":null'],
  ])('%s comes back as %s (J3)', (given, wanted) => {
    const { codec, writer } = received(`{"method":"Arith.Multiply",${given}}`)
    codec.readBody(undefined)
    codec.writeResponse(responseHeader(1, 'Arith.Multiply'), multiply, 42)
    expect(text(writer.take())).toBe(`{${wanted},"result":42,"error":null}\n`)
  })

  test.each([
    [{ error: undefined }, nothing, undefined, '{"id":5,"result":{},"error":null}\n'],
    [{ error: 'no <luck>' }, multiply, undefined, '{"id":5,"result":null,"error":"no \\u003cluck\\u003e"}\n'],
    [
      { error: "rpc: can't find service A.B" },
      undefined,
      undefined,
      '{"id":5,"result":null,"error":"rpc: can\'t find service A.B"}\n',
    ],
    [{ error: '' }, multiply, undefined, '{"id":5,"result":null,"error":""}\n'],
  ])('%# (J2)', (outcome, called, result, wanted) => {
    const { codec, writer } = received('{"method":"A.B","id":5}')
    codec.readBody(undefined)
    codec.writeResponse(responseHeader(1, 'A.B', outcome), called, result)
    expect(text(writer.take())).toBe(wanted)
  })

  test('replies may overtake each other, and ids may be equal', () => {
    const { codec, reader, writer, header } = bench()
    reader.append(utf8('{"method":"A.B","id":5}{"method":"A.B","id":5}{"method":"A.B","id":"x"}'))
    while (codec.readHeader(header) === REQUEST) codec.readBody(undefined)
    for (const seq of [3, 1, 2]) codec.writeResponse(responseHeader(seq, 'A.B'), multiply, seq)
    expect(text(writer.take()).split('\n')).toEqual([
      '{"id":"x","result":3,"error":null}',
      '{"id":5,"result":1,"error":null}',
      '{"id":5,"result":2,"error":null}',
      '',
    ])
  })

  test('there is one reply to a request', () => {
    const { codec, writer } = received('{"method":"A.B","id":5}')
    const reply = () => codec.writeResponse(responseHeader(1, 'A.B'), multiply, 1)
    reply()
    writer.take()
    expect(failure(reply)).toMatchObject({ code: 'internal', reason: 'invalid sequence number in response' })
    expect(writer.length).toBe(0)
  })
})

describe('responses that are received', () => {
  test.each([
    ['{"id":7,"result":1,"error":null}', 7],
    ['{"error":null,"result":1,"id":7}', 7],
    ['{"ID":7,"RESULT":1}', 7],
    ['{"id":9007199254740991,"result":1}', 9007199254740991],
    ['{"id":null,"result":1}', 0],
    ['{"result":1}', 0],
    // Nobody waits for these.
    ['{"id":"7","result":1}', -1],
    ['{"id":-7,"result":1}', -1],
    ['{"id":-0,"result":1}', -1],
    ['{"id":7.0,"result":1}', -1],
    ['{"id":18446744073709551615,"result":1}', -1],
    ['{"id":[7],"result":1}', -1],
    ['{"id":true,"result":1}', -1],
  ])('%s (J11)', (reply, seq) => {
    const { codec, reader, header } = response(reply)
    expect(header).toEqual({ ...plainResponse, seq })
    expect(codec.readBody(multiply.result)).toBe(1)
    expect(reader.available).toBe(0)
  })

  test.each([
    ['"error":"boom"', 'boom', 'remote'],
    ['"error":"boom","result":5', 'boom', 'remote'],
    ['"error":"b\\u00f6\\n"', 'bö\n', 'remote'],
    ['"error":"","result":5', 'unspecified error', 'remote'],
    ['"error":5', 'invalid error 5', 'remote'],
    ['"error": { "code" : -1 } ', 'invalid error {"code":-1}', 'remote'],
    ['"error":false', 'invalid error false', 'remote'],
    ['"error":"rpc: can\'t find service A.B"', "rpc: can't find service A.B", 'no_such_method'],
  ])('{"id":1,%s} is an error (J10)', (error, wanted, code) => {
    const { codec, reader, header } = response(`{"id":1,${error}}`)
    expect(header).toEqual({ ...plainResponse, seq: 1, error: wanted, code })
    codec.readBody(undefined)
    expect(reader.available).toBe(0)
  })

  test.each(['"result":null,"error":null', '"result":null', '"error":null', '"x":1'])(
    '{"id":1,%s} is a null (J9)',
    (members) => {
      const { codec } = response(`{"id":1,${members}}`)
      expect(codec.readBody(EchoMethods.list.result as Message<unknown>)).toEqual([])
    },
  )

  test('a result that does not fit fails its own call (J12)', () => {
    const { codec, reader, header } = response('{"id":1,"result":{"a":true}}{"id":2,"result":{"a":2,"B":3}}')
    expect(failure(() => codec.readBody(Args))).toMatchObject({
      code: 'decode',
      path: 'result.a',
      reason: 'json: cannot unmarshal bool into Go struct field Args.A of type int',
    })
    expect(codec.readHeader(header)).toBe(RESPONSE)
    expect(codec.readBody(Args)).toEqual({ a: 2, b: 3 })
    expect(reader.available).toBe(0)
  })
})

describe('what ends the connection (J6)', () => {
  test.each([
    '5\n',
    '"s"\n',
    'true\n',
    '[]',
    '[{"method":"A.B"}]',
    '\ufeff{"method":"A.B"}',
    '{"method":5}',
    '{"method":["A.B"]}',
    '{"method":{}}',
    '{"method" "A.B"}',
    '{"method":"A.B",}',
    '{"method":"A.B"]',
    '{method:"A.B"}',
    "{'method':1}",
    '}',
    'nul!',
    'nullx5',
    '{"method":"A\nB"}',
    '{"method":"A.B","params":[tru]}',
  ])('%j', (stream) => {
    const { codec, reader, header } = bench()
    reader.append(utf8(stream))
    const next = () => {
      while (codec.readHeader(header) !== NONE) codec.readBody(undefined)
    }
    expect(failure(next).code).toBe('protocol')
  })

  test('an unfinished message waits', () => {
    for (const stream of ['', ' \n', '{', '{"method":"A.B"', '{"method":"A.B","params":[{}]', 'nul']) {
      const { codec, reader, header } = bench()
      reader.append(utf8(stream))
      expect(codec.readHeader(header)).toBe(NONE)
    }
  })
})

describe('a write that fails leaves nothing behind', () => {
  const requests: [string, Message<unknown>, unknown][] = [
    ['a value of the wrong type', Args, { a: 1, b: 'x' }],
    [
      'a getter that throws',
      Args,
      {
        a: 1,
        get b(): number {
          throw new TypeError('no')
        },
      },
    ],
    [
      'something that is no error',
      Args,
      {
        a: 1,
        get b(): number {
          throw 'no'
        },
      },
    ],
    ['undefined', Args, undefined],
  ]
  test.each(requests)('%s', (_, message, value) => {
    const { codec, writer } = bench()
    const called = method(service('T'), 'm', { params: message }) as AnyMethod
    codec.writeRequest(requestHeader(0), called, { a: 1, b: 2 })
    const before = writer.length
    expect(failure(() => codec.writeRequest(requestHeader(1), called, value)).code).toBe('encode')
    expect(writer.length).toBe(before)
    codec.writeRequest(requestHeader(2), called, { a: 3, b: 4 })
    expect(text(writer.take())).toBe(
      '{"method":"T.M","params":[{"A":1,"B":2}],"id":0}\n{"method":"T.M","params":[{"A":3,"B":4}],"id":2}\n',
    )
  })

  test('a result that does not fit may still be answered with an error', () => {
    const { codec, writer } = received('{"method":"Arith.Multiply","id":"x"}')
    expect(failure(() => codec.writeResponse(responseHeader(1, ''), multiply, 'x')).path).toBe('result')
    expect(writer.length).toBe(0)
    codec.writeResponse(responseHeader(1, '', { error: 'internal error' }), multiply, undefined)
    expect(text(writer.take())).toBe('{"id":"x","result":null,"error":"internal error"}\n')
  })

  test('while the buffer grows', () => {
    const { codec, writer } = bench()
    const called = EchoMethods.strings as AnyMethod
    codec.writeRequest(requestHeader(0), called, ['kept'])
    writer.take()
    codec.writeRequest(requestHeader(1), called, ['waits'])
    expect(failure(() => codec.writeRequest(requestHeader(2), called, ['x'.repeat(200_000), 5])).path).toBe('params[1]')
    expect(text(writer.take())).toBe('{"method":"Echo.Strings","params":[["waits"]],"id":1}\n')
  })
})
