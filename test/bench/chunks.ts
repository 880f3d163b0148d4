/** How long a large body takes to read when it arrives in pieces: the time for each byte must not grow with the size. */
import { type AnyMethod, ByteReader, ByteWriter, type CodecFactory, defaultLimits } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { msgpack } from '@rpcgen/runtime/msgpack'
import { EchoMethods } from '../../generated/echo.js'
import { requestHeader, usedHeader } from '../runtime/codec/headers.js'

const MEBIBYTE = 2 ** 20
const sizes = [1, 4, 16, 64]
const chunks = [65_536, 1]
const limits = { ...defaultLimits, message: 256 * MEBIBYTE }
const method = EchoMethods.points as AnyMethod

/** A request for `Echo.Points` of about this many bytes. */
function request(factory: CodecFactory, size: number): Uint8Array {
  const writer = new ByteWriter()
  const codec = factory.open({ reader: new ByteReader(), writer, limits, extensions: 'auto' })
  const points = Array.from({ length: Math.ceil(size / (factory.name === 'gob' ? 15 : 30)) }, (_, i) => ({
    x: i / 7,
    y: i,
  }))
  codec.writeRequest(requestHeader(0), method, points)
  return writer.take()
}

/** Nanoseconds for each byte, from the first chunk to the value. */
function read(factory: CodecFactory, stream: Uint8Array, chunk: number): number {
  const reader = new ByteReader()
  const codec = factory.open({ reader, writer: new ByteWriter(), limits, extensions: 'auto' })
  const header = usedHeader()
  const start = process.hrtime.bigint()
  let found = 0
  for (let at = 0; at < stream.length; at += chunk) {
    reader.append(stream.subarray(at, at + chunk))
    found = codec.readHeader(header)
  }
  if (found === 0) throw new Error('the request is not whole')
  codec.readBody(method.params)
  return Number(process.hrtime.bigint() - start) / stream.length
}

console.log('\nReading one body that arrives in chunks, ns a byte\n')
console.log(`| wire | chunk, bytes | ${sizes.map((size) => `${size} MiB`).join(' | ')} |`)
console.log(`|---|---:|${sizes.map(() => '---:|').join('')}`)
for (const factory of [gob(), json({ dialect: 'go' }), json(), msgpack(), msgpack({ dialect: 'rpc' })]) {
  const streams = sizes.map((size) => request(factory, size * MEBIBYTE))
  for (const chunk of chunks) {
    for (let warm = 0; warm < 3; warm++) read(factory, streams[0] as Uint8Array, chunk)
    const times = streams.map((stream) => read(factory, stream, chunk).toFixed(1))
    console.log(`| ${factory.name} | ${chunk} | ${times.join(' | ')} |`)
  }
}
