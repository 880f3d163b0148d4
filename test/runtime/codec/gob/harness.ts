import type { Codec, Header } from '@rpcgen/runtime'
import { defaultLimits, type Limits } from '@rpcgen/runtime'
import { gob, type Registrable } from '@rpcgen/runtime/gob'
import type { Message, Method } from '@rpcgen/runtime/stub'
import { method, service } from '@rpcgen/runtime/stub'
import { ByteReader, ByteWriter } from '../../../../runtime/bytes.js'
import type { Extensions } from '../../../../runtime/codec.js'
import { usedHeader } from '../headers.js'

/** A codec with both its ends in the test's hands: no socket, no connection. */
export interface Bench {
  readonly codec: Codec
  readonly reader: ByteReader
  readonly writer: ByteWriter
  readonly header: Header
  readonly mismatches: string[]
}

export function bench(
  limits: Partial<Limits> = {},
  extensions: Extensions = 'auto',
  types: readonly Registrable[] = [],
): Bench {
  const reader = new ByteReader()
  const writer = new ByteWriter()
  const mismatches: string[] = []
  const codec = gob({ onMismatch: (text) => mismatches.push(text), types }).open({
    reader,
    writer,
    limits: { ...defaultLimits, ...limits },
    extensions,
  })
  return { codec, reader, writer, header: usedHeader(), mismatches }
}

/** `T.M` with one message for its params and its result. */
export function methodOf<T>(message: Message<T>): Method<unknown, unknown> {
  return method(service('T'), 'm', { params: message, result: message }) as Method<unknown, unknown>
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
export const unhex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex')

/** A whole message in hex: its length and this payload. */
export function framed(payload: string): string {
  const bytes = unhex(payload)
  const { length } = bytes
  if (length < 128) return hex(Uint8Array.of(length)) + hex(bytes)
  const digits = length.toString(16)
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  return hex(Uint8Array.of(256 - even.length / 2)) + even + hex(bytes)
}
