import { unhex } from '../runtime/codec/gob/harness.js'
import { Unreadable } from './cursor.js'
import type { Question } from './judge.js'
import { received } from './received.js'
import { takes } from './takes.js'
import { walk } from './walk.js'

/**
 * Whether all of the first value that is there is of types that fit those of the
 * receiver. Go compares types before it reads a value, those of fields that are
 * not sent and of the elements of what is empty as well.
 */
export function fits({ receiver, stream }: Question): boolean {
  const found = received([...unhex(stream)])
  try {
    walk(found, receiver.type, ({ type, id }) => {
      if (type !== undefined && !takes(type, id, found.definitions)) throw new Unreadable('another type is wanted')
    })
    return true
  } catch (error) {
    if (error instanceof Unreadable) return false
    throw error
  }
}
