import { isRpcError } from '@rpcgen/runtime'
import type { Message } from '@rpcgen/runtime/stub'
import { bytes, float64, integer, message, string, structType } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { Args } from '../../../../generated/arith.js'
import { EchoMethods } from '../../../../generated/echo.js'
import { bench, framed, unhex } from './harness.js'

/** Request{ServiceMethod, Seq} as Go defines it, as type 65. */
const requestDefinition = framed(
  'ff81 03 01 01 07 52657175657374 01 ff82 00 01 02 01 0d 536572766963654d6574686f64 01 0c 00 01 03 536571 01 06 00 00 00',
)
/** The header of a request for `T.M`. */
const header = framed('ff82 01 03 542e4d 00')
/** Point{X, Y int} as type 66, and one of them. */
const pointDefinition = framed('ff83 03 01 01 05 506f696e74 01 ff84 00 01 02 01 01 58 01 04 00 01 01 59 01 04 00 00 00')
const point = framed('ff84 01 2c 01 42 00')
/** An int, as any body that is no struct. */
const seven = framed('04 00 0e')

interface Point {
  x: number
  y: number
}

const PointType = structType('Point', () => [
  { name: 'x', type: integer },
  { name: 'y', type: integer },
])

const Point: Message<Point> = message(
  PointType,
  () => {},
  (d) => {
    let x = 0
    let y = 0
    d.beginStruct(PointType)
    for (;;) {
      switch (d.nextField()) {
        case 0:
          x = d.int(53)
          break
        case 1:
          y = d.int(53)
          break
        default:
          return { x, y }
      }
    }
  },
)

const params = <K extends keyof typeof EchoMethods>(name: K): Message<unknown> =>
  EchoMethods[name].params as Message<unknown>

/** Reads one request with these definitions and this body. */
function read(as: Message<unknown>, body: string): unknown {
  const { codec, reader, header: found } = bench()
  reader.append(unhex(requestDefinition + header + body))
  expect(codec.readHeader(found)).not.toBe(0)
  return codec.readBody(as)
}

function error(act: () => unknown): { code: string; message: string } {
  try {
    act()
  } catch (thrown) {
    if (isRpcError(thrown)) return { code: thrown.code, message: thrown.message }
    throw thrown
  }
  throw new Error('did not throw')
}

describe('what a peer may send', () => {
  /** struct P { A []int; Y int; B map[string]int; C string; D struct{ Z int }; E [2]bool; F complex128; X int } */
  const wide = [
    'ff83 03 01 01 01 50 01 ff84 00 01 08',
    '01 01 41 01 ff86 00  01 01 59 01 04 00  01 01 42 01 ff88 00  01 01 43 01 0c 00',
    '01 01 44 01 ff8a 00  01 01 45 01 ff8c 00  01 01 46 01 0e 00  01 01 58 01 04 00  00 00',
  ].join('')
  const parts = [
    'ff85 02 01 02 ff86 00 01 04 00 00',
    'ff87 04 01 02 ff88 00 01 0c 01 04 00 00',
    'ff89 03 01 02 ff8a 00 01 01 01 01 5a 01 04 00 00 00',
    'ff8b 01 01 02 ff8c 00 01 02 01 04 00 00',
  ]
  const wideValue = 'ff84 01 02 02 04 01 42 01 01 01 6b 02 01 01 63 01 01 02 00 01 02 01 00 01 fef03f 00 01 2c 00'

  test.each([
    ['fields left out are zero', Point, pointDefinition + framed('ff84 00'), { x: 0, y: 0 }],
    [
      'numbers in more bytes than needed',
      Point,
      pointDefinition + framed('ff84 01 f8000000000000002c 01 ff42 00'),
      { x: 22, y: 33 },
    ],
    ['a struct that ends with its message', Point, pointDefinition + framed('ff84 01 2c'), { x: 22, y: 0 }],
    ['bytes after the value', Point, pointDefinition + framed('ff84 01 2c 01 42 00 09 09'), { x: 22, y: 33 }],
    [
      'a first id of 64',
      Point,
      '1e7f03010105506f696e7401ff80000102010158010400010159010400000005ff80012c00',
      { x: 22, y: 0 },
    ],
    [
      'an id inside the definition that is another',
      Point,
      '19ff8b03010105506f696e7401ffc6000101010158010400000005ff8c012c00',
      { x: 22, y: 0 },
    ],
    ['a boolean of 2', params('bool'), framed('02 00 02'), true],
    [
      'fields in another order, and fields that we lack, of every kind',
      Point,
      [wide, ...parts, wideValue].map(framed).join(''),
      { x: 22, y: 33 },
    ],
  ] as const)('%s', (_name, as, body, wanted) => {
    expect(read(as as Message<unknown>, body)).toEqual(wanted)
  })
})

describe('what Go says of a body that does not fit, we say', () => {
  const text = message<unknown>(
    string,
    () => {},
    (d) => d.string(),
  )
  const otherDefinition = pointDefinition.replace('0158010400', '0158010600')
  test.each([
    ['another field type', Point, otherDefinition + point, 'params: gob: wrong type (int) for received field Point.X'],
    ['no struct', Point, seven, 'gob: type mismatch in decoder: want struct type Point; got non-struct'],
    [
      'no field in common',
      Args,
      pointDefinition + point,
      'gob: type mismatch: no fields matched compiling decoder for Args',
    ],
    ['another basic type', text, seven, 'gob: decoding into local type *string, received remote type int'],
    ['signed for unsigned', params('uint32'), seven, 'gob: decoding into local type *uint32, received remote type int'],
    [
      'an undefined type',
      params('list'),
      framed('ff90 00 00'),
      'gob: decoding into local type *[]int, received remote type unknown type',
    ],
    ['an integer out of range', params('int8'), framed('04 00 fe0100'), 'gob: value for "Value" out of range'],
    [
      'a float out of range',
      params('float32'),
      framed('08 00 f8ffffffffffffef7f'),
      'gob: value for "Value" out of range',
    ],
    [
      'a delta at the top',
      params('integer'),
      framed('04 01 0e'),
      'gob: decode: corrupted data: non-zero delta for singleton',
    ],
    [
      'a field that is not there',
      Point,
      pointDefinition + framed('ff84 09 2c 00'),
      'gob: bad data: field numbers out of bounds',
    ],
    ['a string longer than the message', params('string'), framed('0c 00 7f 61'), 'gob: bad string length: 127'],
    ['a name that is none of the enum', params('shade'), framed('0c 00 03 726564'), '"red" is none of Shade'],
    [
      'an array of another length',
      params('fixed'),
      framed('ff83 01 01 02 ff84 00 01 04 01 04 00 00') + framed('ff84 00 02 02 04'),
      'gob: decoding into local type *[3]int, received remote type [2]int',
    ],
  ] as const)('%s', (_name, as, body, wanted) => {
    const { code, message } = error(() => read(as as Message<unknown>, body))
    expect({ code, message: message.replace(/^params: /, '') }).toEqual({
      code: 'decode',
      message: wanted.replace(/^params: /, ''),
    })
  })

  test('and the next message is read as if nothing had been', () => {
    const { codec, reader, header: found } = bench()
    reader.append(unhex(requestDefinition + header + seven + header + pointDefinition + point))
    codec.readHeader(found)
    expect(() => codec.readBody(Point)).toThrow('non-struct')
    codec.readHeader(found)
    expect(codec.readBody(Point)).toEqual({ x: 22, y: 33 })
  })
})

describe('hostile bytes', () => {
  test.each([
    ['a length over the limit', 'fc40000000', 'limit'],
    ['a length of 2^63', 'f88000000000000000', 'limit'],
    ['a length of no bytes', '00', 'protocol'],
    ['a number of nine bytes', 'f7000000000000000000', 'protocol'],
    ['a header that is no struct', seven + seven, 'protocol'],
    ['a header of an undefined type', framed('ff90 01 02 00') + seven, 'protocol'],
    ['a definition sent twice', requestDefinition + requestDefinition + header + seven, 'protocol'],
    ['a definition of a basic type', framed('09 03 01 01 01 50 00 00 00') + seven + seven, 'protocol'],
    ['a definition that ends early', framed('ff81 03 01 01 09') + header + seven, 'protocol'],
    ['a definition of nothing', framed('ff81 00') + header + seven, 'protocol'],
    [
      'a definition of a kind that is none',
      framed('ff81 08 01 01 01 78 01 ff82 00 00 00') + header + seven,
      'protocol',
    ],
    [
      'a field without a name',
      framed('ff81 03 01 01 01 50 01 ff82 00 01 01 02 04 00 00 00') + header + seven,
      'protocol',
    ],
    ['more fields than bytes', framed('ff81 03 01 01 01 50 01 ff82 00 01 ff7f 00 00') + header + seven, 'protocol'],
    ['bytes after a definition', framed('ff81 03 01 02 ff82 00 00 00 09') + header + seven, 'protocol'],
    [
      'a field delta of 2^64 - 1 in a header',
      requestDefinition + framed('ff82 f8ffffffffffffffff 00') + seven,
      'protocol',
    ],
  ] as const)('%s ends the connection', (_name, stream, code) => {
    const { codec, reader, header: found } = bench()
    reader.append(unhex(stream))
    expect(error(() => codec.readHeader(found)).code).toBe(code)
  })

  const intSlice = framed('ff83 02 01 02 ff84 00 01 04 00 00')
  test.each([
    ['a field delta of 2^63 - 1 after a field', Point, pointDefinition + framed('ff84 02 02 f87fffffffffffffff 02 00')],
    ['a list of more items than bytes', params('list'), intSlice + framed('ff84 00 fe7fff 02 04')],
    ['a list that ends after its first item', params('list'), intSlice + framed('ff84 00 02 ff80')],
    [
      'a map of 2^30 entries',
      params('map'),
      framed('ff83 04 01 02 ff84 00 01 04 01 0c 00 00') + framed('ff84 00 fc40000000'),
    ],
    ['bytes of 2^32', params('bytes'), framed('0a 00 fb0100000000')],
    ['a time of one byte', params('timestamp'), framed('ff83 05 01 02 ff84 00 00 00') + framed('ff84 00 01 01')],
    [
      'a skipped map of 2^30 empty structs',
      Point,
      framed('ff83 03 01 02 ff84 00 01 02 01 01 51 01 ff86 00 01 01 58 01 04 00 00 00') +
        framed('ff85 04 01 02 ff86 00 01 ff88 01 ff88 00 00') +
        framed('ff87 03 01 02 ff88 00 00 00') +
        framed('ff84 01 fc40000000'),
    ],
  ] as const)('%s fails that body alone', (_name, as, body) => {
    expect(error(() => read(as as Message<unknown>, body)).code).toBe('decode')
  })

  test('a list of lists, 10,000 deep, is refused, read or skipped', () => {
    const ofItself = framed('ff83 02 01 02 ff84 00 01 ff84 00 00')
    const deep = '01'.repeat(10_000)
    expect(error(() => read(params('matrix'), ofItself + framed(`ff84 00 ${deep} 00`))).code).toBe('decode')
    // struct { Q R; X int }, of which we have X.
    const holder = framed('ff85 03 01 02 ff86 00 01 02 01 01 51 01 ff84 00 01 01 58 01 04 00 00 00')
    expect(error(() => read(Point, ofItself + holder + framed(`ff86 01 ${deep} 00 01 2c 00`))).code).toBe('limit')
  })

  test('no mutation of a good stream gives anything but an RpcError or a value', () => {
    const good = unhex(requestDefinition + header + pointDefinition + point)
    for (let at = 0; at < good.length; at++) {
      for (let value = 0; value < 256; value++) {
        const { codec, reader, header: found } = bench({ message: 4096 })
        const bad = good.slice()
        bad[at] = value
        reader.append(bad)
        try {
          if (codec.readHeader(found) !== 0) codec.readBody(Point)
        } catch (thrown) {
          if (!isRpcError(thrown)) throw thrown
        }
      }
    }
  })
})

describe('field names that differ', () => {
  const User = structType('User', () => [
    { name: 'userId', type: integer },
    { name: 'name', type: string },
  ])
  const message_: Message<unknown> = message(
    User,
    () => {},
    (d) => {
      d.beginStruct(User)
      for (;;) {
        switch (d.nextField()) {
          case 0:
            d.int(53)
            break
          case 1:
            d.string()
            break
          default:
            return undefined
        }
      }
    },
  )

  test('are reported once, with what was probably meant', () => {
    // struct User { UserID int; Name string }
    const definition = framed(
      'ff83 03 01 01 04 55736572 01 ff84 00 01 02 01 06 557365724944 01 04 00 01 04 4e616d65 01 0c 00 00 00',
    )
    const { codec, reader, header: found, mismatches } = bench()
    const value = framed('ff84 01 0a 01 02 4162 00')
    reader.append(unhex(requestDefinition + header + definition + value + header + value))
    for (let i = 0; i < 2; i++) {
      codec.readHeader(found)
      codec.readBody(message_)
    }
    expect(mismatches).toEqual([
      'gob: User has "UserId", which the peer\'s "User" lacks; it has "UserID" instead; did you mean wire: "UserID" for UserId?',
    ])
  })

  test('are not reported when only one side has more', () => {
    const { codec, reader, header: found, mismatches } = bench()
    reader.append(unhex(requestDefinition + header + pointDefinition + point))
    codec.readHeader(found)
    const Wider = structType(
      'Point',
      () => [...PointType.fields, { name: 'z', type: float64 }, { name: 'w', type: bytes }] as never,
    )
    codec.readBody(
      message(
        Wider,
        () => {},
        (d) => {
          d.beginStruct(Wider)
          while (d.nextField() >= 0) d.int(53)
        },
      ) as Message<unknown>,
    )
    expect(mismatches).toEqual([])
  })
})
