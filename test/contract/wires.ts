import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import type { Wire } from './wire.js'

const answersAll = 'net/rpc has no requests that nobody answers'

const finite = {
  'carries number, not finite': 'JSON has no such numbers',
  'carries float32, not finite': 'JSON has no such numbers',
  'carries exact, with seconds in the zone': 'RFC 3339 has zones of whole minutes',
}

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
]
