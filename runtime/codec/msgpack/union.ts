import { mapType } from '../../build-type.js'
import { RpcError } from '../../error.js'
import type { MapType, UnionType } from '../../type.js'
import { string, unknown } from '../../type.js'
import type { MsgpackDecoder } from './decoder.js'
import { BINARY_KIND, INTEGER_KIND, STRING_KIND } from './format.js'
import { unionShapeOf } from './shape.js'

const Members: MapType = mapType(string, () => unknown)

/**
 * Looks through the map here for the discriminator, which may stand anywhere in
 * it, and answers with the member that it names. The decoder stands before the
 * map again.
 */
export function findMember(decoder: MsgpackDecoder, type: UnionType): number {
  const { keys, members } = unionShapeOf(decoder.dialect, type)
  const { position } = decoder
  for (let left = decoder.beginMap(Members); decoder.nextKey(left); left--) {
    const key = isText(decoder) ? decoder.string() : decoder.skip()
    if (key === undefined || !keys.has(key)) {
      decoder.skip()
      continue
    }
    const tag = isText(decoder) ? decoder.string() : decoder.kind() === INTEGER_KIND ? decoder.int(53) : undefined
    if (tag === undefined) throw decoder.mismatch(`the ${type.discriminator} of a ${type.name}`)
    const member = members.get(tag)
    if (member === undefined) throw new RpcError('decode', `${JSON.stringify(tag)} is no member of ${type.name}`)
    decoder.leave(position)
    return member
  }
  throw new RpcError('decode', `the ${type.discriminator} that tells which ${type.name} it is is missing`)
}

function isText(decoder: MsgpackDecoder): boolean {
  const kind = decoder.kind()
  return kind === STRING_KIND || kind === BINARY_KIND
}
