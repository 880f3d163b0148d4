/** What we write is to the byte what Thrift's own library writes in Python. */

import type { ErrorCode } from '@rpcgen/runtime'
import { type AnyMethod, ByteReader, ByteWriter, type Codec, type CodecFactory, defaultLimits } from '@rpcgen/runtime'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startThriftWriter, type ThriftMessage, type ThriftWriter } from '../../peers/thrift-python.js'
import { requestHeader, responseHeader } from '../../runtime/codec/headers.js'
import { described, describedStruct } from './described.js'
import { everyEdge } from './edges.js'
import { CalculatorErrors, CalculatorMethods, type Everything } from './generated/calculator.js'
import { again, seed } from './seed.js'
import { everythings } from './values.js'
import { everyWire, named } from './wires.js'

let python: ThriftWriter
beforeAll(async () => {
  python = await startThriftWriter()
})
afterAll(() => python.close())

/** What one call of a codec appends, in hexadecimal. */
function ours(codec: CodecFactory, write: (codec: Codec) => void): string {
  const writer = new ByteWriter()
  write(codec.open({ reader: new ByteReader(), writer, limits: defaultLimits, extensions: 'auto' }))
  return Buffer.from(writer.take()).toString('hex')
}

/** As much of a value as Python writes in the order that we have: sets of one, and fields by their numbers. */
function sorted(value: unknown): unknown {
  if (value instanceof Set) return new Set([...value].slice(0, 1).map(sorted))
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, sorted(item)]))
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  const entries = Object.entries(value).filter(([name]) => name !== 'left')
  return Object.fromEntries(entries.map(([name, item]) => [name, sorted(item)]))
}

type MethodName = keyof typeof CalculatorMethods

describe.each(named(everyWire))('$name', ({ wire, codec }) => {
  const theirs = (method: MethodName, type: ThriftMessage['type'], seq: number, value: ThriftMessage['value']) =>
    python.write({ wire, service: 'Calculator', method, type, seq, value })

  /** A call with this one argument, or with the params themselves, and a reply with this result, where the method has them. */
  async function expectSame(name: MethodName, seq: number, params: unknown, result: unknown): Promise<void> {
    const method = CalculatorMethods[name] as AnyMethod
    const { params: takes, result: gives } = method
    const type = method.oneway ? 'ONEWAY' : 'CALL'
    const args = takes === undefined ? {} : describedStruct(takes.type, params as object)
    const call = takes === undefined || takes.type.kind === 'struct' ? args : { [argumentOf(name)]: args as never }
    expect(
      ours(codec, (each) => each.writeRequest(requestHeader(seq), method, params)),
      `${name}; ${again}`,
    ).toBe(await theirs(name, type, seq | 0, call))
    if (method.oneway) return
    const reply = gives === undefined ? {} : { success: described(gives.type, result) }
    expect(
      ours(codec, (each) => each.writeResponse(responseHeader(seq | 0, name), method, result)),
      `${name}; ${again}`,
    ).toBe(await theirs(name, 'REPLY', seq | 0, reply))
  }

  const argumentOf = (name: MethodName): string => (name === 'note' || name === 'fail' ? 'text' : 'value')

  test('calls and replies', async () => {
    await expectSame('multiply', 0, { a: 6, b: -7 }, -42)
    await expectSame('divide', 1, { a: 7, b: 2 }, { quo: 3, rem: 1 })
    await expectSame('nothing', 127, undefined, undefined)
    await expectSame('noted', 128, undefined, ['a', 'ż'])
    await expectSame('note', 2 ** 31 - 1, 'żółw', undefined)
    await expectSame('fail', 2 ** 31, 'x', undefined)
    await expectSame('nothing', 2 ** 32 - 1, undefined, undefined)
    for (const [seq, { method, value }] of everyEdge.entries()) {
      const sent = sorted(value)
      const isWrapped = CalculatorMethods[method].params?.type.kind === 'struct'
      await expectSame(method, seq * 100, isWrapped ? { value: sent } : sent, sent)
    }
  })

  test('values at random', async () => {
    for (const random of fc.sample(everythings, { numRuns: 30, seed })) {
      const value = sorted(random) as Everything
      await expectSame('see', 1, { value }, { value, text: '' })
    }
  })

  test('errors', async () => {
    const { divide, calculate } = CalculatorMethods
    const { DivideByZero, Overflow } = CalculatorErrors
    const limit = 2n ** 63n - 1n
    const failures = [
      { name: 'divide', method: divide, error: DivideByZero, at: 'zero', details: { dividend: -1 } },
      { name: 'divide', method: divide, error: Overflow, at: 'overflow', details: { message: '', limit } },
      {
        name: 'calculate',
        method: calculate,
        error: Overflow,
        at: 'overflow',
        details: { message: 'ż', limit, operation: -4 },
      },
    ] as const
    for (const { name, method, error, at, details } of failures) {
      const response = responseHeader(5, name, { error: 'text', code: 'remote', errorName: error.name })
      expect(ours(codec, (each) => each.writeResponse(response, method as AnyMethod, details))).toBe(
        await theirs(name, 'REPLY', 5, { [at]: described(error.message.type, details) }),
      )
    }
    const codes: readonly (readonly [ErrorCode, number])[] = [
      ['internal', 6],
      ['bad_args', 7],
      ['remote', 0],
    ]
    for (const [code, type] of codes) {
      const message = `failed: ${code}, żółw`
      const response = responseHeader(6, 'divide', { error: message, code })
      expect(ours(codec, (each) => each.writeResponse(response, divide as AnyMethod, undefined))).toBe(
        await theirs('divide', 'EXCEPTION', 6, { type, message }),
      )
    }
  })
})
