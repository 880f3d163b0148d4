import type { HostilePiece } from '../../../peers/go-gob.js'
import { framed } from './harness.js'
import { arrayType, id, structType } from './wire.js'

/** A hostile stream in hexadecimal, with its pieces as often as they say. */
export function hostileStream(pieces: readonly HostilePiece[]): string {
  return pieces.map(spread).join('')
}

function spread(piece: HostilePiece): string {
  if (!('chain' in piece)) return piece.hex.repeat(piece.times ?? 1)
  const { chain, first, times } = piece
  return Array.from({ length: times }, (_, index) => {
    const type = first + index
    const next = index === times - 1 ? id.int : type + 1
    return framed(chain === 'array' ? arrayType(type, next, 1) : structType(type, '', [['A', next]]))
  }).join('')
}
