import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import type { Wire } from './wire.js'

const answersAll = 'net/rpc has no requests that nobody answers'

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
      'carries number, not finite': 'JSON has no such numbers',
      'carries float32, not finite': 'JSON has no such numbers',
      'carries exact, with seconds in the zone': 'RFC 3339 has zones of whole minutes',
      'sends a oneway call that nobody answers': answersAll,
    },
  },
]
