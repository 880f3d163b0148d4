import { unhex } from '../runtime/codec/gob/harness.js'
import { Unreadable } from './cursor.js'
import type { Question } from './judge.js'
import { received } from './received.js'
import { partOf, walk } from './walk.js'

/** Whether a key or a value of a map is a struct that is to be read where the message has ended. */
export function isFromNothing({ receiver, stream }: Question): boolean {
  const found = received([...unhex(stream)])
  let isFound = false
  try {
    walk(found, receiver.type, ({ id, inside, atEnd }) => {
      if (!atEnd || inside !== 'map') return
      isFound = partOf(found.definitions, id)?.kind === 'struct'
      throw new Unreadable('there is no more')
    })
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
  }
  return isFound
}
