import type { Codec, Hook } from '@rpcgen/runtime'
import { GobWriter, typed } from '@rpcgen/runtime/gob'
import type { Message } from '@rpcgen/runtime/stub'
import { customType, errorType, method, service } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { listType, mapType, nullableType, structType, tupleType } from '../../../../runtime/build-type.js'
import type { AnyMethod } from '../../../../runtime/message.js'
import { float64, integer, string, uint8, unknown } from '../../../../runtime/type.js'
import { requestHeader, responseHeader } from '../headers.js'
import { messageOf } from '../message-of.js'
import { bench, hex, methodOf } from './harness.js'
import { any, Dot, Holder, types } from './interfaces.js'

/*
 * What could not be written is as if nobody had tried: the frames after it are, to
 * the last byte, those of a codec that was never asked.
 */

const Fresh = Array.from({ length: 3 }, (_, index) =>
  messageOf(structType(`Fresh${index}`, () => [{ name: 'v', type: unknown }])),
)
const Nest = messageOf(
  structType('Nest', () => [
    { name: 'name', type: string },
    { name: 'any', type: unknown },
    { name: 'dots', type: listType(() => Dot.type) },
    { name: 'anys', type: mapType(string, () => listType(() => unknown)) },
    { name: 'pair', type: listType(() => float64, 2) },
    { name: 'last', type: unknown },
  ]),
)
const all = [...types, ...Fresh, Nest]

/** A value that brings many types, in pieces of pieces; `leaf` is asked for everything in it that is no container. */
function nest(leaf: (value: unknown) => unknown): unknown {
  const dot = () => ({ X: leaf(1), Y: leaf(2) })
  const fresh = (index: number, v: unknown) => typed(`Fresh${index}`, { v })
  return {
    name: leaf('n'),
    any: fresh(0, fresh(1, [leaf(true), typed('main.Dot', dot()), typed('[]string', [leaf('a'), leaf('b')])])),
    dots: [dot(), dot()],
    anys: new Map([
      ['k', [leaf(1.5), fresh(2, fresh(0, leaf('deep')))]],
      ['l', [typed('main.Holder', { a: leaf(5n), b: { c: leaf(new Date(0)) }, c: leaf(6) })]],
    ]),
    pair: [leaf(0.5), leaf(1)],
    last: typed('main.MyInt', leaf(7)),
  }
}
const good = nest((value) => value)

/** As many values as there are leaves, in each of which another is what nothing carries. */
const broken: readonly unknown[] = (() => {
  let leaves = 0
  nest((value) => {
    leaves++
    return value
  })
  return Array.from({ length: leaves }, (_, at) => {
    let index = 0
    return nest((value) => (index++ === at ? Symbol('broken') : value))
  })
})()

/** A getter that throws, once it is asked so many times. */
function fuse(times: number): unknown {
  let asked = 0
  return {
    v: {
      get a(): number {
        if (++asked > times) throw new Error('burnt')
        return asked
      },
      b: typed('main.Dot', { X: 1, Y: 2 }),
    },
  }
}

const failingHook = (form: Hook<string>['form']): Message<unknown> =>
  messageOf(
    structType('Hooked', () => [
      { name: 'before', type: unknown },
      {
        name: 'value',
        type: customType<string>({
          name: `Failing${form}`,
          form,
          encode: () => {
            throw new Error('no bytes today')
          },
          decode: () => '',
          zero: () => '',
        }),
      },
    ]),
  )
const newDot = typed('main.Dot', { X: 1, Y: 1 })

/** Types and values that gob does not carry, each behind or inside what it does. */
const unfit: readonly (readonly [name: string, message: Message<unknown>, value: unknown])[] = [
  ['a list of uint8', messageOf(listType(() => uint8)), [1]],
  [
    'a list of uint8 in a struct, behind types that are new',
    messageOf(
      structType('Bad', () => [
        { name: 'a', type: listType(() => Nest.type) },
        { name: 'b', type: listType(() => uint8) },
        { name: 'c', type: mapType(string, () => Dot.type) },
      ]),
    ),
    { a: [good], b: [1], c: new Map() },
  ],
  [
    'a list of such structs',
    messageOf(listType(() => structType('Bad', () => [{ name: 'b', type: listType(() => uint8) }]))),
    [],
  ],
  ['a tuple of several types', messageOf(tupleType(() => [integer, string])), [1, 'a']],
  ['an empty tuple', messageOf(tupleType(() => [])), []],
  ['null alone', messageOf(nullableType(() => Nest.type)), null],
  ['null in a list', messageOf(listType(() => nullableType(() => Nest.type))), [good, null]],
  ['a value that is none', Nest, undefined],
  ['a number for a list', messageOf(listType(() => Nest.type)), 5],
  ['too few items for an array', messageOf(listType(() => Nest.type, 3)), [good, good]],
  ['a getter that throws the first time', messageOf(structType('A', () => [{ name: 'v', type: unknown }])), fuse(0)],
  ['a getter that throws the second time', messageOf(structType('A', () => [{ name: 'v', type: unknown }])), fuse(1)],
  ['a hook of strings that throws', failingHook('string'), { before: newDot, value: '' }],
  ['a hook of a GobEncoder that throws', failingHook('gob'), { before: newDot, value: '' }],
  ['a type that nobody has registered', Holder, { a: newDot, b: typed('main.Nope', 1), c: 1 }],
  ['a registered type with another value', Holder, { a: newDot, b: typed('main.Holder', { a: good }), c: 1 }],
]

const attempts: readonly (readonly [name: string, message: Message<unknown>, value: unknown])[] = [
  ...broken.map((value, at) => [`a symbol as leaf ${at}`, Nest, value] as const),
  ...broken.map((value, at) => [`a symbol as leaf ${at}, in an interface`, any, typed('Nest', value)] as const),
  ...unfit,
]

/** Frames that are good, in an order in which each brings something of its own. */
const frames: readonly ((codec: Codec) => void)[] = [
  (codec) => codec.writeRequest(requestHeader(1), methodOf(Dot), { X: 1, Y: 2 }),
  (codec) => codec.writeRequest(requestHeader(2), methodOf(any), typed('Fresh2', { v: newDot })),
  (codec) => codec.writeResponse(responseHeader(3, 'T.M'), methodOf(Nest), good),
  (codec) => codec.writeCancel?.(4, 1),
  (codec) => codec.writeRequest(requestHeader(5), methodOf(Holder), { a: typed('Nest', good), c: 1 }),
  (codec) => codec.writeResponse(responseHeader(6, 'T.M', { error: 'no' }), undefined, undefined),
]

describe.each(attempts)('%s', (_name, message, value) => {
  test('is refused, and leaves a connection as it was, whatever was written before', () => {
    for (let before = 0; before <= frames.length; before++) {
      const tried = bench({}, 'auto', all)
      const untried = bench({}, 'auto', all)
      for (const [index, frame] of frames.entries()) {
        if (index === before) {
          const { length } = tried.writer
          const method = methodOf(message)
          expect(() => tried.codec.writeRequest(requestHeader(7), method, value)).toThrow(
            expect.objectContaining({ code: 'encode' }),
          )
          expect(() => tried.codec.writeResponse(responseHeader(7, 'T.M'), method, value)).toThrow(
            expect.objectContaining({ code: 'encode' }),
          )
          expect(tried.writer.length).toBe(length)
        }
        frame(tried.codec)
        frame(untried.codec)
      }
      expect(hex(tried.writer.take())).toBe(hex(untried.writer.take()))
    }
  })

  test('is refused by a writer of values, which writes on as if nobody had asked', () => {
    const [tried, untried] = [new GobWriter({ types: all }), new GobWriter({ types: all })]
    for (const [each, item] of [
      [Dot, { X: 1, Y: 2 }],
      [any, typed('Fresh1', { v: null })],
      [Nest, good],
      [any, [typed('main.Holder', { a: null, c: 0 })]],
    ] as const) {
      expect(() => tried.write(message, value)).toThrow(expect.objectContaining({ code: 'encode' }))
      expect(hex(tried.write(each, item))).toBe(hex(untried.write(each, item)))
    }
  })
})

test('a message over the limit leaves nothing, wherever in it the limit is met', () => {
  const { length } = new GobWriter({ types: all }).write(Nest, good)
  for (let message = 1; message < length; message += 7) {
    const options = { types: all, limits: { message } }
    const [tried, untried] = [new GobWriter(options), new GobWriter(options)]
    for (const item of [1, 'x', null]) {
      expect(() => tried.write(Nest, good)).toThrow(expect.objectContaining({ code: 'limit' }))
      const write = (writer: GobWriter): string => {
        try {
          return hex(writer.write(any, item))
        } catch (error) {
          return String(error)
        }
      }
      expect(write(tried)).toBe(write(untried))
    }
  }
})

test('a value that is too deep leaves nothing', () => {
  const [tried, untried] = [new GobWriter({ types: all }), new GobWriter({ types: all })]
  let deep: unknown = good
  for (let i = 0; i < 60; i++) deep = typed(`Fresh${i % 3}`, { v: [deep, typed('[]bool', [])] })
  expect(() => tried.write(any, deep)).toThrow(expect.objectContaining({ code: 'limit' }))
  expect(hex(tried.write(any, typed('Fresh2', { v: 1 })))).toBe(hex(untried.write(any, typed('Fresh2', { v: 1 }))))
})

test('a header that cannot be written leaves nothing', () => {
  const [tried, untried] = [bench({}, 'on', all), bench({}, 'on', all)]
  const metadata = { a: 'b', c: 5 as never }
  expect(() => tried.codec.writeRequest(requestHeader(1, { metadata }), methodOf(Nest), good)).toThrow(
    expect.objectContaining({ code: 'encode' }),
  )
  for (const { codec } of [tried, untried]) codec.writeRequest(requestHeader(1), methodOf(Dot), { X: 1, Y: 1 })
  expect(hex(tried.writer.take())).toBe(hex(untried.writer.take()))
})

test('details that cannot be written, and an error that a method has not, leave nothing', () => {
  const [tried, untried] = [bench({}, 'auto', all), bench({}, 'auto', all)]
  const failing = method(service('T'), 'm', { errors: [errorType('Refused', Nest)] }) as AnyMethod
  const said = (errorName: string) => responseHeader(1, 'T.M', { error: 'no', code: 'remote', errorName })
  for (const value of broken) {
    expect(() => tried.codec.writeResponse(said('Refused'), failing, value)).toThrow(/^details/)
  }
  expect(() => tried.codec.writeResponse(said('Other'), failing, good)).toThrow('the method has no error Other')
  expect(tried.writer.length).toBe(0)
  for (const { codec } of [tried, untried]) codec.writeResponse(said('Refused'), failing, good)
  expect(hex(tried.writer.take())).toBe(hex(untried.writer.take()))
})
