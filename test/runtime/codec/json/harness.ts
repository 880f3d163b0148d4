import type { Codec, Header, RpcError } from '@rpcgen/runtime'
import { defaultLimits, isRpcError, type Limits } from '@rpcgen/runtime'
import { json } from '@rpcgen/runtime/json'
import type { Message, Method } from '@rpcgen/runtime/stub'
import { method, service } from '@rpcgen/runtime/stub'
import { expect } from 'vitest'
import { ByteReader, ByteWriter } from '../../../../runtime/bytes.js'
import type { Extensions } from '../../../../runtime/codec.js'
import { requestHeader, usedHeader } from '../headers.js'

/** A codec with both its ends in the test's hands: no socket, no connection. */
export interface Bench {
  readonly codec: Codec
  readonly reader: ByteReader
  readonly writer: ByteWriter
  readonly header: Header
}

export function bench(limits: Partial<Limits> = {}, extensions: Extensions = 'auto'): Bench {
  const reader = new ByteReader()
  const writer = new ByteWriter()
  const codec = json({ dialect: 'go' }).open({ reader, writer, limits: { ...defaultLimits, ...limits }, extensions })
  return { codec, reader, writer, header: usedHeader() }
}

/** `T.M` with one message for its params and its result. */
export function methodOf<T>(message: Message<T>): Method<unknown, unknown> {
  return method(service('T'), 'm', { params: message, result: message }) as Method<unknown, unknown>
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
export const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

/** The JSON that a value becomes as the params of a request. */
export function written<T>(message: Message<T>, value: T, limits?: Partial<Limits>): string {
  const { codec, writer } = bench(limits)
  codec.writeRequest(requestHeader(0), methodOf(message), value)
  const whole = text(writer.take())
  return whole.slice('{"method":"T.M","params":['.length, -'],"id":0}\n'.length)
}

/** What some JSON reads as, as the result of a call. */
export function read<T>(message: Message<T>, json: string | Uint8Array, limits?: Partial<Limits>): T {
  const { codec, reader, header } = bench(limits)
  const body = typeof json === 'string' ? utf8(json) : json
  reader.append(Buffer.concat([utf8('{"id":0,"result":'), body, utf8(',"error":null}')]))
  codec.readHeader(header)
  try {
    return codec.readBody(message) as T
  } finally {
    // Whatever becomes of the body, the stream stands behind it.
    expect(reader.available).toBe(0)
  }
}

/** The RpcError that this throws; anything else that it does fails the test. */
export function failure(work: () => unknown): RpcError {
  try {
    work()
  } catch (error) {
    if (isRpcError(error)) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** Numbers below `limit` from a fixed seed: the same in every run. */
export function random(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

/** Some JSON value of at most this depth. */
export function randomValue(next: (limit: number) => number, depth: number): unknown {
  const texts = [
    '',
    'a',
    'key',
    '"',
    '\\',
    '\n\u0001',
    'é',
    '漢字',
    '𝄞',
    '</script>',
    '\u2028',
    '__proto__',
    'x'.repeat(70),
  ]
  const numbers = [0, 1, -1, 0.5, 1e21, 1e-7, 123456789, 2 ** 53 - 1, -(2 ** 53 - 1), 1.7976931348623157e308, 5e-324]
  const pick = <T>(items: readonly T[]): T => items[next(items.length)] as T
  switch (next(depth > 0 ? 8 : 5)) {
    case 0:
      return null
    case 1:
      return next(2) === 0
    case 2:
      return pick(numbers)
    case 3:
      return pick(texts)
    case 4:
      return next(1000) / 8
    case 5:
      return Array.from({ length: next(4) }, () => randomValue(next, depth - 1))
    default:
      return Object.fromEntries(Array.from({ length: next(4) }, () => [pick(texts), randomValue(next, depth - 1)]))
  }
}
