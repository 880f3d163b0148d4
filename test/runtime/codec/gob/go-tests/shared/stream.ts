import { GobReader } from '@rpcgen/runtime/gob'
import type { Type } from '../../../../../../runtime/type.js'
import { messageOf } from '../../../message-of.js'

/** Reads a stream a value at a time, each as the type that is asked for. */
export function readerOf(stream: Uint8Array): (type: Type) => Promise<unknown> {
  const reader = new GobReader([stream])
  return (type) => reader.read(messageOf(type))
}
