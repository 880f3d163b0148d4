import type { Codec, CodecFactory, Header, Limits } from '@rpcgen/runtime'
import { defaultLimits } from '@rpcgen/runtime'
import { type ThriftOptions, thrift } from '@rpcgen/runtime/thrift'
import { ByteReader, ByteWriter } from '../../../../runtime/bytes.js'
import type { AnyMethod } from '../../../../runtime/message.js'
import { method, service } from '../../../../runtime/message.js'
import type { Type } from '../../../../runtime/type.js'
import { requestHeader, usedHeader } from '../headers.js'
import { messageOf } from '../message-of.js'

export interface End {
  readonly codec: Codec & { readonly steps?: number }
  readonly reader: ByteReader
  readonly writer: ByteWriter
  readonly header: Header
}

export function open(factory: CodecFactory, limits: Limits = defaultLimits): End {
  const reader = new ByteReader()
  const writer = new ByteWriter()
  return { codec: factory.open({ reader, writer, limits, extensions: 'auto' }), reader, writer, header: usedHeader() }
}

/** A method `m` of one argument, or of a struct of them, and a result of the same type. */
export function methodOf(type: Type, said: Partial<Pick<AnyMethod, 'errors' | 'errorIds' | 'oneway'>> = {}): AnyMethod {
  const message = messageOf(type)
  const { errors = [], errorIds, oneway = false } = said
  const spec = errorIds === undefined ? { errors, oneway } : { errors, errorIds, oneway }
  return method(service('S'), 'm', { params: message, result: message, ...spec }) as AnyMethod
}

/** The bytes of a value's body, in a call of the unframed protocol: what stands behind the head of `m`. */
export function encode(protocol: ThriftOptions['protocol'], type: Type, value: unknown): string {
  const { codec, writer } = open(thrift({ protocol, framing: 'buffered' }))
  codec.writeRequest(requestHeader(0), methodOf(type), value)
  return hex(writer.take()).slice(headOf(protocol).length)
}

/** The params that are read of a call of `m` with this body. */
export function decode(protocol: ThriftOptions['protocol'], type: Type, body: string, limits?: Limits): unknown {
  const { codec, reader, header } = open(thrift({ protocol, framing: 'buffered' }), limits)
  reader.append(unhex(headOf(protocol) + body.replaceAll(/\s/g, '')))
  if (codec.readHeader(header) === 0) throw new Error('not whole')
  return codec.readBody(methodOf(type).params)
}

/** As {@link decode}, when each byte comes by itself. */
export function decodeInPieces(protocol: ThriftOptions['protocol'], type: Type, body: string): unknown {
  const { codec, reader, header } = open(thrift({ protocol, framing: 'buffered' }))
  const bytes = unhex(headOf(protocol) + body)
  for (const [at, byte] of bytes.entries()) {
    if (codec.readHeader(header) !== 0) throw new Error(`whole after ${at} of ${bytes.length} bytes`)
    reader.append(Uint8Array.of(byte))
  }
  if (codec.readHeader(header) === 0 || reader.available > 0) throw new Error('not whole')
  if (header.method !== 'm') throw new Error(`called ${header.method}`)
  return codec.readBody(methodOf(type).params)
}

/** The head of a call of `m` with seq 0. */
export function headOf(protocol: ThriftOptions['protocol']): string {
  return protocol === 'compact' ? '822100016d' : '80010001000000016d00000000'
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

export function unhex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replaceAll(/[\s-]/g, ''), 'hex'))
}
