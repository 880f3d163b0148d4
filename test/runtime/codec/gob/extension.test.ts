import { isRpcError } from '@rpcgen/runtime'
import { describe, expect, test } from 'vitest'
import { CANCEL, NONE, REQUEST, RESPONSE } from '../../../../runtime/codec.js'
import type { AnyMethod, Message } from '../../../../runtime/message.js'
import { methods, Refused } from '../../methods.js'
import { plainRequest, plainResponse, requestHeader, responseHeader } from '../headers.js'
import { bench, framed, hex, unhex } from './harness.js'

const never = methods.never as AnyMethod
const guarded = methods.guarded as AnyMethod
const details = Refused.message as Message<unknown>

/** Fields of a struct's definition. */
const field = {
  ServiceMethod: '01 0d 536572766963654d6574686f64 01 0c 00',
  Seq: '01 03 536571 01 06 00',
  Error: '01 05 4572726f72 01 0c 00',
  Timeout: '01 07 54696d656f7574 01 04 00',
  Meta: '01 04 4d657461 01 ff84 00',
  Code: '01 04 436f6465 01 0c 00',
  Details: '01 07 44657461696c73 01 0a 00',
} as const

/** Request or Response as type 65, with these fields. */
function headerType(name: 'Request' | 'Response', ...fields: readonly string[]): string {
  const text = hex(Buffer.from(name))
  const count = fields.length.toString(16).padStart(2, '0')
  const size = name.length.toString(16).padStart(2, '0')
  return framed(`ff81 03 01 01 ${size} ${text} 01 ff82 00 01 ${count} ${fields.join('')} 00 00`)
}

const plainType = headerType('Request', field.ServiceMethod, field.Seq)
/** map[string]string as type 66. */
const metadataType = framed('ff83 04 01 01 11 6d61705b737472696e675d737472696e67 01 ff84 00 01 0c 01 0c 00 00')
const requestType = headerType('Request', field.ServiceMethod, field.Seq, field.Timeout, field.Meta) + metadataType
const responseType = headerType('Response', field.ServiceMethod, field.Seq, field.Error, field.Code, field.Details)

/** `Test.Never` as the first field of a header. */
const testNever = '01 0a 546573742e4e65766572'
/** struct{} as type 67, and one of them. */
const nothing = framed('ff85 03 01 02 ff86 00 00 00') + framed('ff86 00')
/** A string as a body. */
const hello = framed('0c 00 05 68656c6c6f')

describe('bytes', () => {
  function written(act: (codec: ReturnType<typeof bench>['codec']) => void, on = true): string {
    const { codec, writer } = bench({}, on ? 'on' : 'auto')
    act(codec)
    return hex(writer.take())
  }

  test('of a request with all that it may say', () => {
    const said = { timeout: 1500, metadata: { a: 'b', c: '' } }
    expect(written((codec) => codec.writeRequest(requestHeader(1, said), never, undefined))).toBe(
      requestType +
        // Seq = 1, Timeout = 1,500,000,000, Meta = {"a": "b", "c": ""}
        framed(`ff82 ${testNever} 01 01 01 fcb2d05e00 01 02 01 61 01 62 01 63 00 00`) +
        nothing,
    )
  })

  test('of a request with nothing more to say: what is absent takes none', () => {
    const bytes = written((codec) => {
      for (const seq of [0, 1]) codec.writeRequest(requestHeader(seq), never, undefined)
    })
    expect(bytes).toBe(
      requestType + framed(`ff82 ${testNever} 00`) + nothing + framed(`ff82 ${testNever} 01 01 00`) + framed('ff86 00'),
    )
  })

  test("of a request to a peer that nothing is known of: Go's, whatever there is to say", () => {
    const said = { timeout: 1500, metadata: { a: 'b' } }
    expect(written((codec) => codec.writeRequest(requestHeader(1, said), never, undefined), false)).toBe(
      plainType + framed(`ff82 ${testNever} 01 01 00`) + framed('ff83 03 01 02 ff84 00 00 00') + framed('ff84 00'),
    )
  })

  test('of a response: its type is defined at once, and else it is as Go writes it', () => {
    const bytes = written((codec) => {
      for (const seq of [0, 1]) codec.writeResponse(responseHeader(seq, 'Test.Never'), never, undefined)
    }, false)
    const empty = framed('ff83 03 01 02 ff84 00 00 00') + framed('ff84 00')
    expect(bytes).toBe(
      responseType + framed(`ff82 ${testNever} 00`) + empty + framed(`ff82 ${testNever} 01 01 00`) + framed('ff84 00'),
    )
  })

  test('of an error with a code, and of one whose text tells the code', () => {
    const bytes = written((codec) => {
      codec.writeResponse(responseHeader(1, '', { error: 'late', code: 'timeout' }), never, undefined)
      codec.writeResponse(responseHeader(2, '', { error: 'late', code: 'remote' }), never, undefined)
    }, false)
    expect(bytes).toBe(
      [
        responseType,
        // Seq = 1, Error = "late", Code = "timeout"
        framed('ff82 02 01 01 04 6c617465 01 07 74696d656f7574 00'),
        framed('ff83 03 01 02 ff84 00 00 00') + framed('ff84 00'),
        framed('ff82 02 02 01 04 6c617465 00') + framed('ff84 00'),
      ].join(''),
    )
  })

  test('of an error of the schema', () => {
    const said = { error: 'no', errorName: 'Refused', code: 'remote' } as const
    const bytes = written((codec) => {
      codec.writeResponse(responseHeader(1, '', said), guarded, { reason: 'full', after: 7 })
    }, false)
    // A stream of its own: Refusal{Reason string, After int} as type 65, and one of them.
    const stream =
      framed(
        'ff81 03 01 01 07 5265667573616c 01 ff82 00 01 02 01 06 526561736f6e 01 0c 00 01 05 4166746572 01 04 00 00 00',
      ) + framed('ff82 01 04 66756c6c 01 0e 00')
    expect(bytes).toBe(
      [
        responseType,
        // Seq = 1, Error = "no", Code = "Refused", Details
        framed(`ff82 02 01 01 02 6e6f 01 07 52656675736564 01 ${(stream.length / 2).toString(16)} ${stream} 00`),
        framed('ff83 03 01 02 ff84 00 00 00') + framed('ff84 00'),
      ].join(''),
    )
  })

  test.each([
    ['on', requestType, '85', '86'],
    ['auto', plainType, '83', '84'],
  ] as const)('of a cancel, with extensions %s', (extensions, type, negative, id) => {
    const { codec, writer } = bench({}, extensions)
    codec.writeCancel?.(2, 1)
    codec.writeCancel?.(3, 2 ** 32)
    const name = '01 0e 5f676f5250435f2e43616e63656c'
    expect(hex(writer.take())).toBe(
      [
        type + framed(`ff82 ${name} 01 02 00`),
        framed(`ff${negative} 03 01 01 0a 43616e63656c41726773 01 ff${id} 00 01 01 01 03 536571 01 06 00 00 00`),
        framed(`ff${id} 01 01 00`),
        framed(`ff82 ${name} 01 03 00`) + framed(`ff${id} 01 fb0100000000 00`),
      ].join(''),
    )
  })
})

describe('what makes a peer known', () => {
  const header = framed('ff82 00')
  test.each([
    ["Go's response", headerType('Response', field.ServiceMethod, field.Seq, field.Error), false],
    ["Go's request", plainType, false],
    ['a response with a code', headerType('Response', field.Seq, field.Error, field.Code), true],
    ['a request with a timeout', headerType('Request', field.ServiceMethod, field.Timeout), true],
    ['a request with a field for a code', headerType('Request', field.ServiceMethod, field.Code), false],
    ['a response with a field for a timeout', headerType('Response', field.Error, field.Timeout), false],
  ])('%s', (_name, type, extended) => {
    const { codec, reader, header: found } = bench()
    reader.append(unhex(type + header + hello))
    expect(codec.readHeader(found)).not.toBe(NONE)
    expect(codec.extended).toBe(extended)
  })

  test("a client writes Go's requests until then, and the extended ones afterwards", () => {
    const { codec, reader, writer, header: found } = bench()
    codec.writeRequest(requestHeader(0, { timeout: 1 }), never, undefined)
    const before = hex(writer.take())
    expect(before.startsWith(plainType + framed(`ff82 ${testNever} 00`))).toBe(true)
    reader.append(unhex(responseType + header + nothing))
    expect(codec.readHeader(found)).toBe(RESPONSE)
    codec.readBody(undefined)
    for (const seq of [1, 2]) codec.writeRequest(requestHeader(seq, { timeout: 0.000_003 }), never, undefined)
    const after = hex(writer.take())
    // The second type of the name is type 67, the body's is known.
    expect(after).toContain(framed(`ff86 ${testNever} 01 01 01 06 00`) + framed('ff84 00'))
    expect(after.endsWith(framed(`ff86 ${testNever} 01 02 01 06 00`) + framed('ff84 00'))).toBe(true)
  })
})

describe('what a request may say', () => {
  function request(fields: string, type = requestType): ReturnType<typeof bench>['header'] {
    const { codec, reader, header } = bench()
    reader.append(unhex(type + framed(`ff82 ${fields} 00`) + hello))
    expect(codec.readHeader(header)).toBe(REQUEST)
    expect(codec.readBody(guarded.params)).toBe('hello')
    return header
  }

  test.each([
    ['none', '', Number.POSITIVE_INFINITY],
    ['one nanosecond', '03 02', 0.000_001],
    ['zero, said outright', '03 00', 0],
    ['less than none', '03 01', -0.000_001],
    ['the most of 64 bits', '03 f8fffffffffffffffe', 2 ** 63 / 1e6],
    ['the least of 64 bits', '03 f8ffffffffffffffff', -(2 ** 63) / 1e6],
  ])('a timeout of %s', (_name, fields, timeout) => {
    expect(request(fields)).toEqual({ ...plainRequest, timeout })
  })

  test('metadata that names a key twice: the last one counts', () => {
    expect({ ...request('04 02 01 61 01 62 01 61 01 63').metadata }).toEqual({ a: 'c' })
    expect(request('04 00').metadata).toBeUndefined()
  })

  test('its fields in any order, with others between', () => {
    const other = '01 01 5a 01 04 00'
    const type =
      headerType(
        'Request',
        field.Meta,
        other,
        field.Timeout,
        field.Seq,
        other.replace('5a', '59'),
        field.ServiceMethod,
      ) + metadataType
    const header = request(`01 01 01 61 01 62 01 08 01 10 01 05 01 0a 01 01 78`, type)
    expect(header).toEqual({ ...plainRequest, seq: 5, method: 'x', timeout: 8e-6, metadata: header.metadata })
    expect({ ...header.metadata }).toEqual({ a: 'b' })
  })
})

describe('hostile headers end the connection', () => {
  const metaType = (definition: string) =>
    headerType('Request', field.ServiceMethod, field.Meta) + (definition === '' ? '' : framed(definition))
  test.each([
    ['more pairs than bytes', requestType + framed('ff82 04 fc40000000 00')],
    ['2^63 pairs', requestType + framed('ff82 04 f88000000000000000 00')],
    ['pairs that end early', requestType + framed('ff82 04 02 01 61 01 62')],
    ['a key without a value', requestType + framed('ff82 04 01 01 61')],
    ['a value longer than the message', requestType + framed('ff82 04 01 01 61 7f 62 00')],
    ['details longer than the message', responseType + framed('ff82 05 7f 00 00')],
    ['details of 2^32 bytes', responseType + framed('ff82 05 fb0100000000 00')],
    ['a timeout of nine bytes', requestType + framed('ff82 03 f7000000000000000000 00')],
    [
      'a timeout that is unsigned',
      headerType('Request', field.Timeout.replace('01 04 00', '01 06 00')) + framed('ff82 00'),
    ],
    [
      'a code that is a number',
      headerType('Response', field.Error, field.Code.replace('0c 00', '04 00')) + framed('ff82 00'),
    ],
    [
      'details that are text',
      headerType('Response', field.Error, field.Details.replace('0a 00', '0c 00')) + framed('ff82 00'),
    ],
    ['metadata that is undefined', metaType('') + framed('ff82 00')],
    ['metadata of numbers', metaType('ff83 04 01 02 ff84 00 01 0c 01 04 00 00') + framed('ff82 00')],
    ['metadata that is a list', metaType('ff83 02 01 02 ff84 00 01 0c 00 00') + framed('ff82 00')],
  ])('%s', (_name, stream) => {
    const { codec, reader, header } = bench()
    reader.append(unhex(stream + hello))
    expect(() => codec.readHeader(header)).toThrow(expect.objectContaining({ code: 'protocol' }))
  })
})

describe('what an error may say', () => {
  function response(fields: string): ReturnType<typeof bench> {
    const all = bench()
    all.reader.append(
      unhex(responseType + framed(`ff82 02 01 ${fields} 00`) + nothing + framed('ff82 02 02 00') + hello),
    )
    expect(all.codec.readHeader(all.header)).toBe(RESPONSE)
    return all
  }
  const no = '01 02 6e6f'
  const code = (text: string) => `${framed(hex(Buffer.from(text)))}`
  const failed = { ...plainResponse, seq: 1, error: 'no', code: 'remote' }

  test.each([
    ['a code', `${no} 01 ${code('timeout')}`, { ...failed, code: 'timeout' }],
    ['a code that is none', `${no} 01 ${code('whatever')}`, failed],
    ['a code of another case', `${no} 01 ${code('Timeout')}`, failed],
    ['a name that objects inherit as its code', `${no} 01 ${code('constructor')}`, failed],
    ['no code, for details', `${no} 02 01 ff`, failed],
    ['a name without details', `${no} 01 ${code('Refused')} 01 00`, failed],
    ['a code and no error', `02 ${code('timeout')} 01 01 ff`, { ...plainResponse, seq: 1 }],
    ['a name that the method does not have', `${no} 01 ${code('__proto__')} 01 01 ff`, failed],
  ])('%s', (_name, fields, wanted) => {
    const { codec, reader, header } = response(fields)
    expect(header).toEqual(wanted)
    codec.readBody(undefined)
    expect(codec.readHeader(header)).toBe(RESPONSE)
    expect(header).toEqual({ ...plainResponse, seq: 2 })
    expect(codec.readBody(guarded.result)).toBe('hello')
    expect(reader.available).toBe(0)
  })

  const refusalType = framed(
    'ff81 03 01 01 07 5265667573616c 01 ff82 00 01 02 01 06 526561736f6e 01 0c 00 01 05 4166746572 01 04 00 00 00',
  )
  const deep = '02'.repeat(120)
  test.each([
    ['that are no gob', 'ff', 'decode'],
    ['that end in a length', 'fe01', 'decode'],
    ['with a message of no bytes', '00', 'decode'],
    ['with a message longer than they are', '05 ff82', 'decode'],
    ['with a message of 2^63 bytes', 'f88000000000000000', 'decode'],
    ['without a value', refusalType, 'decode'],
    ['that end in their value', `${refusalType} 05 ff82 01`, 'decode'],
    ['of a type that they do not define', framed('ff82 00'), 'decode'],
    ['with a type that is defined twice', refusalType + refusalType + framed('ff82 00'), 'decode'],
    ['of another type', framed('04 00 0e'), 'decode'],
    ['with a field of another type', refusalType.replace('010c00', '010400') + framed('ff82 00'), 'decode'],
    ['with a string longer than they are', refusalType + framed('ff82 01 7f 61 00'), 'decode'],
    ['with a field that is not there', refusalType + framed('ff82 09 00'), 'decode'],
    [
      'with values inside each other without end',
      framed('ff81 03 01 01 01 4c 01 ff82 00 01 02 01 06 526561736f6e 01 0c 00 01 01 4c 01 ff82 00 00 00') +
        framed(`ff82 02 ${deep}`),
      'limit',
    ],
  ])('details %s fail their call alone', (_name, stream, wanted) => {
    const { codec, header } = response(`${no} 01 ${code('Refused')} 01 ${framed(stream)}`)
    expect(codec.errorOf?.(guarded)?.name).toBe('Refused')
    expect(() => codec.readBody(details)).toThrow(expect.objectContaining({ code: wanted }))
    expect(codec.readHeader(header)).toBe(RESPONSE)
    expect(codec.readBody(guarded.result)).toBe('hello')
  })

  test('details that lack what is zero, and have what nobody asks for', () => {
    const type = framed(
      'ff81 03 01 01 07 5265667573616c 01 ff82 00 01 02 01 01 5a 01 04 00 01 06 526561736f6e 01 0c 00 00 00',
    )
    const stream = `${type}${framed('ff82 01 02 01 01 78 00')}`
    const { codec } = response(`${no} 01 ${code('Refused')} 01 ${framed(stream)}`)
    expect(codec.readBody(details)).toEqual({ reason: 'x', after: 0 })
  })
})

describe('a cancel', () => {
  const cancel = (type: string, body: string) =>
    type + framed('ff82 01 0e 5f676f5250435f2e43616e63656c 01 05 00') + body
  const argsType = framed('ff85 03 01 01 0a 43616e63656c41726773 01 ff86 00 01 01 01 03 536571 01 06 00 00 00')

  test.each([
    ['of the first call', argsType + framed('ff86 00'), 0],
    ['of any', argsType + framed('ff86 01 07 00'), 7],
    ['of one with a seq of 64 bits', argsType + framed('ff86 01 f8ffffffffffffffff 00'), 2n ** 64n - 1n],
    ['with params of another type', hello, -1],
    ['with a seq of another type', argsType.replace('010600', '010400') + framed('ff86 01 07 00'), -1],
    ['with params that end early', argsType + framed('ff86 01 ff'), -1],
    ['with params of a type that is not defined', framed('ff90 00'), -1],
  ])('%s', (_name, body, target) => {
    for (const [type, answer] of [
      [plainType, true],
      [requestType, false],
    ] as const) {
      const { codec, reader, header, mismatches } = bench()
      reader.append(unhex(cancel(type, body) + framed('ff82 00') + hello))
      expect(codec.readHeader(header)).toBe(CANCEL)
      expect(header).toEqual({ ...plainRequest, seq: 5, method: '_goRPC_.Cancel', answer, target })
      expect(codec.readHeader(header)).toBe(REQUEST)
      expect(header).toEqual(plainRequest)
      expect(codec.readBody(guarded.params)).toBe('hello')
      expect(mismatches).toEqual([])
    }
  })
})

test('no mutation of an extended stream gives anything but an RpcError or a value', () => {
  const client = bench({}, 'on')
  client.codec.writeRequest(requestHeader(1, { timeout: 1500, metadata: { a: 'b', c: 'd' } }), guarded, 'hello')
  client.codec.writeCancel?.(2, 1)
  const said = { error: 'no', errorName: 'Refused', code: 'remote' } as const
  const server = bench()
  server.codec.writeResponse(responseHeader(1, 'Test.Guarded', said), guarded, { reason: 'full', after: 7 })
  for (const good of [client.writer.take(), server.writer.take()]) {
    for (let at = 0; at < good.length; at++) {
      for (const byte of [
        0,
        1,
        2,
        0x7f,
        0x80,
        0xf7,
        0xf8,
        0xfe,
        0xff,
        (good[at] as number) ^ 1,
        (good[at] as number) + 1,
      ]) {
        const bad = good.slice()
        bad[at] = byte
        const { codec, reader, header } = bench()
        reader.append(bad)
        try {
          for (;;) {
            const kind = codec.readHeader(header)
            if (kind === NONE) break
            if (kind === CANCEL) continue
            try {
              codec.readBody(codec.errorOf?.(guarded) === undefined ? guarded.params : details)
            } catch (error) {
              if (!isRpcError(error)) throw error
            }
          }
        } catch (error) {
          if (!isRpcError(error)) throw error
        }
      }
    }
  }
})
