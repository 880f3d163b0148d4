import type { ByteWriter } from '../../bytes.js'
import { QUOTE } from './ascii.js'
import type { Room } from './room.js'
import { BYTES_PER_UNIT, PIECE, writeText } from './text.js'

/** Writes a string, quotes and all, where there is `textRoom` for it; a long one in pieces, so that the room is taken as it fills. */
export function writeString(writer: ByteWriter, room: Room, at: number, text: string): void {
  writer.buffer[at] = QUOTE
  writer.position = at + 1
  let from = 0
  for (; text.length - from > PIECE; ) {
    // A pair of surrogates stays in one piece.
    const to = from + PIECE + ((text.charCodeAt(from + PIECE) & 0xfc00) === 0xdc00 ? 1 : 0)
    writer.position = writeText(writer.buffer, writer.position, text, from, to)
    from = to
    room.reserve((PIECE + 1) * BYTES_PER_UNIT + 2)
  }
  const end = writeText(writer.buffer, writer.position, text, from, text.length)
  writer.buffer[end] = QUOTE
  writer.position = end + 1
}
