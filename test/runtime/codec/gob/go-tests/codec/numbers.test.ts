import { decode, encode } from '@rpcgen/runtime/gob'
import { expect, test } from 'vitest'
import type { Type } from '../../../../../../runtime/type.js'
import {
  bool,
  bytes,
  complex64,
  complex128,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  integer,
  string,
  uint8,
  uint16,
  uint32,
  uint64,
} from '../../../../../../runtime/type.js'
import { messageOf } from '../../../message-of.js'
import { framed, hex, unhex } from '../../harness.js'
import { struct } from '../shared/types.js'

const uint64s = messageOf(uint64)
const int64s = messageOf(int64)

/** Numbers from 0 up to the first of 64 bits, as Go's tests have them. */
function* growing(): Iterable<bigint> {
  for (let n = 0n; ; n = BigInt.asUintN(64, (n + 1n) * 7n)) {
    yield n
    if (n >= 2n ** 63n) return
  }
}

test('TestUintCodec: an unsigned integer is written in as few bytes as it has, and comes back', () => {
  const written = [
    [0x00n, '00'],
    [0x0fn, '0f'],
    [0xffn, 'ffff'],
    [0xffffn, 'feffff'],
    [0xffffffn, 'fdffffff'],
    [0xffffffffn, 'fcffffffff'],
    [0xffffffffffn, 'fbffffffffff'],
    [0xffffffffffffn, 'faffffffffffff'],
    [0xffffffffffffffn, 'f9ffffffffffffff'],
    [0xffffffffffffffffn, 'f8ffffffffffffffff'],
    [0x1111n, 'fe1111'],
    [0x1111111111111111n, 'f81111111111111111'],
    [0x8888888888888888n, 'f88888888888888888'],
    [1n << 63n, 'f88000000000000000'],
  ] as const
  for (const [value, digits] of written) expect(hex(encode(uint64s, value))).toBe(framed(`06 00 ${digits}`))
  for (const value of growing()) expect(decode(uint64s, encode(uint64s, value))).toBe(value)
})

test('TestIntCodec: a signed integer comes back, and so do its negative and its complement', () => {
  const values = [...growing()].flatMap((n) => [n, -n, ~n]).map((n) => BigInt.asIntN(64, n))
  for (const value of [...values, -(2n ** 63n)]) expect(decode(int64s, encode(int64s, value))).toBe(value)
})

/** A type, its wire id, its zero, a value of it and the bytes of that. */
type Instruction = readonly [type: Type, id: string, zero: unknown, value: unknown, bytes: string]

const instructions: readonly Instruction[] = [
  [bool, '02', false, true, '01'],
  [integer, '04', 0, 17, '22'],
  [int8, '04', 0, 17, '22'],
  [int16, '04', 0, 17, '22'],
  [int32, '04', 0, 17, '22'],
  [int64, '04', 0n, 17n, '22'],
  [uint8, '06', 0, 17, '11'],
  [uint16, '06', 0, 17, '11'],
  [uint32, '06', 0, 17, '11'],
  // Go's uint and uintptr are the same here.
  [uint64, '06', 0n, 17n, '11'],
  [float32, '08', 0, 17, 'fe3140'],
  [float64, '08', 0, 17, 'fe3140'],
  [complex64, '0e', { real: 0, imag: 0 }, { real: 17, imag: 19 }, 'fe3140 fe3340'],
  [complex128, '0e', { real: 0, imag: 0 }, { real: 17, imag: 19 }, 'fe3140 fe3340'],
  [bytes, '0a', new Uint8Array(0), new Uint8Array(Buffer.from('hello')), '05 68656c6c6f'],
  [string, '0c', '', 'hello', '05 68656c6c6f'],
]

const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const

/** A struct of seven fields of one type, of which the last alone is not zero, with its stream. */
function seventh([type, id, zero, value, digits]: Instruction) {
  const fields = names.map((name) => `01 01 ${hex(Buffer.from(name))} 01 ${id} 00`)
  const definition = framed(`ff81 03 01 02 ff82 00 01 07 ${fields.join('')} 00 00`)
  return {
    message: messageOf(struct(Object.fromEntries(names.map((name) => [name, type])))),
    whole: { ...Object.fromEntries(names.map((name) => [name, zero])), G: value },
    stream: definition + framed(`ff82 07 ${digits} 00`),
  }
}

test('TestScalarEncInstructions: a scalar is the distance of its field and its bytes', () => {
  for (const { message, whole, stream } of instructions.map(seventh)) expect(hex(encode(message, whole))).toBe(stream)
})

test('TestScalarDecInstructions: the distance tells the field, and the bytes its value', () => {
  for (const { message, whole, stream } of instructions.map(seventh)) {
    expect(decode(message, unhex(stream))).toEqual(whole)
  }
})
