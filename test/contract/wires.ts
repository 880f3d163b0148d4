import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { msgpack } from '@rpcgen/runtime/msgpack'
import { type ThriftOptions, thrift } from '@rpcgen/runtime/thrift'
import { hostileGob, hostileHeaders, hostileJson, hostileMessagePack, hostileThrift } from './hostile.js'
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

const zoneless = 'a timestamp of MessagePack has no zone'

/** As Go has it: what is left out is zero, and the last of two that have one name counts. */
const zeros = {
  'refuses params without a field that has to be there, and says which': 'Go leaves out what is zero',
  'fails a result without a field that has to be there, and says which': 'Go leaves out what is zero',
  'refuses params with a field that stands there twice, and says which': 'to Go the last of them counts',
  'refuses params with a key of a map that stands there twice, and says which': 'to Go the last of them counts',
}

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
    hostile: hostileGob,
    exceptions: { ...zeros, 'sends a oneway call that nobody answers': answersAll },
  },
  {
    name: "Go's JSON",
    codec: json({ dialect: 'go' }),
    extensions: 'on',
    hostile: hostileJson,
    exceptions: {
      ...finite,
      ...zeros,
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
      hostile: i === 2 ? hostileHeaders : hostileJson,
      exceptions: finite,
    }),
  ),
  {
    name: 'MessagePack of net/rpc',
    codec: msgpack(),
    extensions: 'on',
    hostile: hostileMessagePack,
    exceptions: { ...zeros, 'sends a oneway call that nobody answers': answersAll },
  },
  {
    name: 'MessagePack-RPC',
    codec: msgpack({ dialect: 'rpc' }),
    hostile: hostileMessagePack,
    exceptions: {
      ...bare,
      'carries exact, with a zone': zoneless,
      'carries exact, with seconds in the zone': zoneless,
      'carries everything, with a zone': zoneless,
      'tells by its code what becomes of a call':
        'an error is anything, and what its peers read is a text: a code has no place in it',
    },
  },
  ...thrifts.map(
    ([name, options]): Wire => ({
      name: `Thrift, ${name}`,
      codec: thrift(options),
      hostile: hostileThrift,
      exceptions: {
        ...bare,
        'carries exact': 'the nanoseconds of an i64 begin in 1677',
        'carries exact, with a zone': noZone,
        'carries exact, with seconds in the zone': noZone,
        'carries everything': 'the nanoseconds of an i64 begin in 1677',
        'carries everything, with a zone': 'Thrift has no unsigned integers',
        'carries uint64, beyond 63 bits': 'Thrift has no unsigned integers',
        'carries bigMap': 'Thrift has no unsigned integers',
        'brings the text of an error of the schema':
          'an exception of Thrift is its fields, and has no text beside them',
      },
    }),
  ),
]
