import type { AddressInfo, ListenOptions, Server, ServerOpts, Socket } from 'node:net'
import { RpcError } from '../error.js'
import { formatHostPort } from './address.js'
import { socketReason } from './reason.js'
import { TCP_KEEPALIVE } from './socket.js'

/** Milliseconds that a peer may take for the handshake of its connection. */
export const HANDSHAKE_TIMEOUT = 10_000

/**
 * A peer that ends its side still gets the replies that are due (net/rpc/server.go,
 * ServeCodec); one that is gone without a word is found out by the system.
 */
export const SERVER_OPTIONS: Readonly<
  Required<Pick<ServerOpts, 'allowHalfOpen' | 'noDelay' | 'keepAlive' | 'keepAliveInitialDelay'>>
> = { allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: TCP_KEEPALIVE }

/** A listening socket. */
export interface Listener {
  /** The URL to dial, with the real port: `tcp://127.0.0.1:40123`. */
  readonly address: string
  /**
   * Stops accepting, at once; peers that are in the middle of a handshake are cut.
   * Connections that are open stay open; the server that they belong to ends them.
   */
  close(): Promise<void>
}

export interface ListenContext {
  /** What messages name. */
  readonly url: string
  readonly where: ListenOptions
  /** The URL to dial, once the server listens. */
  readonly address: (server: Server) => string
  /** Sockets that are accepted but not through their handshake. */
  readonly handshakes?: Iterable<Socket> | undefined
}

/** The `host:port` that a server listens on. */
export function localAddress(server: Server): string {
  const { address, port } = server.address() as AddressInfo
  return formatHostPort(address, port)
}

/** Resolves once the server listens; rejects with `connect` when it cannot. */
export function listening(server: Server, { url, where, address, handshakes = [] }: ListenContext): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(
        new RpcError('connect', `cannot listen on ${url}: ${socketReason(error)}`, { executed: 'no', cause: error }),
      )
    }
    server.once('error', fail)
    server.listen(where, () => {
      server.off('error', fail)
      // An accept that fails, for want of descriptors say, concerns that one peer; the server goes on.
      server.on('error', () => {})
      resolve({
        address: address(server),
        async close() {
          server.close()
          for (const socket of [...handshakes]) socket.destroy()
        },
      })
    })
  })
}
