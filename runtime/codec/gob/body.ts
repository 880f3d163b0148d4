import type { ByteWriter } from '../../bytes.js'
import { VALUE } from '../../encoder.js'
import { RpcError } from '../../error.js'
import type { Message } from '../../message.js'
import type { Definitions } from './definitions.js'
import { emptyStruct } from './definitions.js'
import type { GobEncoder } from './encoder.js'
import { beginMessage, endMessage } from './frame.js'
import { corrupt, type Input } from './input.js'
import { writeInt, writeUint } from './number.js'
import type { PeerTypes } from './peer-types.js'

/** Appends a value behind the definitions that it needs; without a message, an empty struct. */
export function writeBody(
  writer: ByteWriter,
  definitions: Definitions,
  encoder: GobEncoder,
  message: Message<unknown> | undefined,
  value: unknown,
): void {
  const type = message?.type ?? emptyStruct
  if (type.kind === 'nullable') throw new RpcError('encode', 'gob carries null in a field of a struct only')
  const id = definitions.announce(type)
  const at = beginMessage(writer)
  writeInt(writer, id)
  // A struct ends with a zero, and any other body begins with one (encoding/gob/encode.go, encodeSingle).
  if (message === undefined || type.kind !== 'struct') writeUint(writer, 0)
  if (message !== undefined) {
    encoder.begin()
    message.write(encoder, VALUE, value)
  }
  endMessage(writer, at)
}

/**
 * Takes in the definitions before a value; leaves the input behind the value's
 * type id and open up to the value's end, and answers with that id.
 */
export function readDefinitions(input: Input, peer: PeerTypes): number {
  const { end } = input
  for (;;) {
    if (input.left <= 0) throw corrupt('unexpected EOF')
    const size = input.length('message')
    if (size === 0) throw corrupt('a message of no bytes')
    input.end = input.position + size
    const id = input.int()
    if (!(id < 0)) return id
    peer.define(-id, input)
    input.end = end
  }
}
