import type { Codec, CodecFactory, Extensions, Header } from '@rpcgen/runtime'
import { defaultLimits } from '@rpcgen/runtime'
import { msgpack } from '@rpcgen/runtime/msgpack'
import { unknown } from '@rpcgen/runtime/stub'
import { ByteReader, ByteWriter } from '../../../../runtime/bytes.js'
import { Body } from '../../../../runtime/codec/msgpack/body.js'
import { type Dialect, goDialect, rpcDialect } from '../../../../runtime/codec/msgpack/dialect.js'
import type { AnyMethod, Message } from '../../../../runtime/message.js'
import { usedHeader } from '../headers.js'
import { messageOf } from '../message-of.js'

export const factories: Readonly<Record<'msgpack' | 'msgpackrpc', CodecFactory>> = {
  msgpack: msgpack(),
  msgpackrpc: msgpack({ dialect: 'rpc' }),
}

export const dialects: readonly Dialect[] = [goDialect, rpcDialect]

export interface End {
  readonly codec: Codec
  readonly reader: ByteReader
  readonly writer: ByteWriter
  readonly header: Header
}

export function open(factory: CodecFactory, limits = defaultLimits, extensions: Extensions = 'auto'): End {
  const reader = new ByteReader()
  const writer = new ByteWriter()
  return { codec: factory.open({ reader, writer, limits, extensions }), reader, writer, header: usedHeader() }
}

/** A value's bytes. */
export function encode(dialect: Dialect, message: Message<unknown>, value: unknown): Uint8Array {
  const io = { reader: new ByteReader(), writer: new ByteWriter(), limits: defaultLimits, extensions: 'auto' as const }
  new Body(io, dialect).write(0, message, value)
  return io.writer.take()
}

/** The value of valid bytes. */
export function decode(dialect: Dialect, message: Message<unknown>, bytes: Uint8Array): unknown {
  const io = { reader: new ByteReader(), writer: new ByteWriter(), limits: defaultLimits, extensions: 'auto' as const }
  io.reader.append(bytes)
  return new Body(io, dialect).read(message, 0, 'value')
}

export const anything: Message<unknown> = messageOf(unknown)

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

export function unhex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replaceAll(/[\s-]/g, ''), 'hex'))
}

export type { AnyMethod }
