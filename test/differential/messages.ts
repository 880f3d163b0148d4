import { uintAt, uintBytes } from './uint.js'

type Bytes = readonly number[]

/** The messages of a stream without the lengths in front, and the bytes behind the last that is whole. */
export interface Split {
  readonly messages: readonly Bytes[]
  readonly rest: Bytes
}

export function split(stream: Bytes): Split {
  const messages: Bytes[] = []
  let at = 0
  for (;;) {
    const length = uintAt(stream, at)
    if (length === undefined || length.value > stream.length - length.end) break
    at = length.end + Number(length.value)
    messages.push(stream.slice(length.end, at))
  }
  return { messages, rest: stream.slice(at) }
}

export function join({ messages, rest }: Split): Bytes {
  return [...messages.flatMap((message) => [...uintBytes(BigInt(message.length)), ...message]), ...rest]
}
