import { RpcError } from '../../error.js'
import { eachField } from './each-field.js'
import { corrupt, type Input } from './input.js'
import type { PeerTypes } from './peer-types.js'
import type { WireField } from './wire-type.js'
import { BOOL, BYTES, COMPLEX, FLOAT, INT, INTERFACE, STRING, UINT } from './wire-type.js'

/** Reads past a value of a type that we have no field for; `depth` more containers may lie inside each other. */
export function skip(input: Input, id: number, peer: PeerTypes, depth: number): void {
  switch (id) {
    case BOOL:
    case INT:
    case UINT:
    case FLOAT:
      input.uint64()
      return
    case COMPLEX:
      input.uint64()
      input.uint64()
      return
    case BYTES:
    case STRING:
      skipBytes(input)
      return
    case INTERFACE:
      throw new RpcError('decode', 'the gob codec does not read interface values yet')
    default:
      skipDefined(input, id, peer, depth)
  }
}

function skipBytes(input: Input): void {
  const length = input.length('string slice')
  input.position += length
}

function skipDefined(input: Input, id: number, peer: PeerTypes, depth: number): void {
  if (depth <= 0) throw new RpcError('limit', 'gob: too many values inside each other')
  const type = peer.get(id)
  switch (type?.kind) {
    case 'opaque':
      skipBytes(input)
      return
    case 'array':
    case 'slice':
      skipItems(input, [type.element], peer, depth)
      return
    case 'map':
      skipItems(input, [type.key, type.element], peer, depth)
      return
    case 'struct':
      eachField(input, type.fields.length, (field) =>
        skip(input, (type.fields[field] as WireField).id, peer, depth - 1),
      )
      return
    default:
      throw corrupt('bad data: undefined type')
  }
}

/** Each item takes a byte at least, so a count is bounded by what is left. */
function skipItems(input: Input, ids: readonly number[], peer: PeerTypes, depth: number): void {
  for (let left = input.length('slice'); left > 0; left--) {
    for (const id of ids) {
      if (input.left <= 0) throw corrupt('unexpected EOF')
      skip(input, id, peer, depth - 1)
    }
  }
}
