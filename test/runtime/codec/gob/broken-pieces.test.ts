import { defaultLimits, RpcError } from '@rpcgen/runtime'
import { type GobOptions, gob, typed } from '@rpcgen/runtime/gob'
import { errorType, type Message, method, service } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { listType } from '../../../../runtime/build-type.js'
import { ByteReader, ByteWriter } from '../../../../runtime/bytes.js'
import type { AnyMethod } from '../../../../runtime/message.js'
import { integer, type Type, unknown } from '../../../../runtime/type.js'
import { responseHeader, usedHeader } from '../headers.js'
import { messageOf } from '../message-of.js'
import { asRequests, type Outcome, readRequests } from './bare-stream.js'
import { bench, framed, hex, unhex } from './harness.js'
import { any, Dot, Holder, types } from './interfaces.js'
import { held, id, int, nil, sliceType, structType, text, uint, value } from './wire.js'

/** Dot{X, Y int} as type 70, which the value brings along. */
const dotType = structType(70, 'Dot', [
  ['X', id.int],
  ['Y', id.int],
])
const otherType = (type: number) => structType(type, 'Other', [['A', id.int]])
/** An interface that holds a main.Dot: its first message, which ends in the definition, and what goes on with it. */
const begun = framed(`${int(id.interface)}00${text('main.Dot')}${dotType}`)
const goesOn = (payload: string): string => framed(`${int(70)}${framed(payload)}`)
const five = value(id.int, '000a')
const dot = typed('main.Dot', { X: 1, Y: 2 })

/** What becomes of bodies that are read as these types; undefined skips one. */
function outcomes(parts: readonly string[], as: readonly (Type | undefined)[]): readonly unknown[] {
  const stream = asRequests(parts)
  const found = readRequests([stream], as, {}, types)
  const cut = readRequests(
    Array.from(stream, (byte) => Uint8Array.of(byte)),
    as,
    {},
    types,
  )
  expect(cut).toEqual(found)
  return found.map(shortly)
}

function shortly(outcome: Outcome): unknown {
  if (outcome === undefined) return 'nothing'
  return 'error' in outcome ? `${outcome.fatal ? 'fatal ' : ''}${outcome.code}: ${outcome.error}` : outcome.value
}

describe('a value that is cut, and whose next message', () => {
  test.each([
    ['goes on with it', goesOn('0102 0104 00'), dot],
    ['is another definition', framed(otherType(71)) + goesOn('0102 0104 00'), dot],
    ['is several definitions', framed(otherType(71)) + framed(otherType(72)) + goesOn('0102 0104 00'), dot],
    ['has a definition and the value, behind a length', framed(`${otherType(71)}07${int(70)}050102010400`), dot],
    ['gives another length', framed(`${int(70)}7f0102010400`), dot],
    ['ends the struct', goesOn('0102'), typed('main.Dot', { X: 1, Y: 0 })],
    ['has bytes behind it', `${goesOn('0102 0104 00 09 09')}`, dot],
    [
      'is of another type',
      framed(`${int(id.int)}02000a`),
      'decode: params: gob: type mismatch in decoder: want struct type Dot; got non-struct',
    ],
    ['is of no type', framed(`${int(99)}020000`), 'decode: params: gob: unknown type id or corrupted data'],
    ['has a field that is not there', goesOn('09 02 00'), 'decode: params: gob: bad data: field numbers out of bounds'],
    ['ends in a field', goesOn('01'), 'decode: params: gob: unexpected EOF'],
    ['ends in the type', framed('ff'), 'decode: params: gob: unexpected EOF'],
    ['ends behind the type', framed(int(70)), 'decode: params: gob: unexpected EOF'],
    ['has a number of nine bytes', framed('f7'), 'decode: params: gob: encoded unsigned integer out of range'],
    ['defines the type once more', framed(dotType), 'decode: params: gob: duplicate type received'],
    ['defines a type of gob', framed('05 03 0102 00 00 00'), 'decode: params: gob: duplicate type received'],
    ['defines nothing', framed(`${int(-71)}00`), 'decode: params: gob: a definition that defines nothing'],
    ['defines a type and ends early', framed(`${int(-71)}03010109`), 'decode: params: gob: bad string length: 9'],
  ])('%s, is read or refused, and the next request is read', (_name, rest, wanted) => {
    const parts = [begun + rest, value(70, '010200'), five]
    expect(outcomes(parts, [unknown, Dot.type, integer])).toEqual([wanted, { X: 1, Y: 0 }, 5])
    // Whoever passes over it stands where the reader would.
    expect(outcomes(parts, [undefined, Dot.type, integer])).toEqual([undefined, { X: 1, Y: 0 }, 5])
    expect(outcomes(parts, [integer, undefined, integer]).slice(1)).toEqual([undefined, 5])
  })

  test.each([
    ['has no bytes', '00', 'fatal protocol: gob: a message of no bytes'],
    ['has a length of nine bytes', 'f7', 'fatal protocol: gob: encoded unsigned integer out of range'],
    ['is over the limit', 'fc7fffffff', 'fatal limit: '],
  ])('%s ends the connection', (_name, rest, wanted) => {
    const parts = [five, begun + rest, five]
    expect(outcomes(parts, [integer, unknown, integer])).toEqual([5, expect.stringContaining(wanted), 'nothing'])
  })

  test('does not come is never whole', () => {
    expect(outcomes([five, begun], [integer, unknown])).toEqual([5, 'nothing'])
    expect(outcomes([five, begun + framed(otherType(71))], [integer, unknown])).toEqual([5, 'nothing'])
  })
})

describe('a definition inside a value', () => {
  const list = framed(sliceType(80, id.interface))

  test('is known to all that comes after it, inside and outside, read or passed over', () => {
    const parts = [
      // A list whose second item brings the type, and whose third has it.
      list +
        framed(`${int(80)}00${uint(3)}${held('int', id.int, '0002')}${text('main.Dot')}${dotType}`) +
        framed(`${int(70)}${framed('010200')}${held('main.Dot', 70, '010400')}`),
      value(70, '010600'),
      value(id.interface, `00${held('main.Dot', 70, '010800')}`),
    ]
    const dots = [1, 2, 3, 4].map((X) => ({ X, Y: 0 }))
    const [a, b, c, d] = dots
    const anys = listType(() => unknown)
    const wanted = [[1, typed('main.Dot', a), typed('main.Dot', b)], c, typed('main.Dot', d)]
    expect(outcomes(parts, [anys, Dot.type, unknown])).toEqual(wanted)
    expect(outcomes(parts, [undefined, Dot.type, unknown])).toEqual([undefined, ...wanted.slice(1)])
  })

  test('that was sent before ends the value, and what was defined before it stays', () => {
    const parts = [
      framed(dotType) + framed(otherType(71)) + five,
      framed(`${int(id.interface)}00${text('main.Dot')}${otherType(72)}`) + framed(`${dotType}`),
      value(72, '010200'),
      value(70, '010200'),
    ]
    const duplicate = 'decode: params: gob: duplicate type received'
    const other = 'decode: params: gob: type mismatch: no fields matched compiling decoder for Dot'
    expect(outcomes(parts, [integer, unknown, Dot.type, Dot.type])).toEqual([5, duplicate, other, { X: 1, Y: 0 }])
  })

  test('in a field that we lack is taken in all the same', () => {
    const wide = framed(
      structType(81, 'Wide', [
        ['Extra', id.interface],
        ['X', id.int],
        ['More', id.interface],
      ]),
    )
    const parts = [
      wide +
        framed(`${int(81)}01${text('main.Nope')}${dotType}`) +
        framed(`${int(70)}${framed('0102 0104 00')} 01 0a 01 ${text('x')}${otherType(71)}`) +
        framed(`${int(71)}${framed('00')} 00`),
      value(70, '010200'),
      value(71, '00'),
    ]
    const none = 'decode: params: gob: type mismatch: no fields matched compiling decoder for Dot'
    expect(outcomes(parts, [Dot.type, Dot.type, Dot.type])).toEqual([{ X: 5, Y: 0 }, { X: 1, Y: 0 }, none])
    expect(outcomes(parts, [undefined, undefined, Dot.type])).toEqual([undefined, undefined, none])
  })
})

describe('a header that is cut', () => {
  /** Request{ServiceMethod, Seq, Extra interface{}} as type 65. */
  const requestType = framed(
    structType(65, 'Request', [
      ['ServiceMethod', id.string],
      ['Seq', id.uint],
      ['Extra', id.interface],
    ]),
  )
  const header = (seq: number, rest: string) => `${int(65)}01${text('T.M')}01${uint(seq)}${rest}`
  const first = framed(header(1, `01${text('main.Dot')}${dotType}`)) + framed(`${int(70)}${framed('0102 0104 00')}00`)

  test('is read once it is whole, and so is its body, wherever the stream is cut', () => {
    const body = framed(`${int(id.interface)}00${text('main.Dot')}${otherType(71)}`) + goesOn('0102 0104 00')
    const stream = unhex(requestType + first + body + framed(header(2, '00')) + five)
    for (let cut = 0; cut <= stream.length; cut++) {
      const { codec, reader, header: found } = bench({}, 'auto', types)
      const read: unknown[] = []
      for (const chunk of [stream.subarray(0, cut), stream.subarray(cut)]) {
        reader.append(Uint8Array.from(chunk))
        while (codec.readHeader(found) !== 0) {
          read.push([found.seq, found.method, codec.readBody(found.seq === 1 ? any : messageOf(integer))])
        }
      }
      expect(read).toEqual([
        [1, 'T.M', dot],
        [2, 'T.M', 5],
      ])
    }
  })

  test.each([
    ['defines a type twice', framed(header(1, `01${text('x')}${dotType}`)) + framed(dotType)],
    ['is of no type', framed(header(1, `01${text('x')}${dotType}`)) + framed(`${int(99)}0100`)],
    [
      'is deep',
      framed(sliceType(80, id.interface)) + framed(header(1, `01${`${text('x')}${int(80)}010001`.repeat(200)}${nil}`)),
    ],
  ])('and that %s ends the connection', (_name, bytes) => {
    const { codec, reader, header: found } = bench({}, 'auto', types)
    reader.append(unhex(requestType + bytes + five))
    expect(() => codec.readHeader(found)).toThrow(RpcError)
  })
})

describe('a value that goes on and on', () => {
  const endless = (count: number): string =>
    begun + Array.from({ length: count }, (_, index) => framed(otherType(2_000 + index))).join('')

  test('is over the limit once its pieces together are', () => {
    const parts = [five, endless(1_000)]
    const found = readRequests([asRequests(parts)], [integer, unknown], { message: 4_096 }, types)
    expect(found.map(shortly)).toEqual([5, expect.stringMatching(/^fatal limit: a message of 4\d\d\d bytes/)])
    expect(readRequests([asRequests(parts)], [integer, unknown], {}, types).map(shortly)).toEqual([5, 'nothing'])
  })

  test('costs its reader a few steps for each byte, and each byte is looked at once', () => {
    const { codec, reader, header } = bench({}, 'auto', types)
    const stream = asRequests([endless(5_000)])
    for (let at = 0; at < stream.length; at += 7) {
      reader.append(stream.slice(at, at + 7))
      expect(codec.readHeader(header)).toBe(0)
    }
    expect((codec as unknown as { steps: number }).steps).toBeLessThan(4 * stream.length + 1_000)
  })
})

describe('more types than a stream may define', () => {
  function open(options: GobOptions) {
    const reader = new ByteReader()
    const header = usedHeader()
    const codec = gob({ types, onMismatch: () => {}, ...options }).open({
      reader,
      writer: new ByteWriter(),
      limits: defaultLimits,
      extensions: 'auto',
    })
    return {
      append: (stream: Uint8Array) => reader.append(stream),
      read(message: Message<unknown>): unknown {
        try {
          if (codec.readHeader(header) === 0) return 'nothing'
        } catch (error) {
          return `fatal ${(error as RpcError).code}`
        }
        try {
          return codec.readBody(message)
        } catch (error) {
          return `${(error as RpcError).code}: ${(error as RpcError).message}`
        }
      },
    }
  }

  test('end a value in which they come, and the connection between values', () => {
    // The header's type, and two more.
    const { append, read } = open({ limits: { types: 3 } })
    const parts = [
      begun + framed(otherType(71)) + framed(otherType(72)),
      value(70, '010200'),
      framed(`${int(id.interface)}00${text('main.Dot')}${otherType(73)}`),
      value(71, '010200'),
      framed(otherType(74)),
    ]
    append(asRequests(parts))
    expect(read(any)).toBe('limit: params: gob: more than 3 types')
    expect(read(Dot)).toEqual({ X: 1, Y: 0 })
    expect(read(any)).toBe('limit: params: gob: more than 3 types')
    expect(read(Dot)).toBe('decode: params: gob: type mismatch: no fields matched compiling decoder for Dot')
    expect(read(any)).toBe('fatal limit')
  })

  test('are as many as the options say', () => {
    for (const [limit, wanted] of [
      [5, dot],
      [4, 'limit: params: gob: more than 4 types'],
    ] as const) {
      const { append, read } = open({ limits: { types: limit } })
      append(
        asRequests([begun + [71, 72, 73].map((type) => framed(otherType(type))).join('') + goesOn('0102 0104 00')]),
      )
      expect(read(any)).toEqual(wanted)
    }
  })
})

describe('the details of an error', () => {
  const Refused = errorType('Refused', Holder)
  const failing = method(service('T'), 'm', { errors: [Refused] }) as AnyMethod
  const said = { error: 'no', errorName: 'Refused', code: 'remote' } as const
  const details = { a: dot, b: [dot, { c: dot }], c: 5 }

  test('hold interface values, on a stream of their own each time', () => {
    const { codec, writer } = bench({}, 'auto', types)
    const frames = [1, 2].map((seq) => {
      codec.writeResponse(responseHeader(seq, 'T.M', said), failing, details)
      return writer.take().slice()
    })
    const { codec: client, reader, header } = bench({}, 'auto', types)
    for (const frame of frames) {
      reader.append(frame)
      client.readHeader(header)
      expect([client.errorOf?.(failing)?.name, client.readBody(Holder)]).toEqual(['Refused', details])
    }
    // Each brings its definitions along.
    const known = hex(Buffer.from('main.Dot'))
    for (const frame of frames) expect(hex(frame)).toContain(known)
  })

  test('that cannot be written fail that response alone, and leave nothing behind', () => {
    const { codec, writer } = bench({}, 'auto', types)
    const good = () => codec.writeResponse(responseHeader(1, 'T.M', said), failing, details)
    const bad = { ...details, b: [dot, Symbol('x')] }
    expect(() => codec.writeResponse(responseHeader(1, 'T.M', said), failing, bad)).toThrow(
      expect.objectContaining({ code: 'encode', path: 'details.b' }),
    )
    expect(writer.length).toBe(0)
    good()
    const other = bench({}, 'auto', types)
    other.codec.writeResponse(responseHeader(1, 'T.M', said), failing, details)
    expect(writer.take()).toEqual(other.writer.take())
  })

  test('that hold what nobody has registered fail their call alone', () => {
    const { codec, writer } = bench({}, 'auto', types)
    codec.writeResponse(responseHeader(1, 'T.M', said), failing, details)
    codec.writeResponse(responseHeader(2, 'T.M', said), failing, { a: 1, c: 2 })
    const { codec: client, reader, header } = bench()
    reader.append(writer.take())
    client.readHeader(header)
    expect(() => client.readBody(Holder)).toThrow('details.a: gob: name not registered for interface: "main.Dot"')
    client.readHeader(header)
    expect(client.readBody(Holder)).toEqual({ a: 1, c: 2 })
  })
})
