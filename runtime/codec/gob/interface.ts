import { readUtf8 } from '../../utf8.js'
import { corrupt, type Input } from './input.js'
import type { PeerTypes } from './peer-types.js'

/** Go's own bound (encoding/gob/decode.go, decodeInterface), in bytes. */
const MAX_TYPE_NAME = 1024

/** The name by which the peer has registered the type of what an interface holds; empty for nil. */
export function interfaceName(input: Input): string {
  if (input.left <= 0) throw corrupt('unexpected EOF')
  const length = input.uint()
  if (!(length <= input.left)) throw corrupt(`invalid type name length ${length}: exceeds input size`)
  if (length > MAX_TYPE_NAME) throw corrupt(`name too long (${length} bytes)`)
  const start = input.position
  input.position = start + length
  return readUtf8(input.buffer, start, start + length)
}

/**
 * The id of the type of what an interface holds, behind the definitions that come
 * before it and in front of the value; undefined when the message ends first.
 * What follows a definition is a piece of its own: in this message behind its
 * length, or the next message, whose length is no part of it
 * (encoding/gob/decoder.go, decodeTypeSequence).
 */
export function nextType(input: Input, define: (id: number, input: Input) => void): number | undefined {
  for (;;) {
    if (input.left <= 0) return undefined
    input.steps++
    const id = input.int()
    if (id < 0) {
      define(-id, input)
      input.check()
      if (input.left > 0) input.uint()
      continue
    }
    // How many bytes the value takes, or its first piece; Go does not look at it either.
    input.uint()
    return id
  }
}

/** As {@link nextType}, in a value that has arrived whole and whose definitions were taken in before. */
export function concreteType(input: Input, peer: PeerTypes): number {
  const passing = passDefinition(peer)
  for (;;) {
    const id = nextType(input, passing)
    if (id !== undefined) return id
    input.nextMessage()
  }
}

/** What to do with a definition that was taken in before: to get behind it. */
export function passDefinition(peer: PeerTypes): (id: number, input: Input) => void {
  return (_id, input) => peer.pass(input)
}
