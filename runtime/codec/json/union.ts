import { mapType } from '../../build-type.js'
import { RpcError } from '../../error.js'
import type { MapType, UnionType } from '../../type.js'
import { string, unknown } from '../../type.js'
import { QUOTE } from './ascii.js'
import type { JsonDecoder } from './decoder.js'
import { readInteger } from './number.js'
import type { UnionShape } from './shape.js'

const Members: MapType = mapType(string, () => unknown)

/**
 * Looks through the object here for the discriminator, which may stand anywhere
 * in it, and answers with the member that it names. The decoder stands before
 * the object again.
 */
export function findMember(decoder: JsonDecoder, type: UnionType, { isKey, members }: UnionShape): number {
  const { position } = decoder
  for (let left = decoder.beginMap(Members); decoder.nextKey(left); left--) {
    const key = decoder.string()
    decoder.passColon()
    if (isKey(key)) {
      const tag = decoder.peek() === QUOTE ? decoder.string() : readInteger(decoder)
      const member = members.get(tag)
      if (member === undefined) throw new RpcError('decode', `${JSON.stringify(tag)} is no member of ${type.name}`)
      decoder.leave(position)
      return member
    }
    decoder.skip()
  }
  throw new RpcError('decode', `the ${type.discriminator} that tells which ${type.name} it is is missing`)
}
