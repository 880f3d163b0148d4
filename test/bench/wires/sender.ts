import type { Socket } from 'node:net'

/** When a peer that had to be written around a library writes: `each` message as soon as it is encoded, or all of one `turn` at once. */
export type Writes = 'each' | 'turn'

/** Sends what it is given. */
export function senderOf(socket: Socket, writes: Writes): (part: Uint8Array | string) => void {
  if (writes === 'each') return (part) => void socket.write(part)
  return (part) => {
    if (socket.writableCorked === 0) {
      socket.cork()
      process.nextTick(() => socket.uncork())
    }
    socket.write(part)
  }
}
