import { createServer, type ListenOptions, type Server as NetServer, type Socket } from 'node:net'
import { MAX_DELAY } from '../deadline.js'
import { RpcError } from '../error.js'
import type { Transport } from '../transport.js'

/** Milliseconds that a closed connection may take to deliver what was written. */
const LINGER = 2_000

/** A listening socket. */
export interface Listener {
  /** The URL to dial, with the real port: `tcp://127.0.0.1:40123`. */
  readonly address: string
  /** Stops accepting, at once. Connections that are open stay open; the server that they belong to ends them. */
  close(): Promise<void>
}

/** Why a socket call failed, in words: Node's message repeats the address, its code is the fact. */
export function socketReason(error: NodeJS.ErrnoException): string {
  const words: Partial<Record<string, string>> = {
    ECONNREFUSED: 'connection refused',
    ECONNRESET: 'connection reset by the peer',
    EPIPE: 'the peer has closed the connection',
    ENOENT: 'no such socket',
    ENOTFOUND: 'no such host',
    EADDRINUSE: 'the address is in use',
    EACCES: 'permission denied',
  }
  const { code, message } = error
  if (code === undefined) return message
  // Of several addresses that all failed, Node gives the code and no message.
  return `${words[code] ?? (message || 'the connection failed')} (${code})`
}

/** A transport over a connected socket of Node, TCP or Unix. */
export function socketTransport(socket: Socket): Transport {
  /** At most one chunk: the socket is paused while it lies here. */
  let arrived: Uint8Array | undefined
  let over: RpcError | null | undefined
  let reader: { resolve: (chunk: Uint8Array | null) => void; reject: (error: RpcError) => void } | undefined
  let writer: { resolve: () => void; reject: (error: RpcError) => void } | undefined

  const finish = (error: RpcError | null): void => {
    if (over !== undefined) return
    over = error
    if (error === null) reader?.resolve(null)
    else reader?.reject(error)
    reader = undefined
  }

  socket.on('data', (chunk: Uint8Array) => {
    if (reader === undefined) {
      arrived = chunk
      socket.pause()
      return
    }
    reader.resolve(chunk)
    reader = undefined
  })
  socket.on('end', () => finish(null))
  socket.on('drain', () => {
    writer?.resolve()
    writer = undefined
  })
  socket.on('error', (error) => finish(new RpcError('disconnected', socketReason(error), { cause: error })))
  socket.on('close', () => {
    const error = over ?? new RpcError('disconnected', 'the connection was closed')
    finish(error)
    writer?.reject(error)
    writer = undefined
  })

  return {
    read() {
      if (arrived !== undefined) {
        const chunk = arrived
        arrived = undefined
        socket.resume()
        return Promise.resolve(chunk)
      }
      if (over === null) return Promise.resolve(null)
      if (over !== undefined) return Promise.reject(over)
      return new Promise((resolve, reject) => {
        reader = { resolve, reject }
      })
    },
    write(bytes) {
      if (over !== undefined && over !== null) throw over
      // Broken after the peer's clean end: nobody told the reader, and nothing will settle a write.
      if (socket.destroyed) throw new RpcError('disconnected', 'the connection was closed')
      if (socket.write(bytes)) return
      return new Promise((resolve, reject) => {
        writer = { resolve, reject }
      })
    },
    close() {
      finish(null)
      // What was written is still delivered, but a peer that does not read it holds the socket no longer than this.
      socket.destroySoon()
      if (!socket.destroyed) setTimeout(() => socket.destroy(), LINGER).unref()
    },
  }
}

/** Resolves with the transport once the socket is connected; rejects with `connect` when it cannot be, or not within `timeout` ms. */
export function connected(socket: Socket, url: string, timeout: number): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string, cause?: unknown): void => {
      clearTimeout(timer)
      socket.destroy()
      reject(new RpcError('connect', `cannot connect to ${url}: ${reason}`, { executed: 'no', cause }))
    }
    const timer =
      timeout === Number.POSITIVE_INFINITY
        ? undefined
        : setTimeout(() => fail(`no answer within ${timeout} ms`), Math.min(timeout, MAX_DELAY))
    const onError = (error: Error): void => fail(socketReason(error), error)
    socket.once('error', onError)
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.off('error', onError)
      socket.setNoDelay(true)
      resolve(socketTransport(socket))
    })
  })
}

/** Hands each connection that comes in to `accept`, as a transport. Rejects with `connect` when it cannot listen. */
export function listening(
  url: string,
  accept: (transport: Transport) => void,
  where: ListenOptions,
  address: (server: NetServer) => string,
): Promise<Listener> {
  // A peer that ends its side still gets the replies that are due (net/rpc/server.go, ServeCodec).
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => accept(socketTransport(socket)))
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(new RpcError('connect', `cannot listen on ${url}: ${socketReason(error)}`, { cause: error }))
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
        },
      })
    })
  })
}
