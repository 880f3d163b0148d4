import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type AnyMethod, ByteReader, ByteWriter } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { limits, REPLY } from './limits.js'
import { methods } from './service.js'

/** The bytes of so many requests, on one connection. */
function requests(method: AnyMethod, params: number, count: number): Uint8Array {
  const writer = new ByteWriter()
  const codec = gob().open({ reader: new ByteReader(), writer, limits, extensions: 'auto' })
  for (let seq = 0; seq < count; seq++) {
    codec.writeRequest({ seq, timeout: Number.POSITIVE_INFINITY, metadata: undefined }, method, params)
  }
  return writer.take()
}

const many = requests(methods.text as AnyMethod, REPLY, 1_000)
const few = requests(methods.wait as AnyMethod, 1_000, 3)

/** What peers do that are no good, on a connected socket that nobody reads. */
const misdeeds: readonly ((socket: Socket) => void)[] = [
  /** Asks for far more than it reads: 16 MiB. */
  (socket) => socket.write(many),
  /** Ends its side while its calls are under way, and never closes. */
  (socket) => socket.end(few),
  /** Stops in the middle of a message. */
  (socket) => socket.write(few.subarray(0, few.length - 2)),
  /** Says nothing at all. */
  () => {},
]

/** Connects so many peers, which do nothing yet. */
export async function connectPeers(url: string, count: number): Promise<Socket[]> {
  const { hostname: host, port } = new URL(url)
  return Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect({ host, port: Number(port), allowHalfOpen: true })
      await once(socket, 'connect')
      // It is cut sooner or later.
      socket.on('error', () => {})
      return socket.pause()
    }),
  )
}

/** Lets them misbehave, as many in each way. */
export function misbehave(peers: readonly Socket[]): void {
  for (const [i, socket] of peers.entries()) misdeeds[i % misdeeds.length]?.(socket)
}
