import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { msgpack } from '@rpcgen/runtime/msgpack'
import { type ThriftOptions, thrift } from '@rpcgen/runtime/thrift'
import type { Wire } from './wire.js'

const answersAll = 'net/rpc has no requests that nobody answers'

const finite = {
  'carries number, not finite': 'JSON has no such numbers',
  'carries float32, not finite': 'JSON has no such numbers',
  'carries exact, with seconds in the zone': 'RFC 3339 has zones of whole minutes',
}

/** What has no place in these formats. */
const bare = {
  'tells the handler of a cancelled call': 'the format has no word for it',
  'brings the deadline and the metadata of a call': 'the format has no place for them',
}

const textsAlone = 'an error that the schema does not have is a text, without a code'

const noZone = 'an i64 has no zone'

const thrifts: readonly (readonly [string, ThriftOptions])[] = [
  ['binary, framed', {}],
  ['binary, buffered', { framing: 'buffered' }],
  ['binary of old, buffered', { framing: 'buffered', strict: false }],
  ['compact, framed, multiplexed', { protocol: 'compact', multiplexed: true }],
  ['compact, buffered', { protocol: 'compact', framing: 'buffered' }],
]

export const wires: readonly Wire[] = [
  {
    name: 'gob',
    codec: gob(),
    extensions: 'on',
    exceptions: { 'sends a oneway call that nobody answers': answersAll },
  },
  {
    name: "Go's JSON",
    codec: json({ dialect: 'go' }),
    extensions: 'on',
    exceptions: {
      ...finite,
      'sends a oneway call that nobody answers': answersAll,
    },
  },
  ...[
    json(),
    json({ params: 'positional', framing: 'concatenated' }),
    json({ framing: 'content-length', batch: true }),
  ].map(
    (codec, i): Wire => ({
      name: `JSON-RPC 2.0, ${['by name, in lines', 'by position, with nothing between', 'in batches, with headers'][i]}`,
      codec,
      extensions: 'on',
      exceptions: finite,
    }),
  ),
  {
    name: 'MessagePack of net/rpc',
    codec: msgpack(),
    extensions: 'on',
    exceptions: { 'sends a oneway call that nobody answers': answersAll },
  },
  {
    name: 'MessagePack-RPC',
    codec: msgpack({ dialect: 'rpc' }),
    exceptions: {
      ...bare,
      'carries exact, with a zone': 'a timestamp of MessagePack has no zone',
      'carries exact, with seconds in the zone': 'a timestamp of MessagePack has no zone',
      'carries everything': 'a timestamp of MessagePack has no zone',
      'keeps what a handler says to itself when it is not for the caller': textsAlone,
      'answers params of another type with bad_args': textsAlone,
      'keeps a result over the limit off the wire': textsAlone,
      'reads nothing that is nested over the limit': textsAlone,
    },
  },
  ...thrifts.map(
    ([name, options]): Wire => ({
      name: `Thrift, ${name}`,
      codec: thrift(options),
      exceptions: {
        ...bare,
        'carries exact': 'the nanoseconds of an i64 begin in 1677',
        'carries exact, with a zone': noZone,
        'carries exact, with seconds in the zone': noZone,
        'carries everything': noZone,
        'carries uint64, beyond 63 bits': 'Thrift has no unsigned integers',
        'carries bigMap': 'Thrift has no unsigned integers',
        'brings the text of an error of the schema':
          'an exception of Thrift is its fields, and has no text beside them',
      },
    }),
  ),
]
