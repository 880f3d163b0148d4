import type { CodecFactory } from '@rpcgen/runtime'
import type { Framing } from '@rpcgen/runtime/thrift'

/** Each codec that a side may be told to speak, loaded when it is: what else is loaded makes code slower. */
const codecs = {
  gob: async () => (await import('@rpcgen/runtime/gob')).gob(),
  'json-lines': async () => (await import('@rpcgen/runtime/json')).json(),
  'json-headers': async () => (await import('@rpcgen/runtime/json')).json({ framing: 'content-length' }),
  'json-go': async () => (await import('@rpcgen/runtime/json')).json({ dialect: 'go' }),
  msgpack: async () => (await import('@rpcgen/runtime/msgpack')).msgpack(),
  'msgpack-rpc': async () => (await import('@rpcgen/runtime/msgpack')).msgpack({ dialect: 'rpc' }),
  'thrift-binary-framed': () => thrift('binary', 'framed'),
  'thrift-binary-buffered': () => thrift('binary', 'buffered'),
  'thrift-compact-framed': () => thrift('compact', 'framed'),
  'thrift-compact-buffered': () => thrift('compact', 'buffered'),
} satisfies Record<string, () => Promise<CodecFactory>>

async function thrift(protocol: 'binary' | 'compact', framing: Framing): Promise<CodecFactory> {
  return (await import('@rpcgen/runtime/thrift')).thrift({ protocol, framing })
}

export type CodecName = keyof typeof codecs

export const codecNames = Object.keys(codecs) as readonly CodecName[]

export function codecNamed(name: CodecName): Promise<CodecFactory> {
  return codecs[name]()
}
