import type { Socket } from 'node:net'
import { MAX_DELAY } from '../earliest-timer.js'
import { RpcError } from '../error.js'
import type { Peer, Transport } from '../transport.js'
import { formatHostPort } from './address.js'
import { type SystemError, socketReason } from './reason.js'
import { type StreamOptions, streamTransport } from './stream.js'

/** Milliseconds that a closed connection may take to deliver what was written. */
export const LINGER = 2_000

/** Milliseconds of silence after which the system probes a TCP connection, as in Go (net/dial.go, defaultTCPKeepAlive). */
export const TCP_KEEPALIVE = 15_000

/** `192.0.2.7:40123`; undefined for a Unix socket. */
export function remoteAddress({ remoteAddress: host, remotePort: port }: Socket): string | undefined {
  return host === undefined || port === undefined ? undefined : formatHostPort(host, port)
}

function addressOnly(socket: Socket): Peer | undefined {
  const address = remoteAddress(socket)
  return address === undefined ? undefined : { address, certificate: undefined }
}

/** A transport over a connected socket of Node: TCP, Unix, or TLS. */
export function socketTransport(socket: Socket, options: Omit<StreamOptions, 'release'> = {}): Transport {
  return streamTransport(socket, socket, {
    peer: addressOnly(socket),
    ...options,
    release() {
      // What was written is still delivered, but a peer that does not read it holds the socket no longer than this.
      socket.destroySoon()
      if (socket.destroyed) return
      const timer = setTimeout(() => socket.destroy(), LINGER).unref()
      socket.once('close', () => clearTimeout(timer))
    },
  })
}

/** One attempt to connect, as whoever knows the protocol sees it: the first of the two to be called counts. */
export interface Attempt {
  succeed(transport: Transport): void
  fail(reason: string, cause?: unknown): void
}

export interface DialContext {
  /** What messages name. */
  readonly url: string
  /** Milliseconds until the attempt fails, handshakes included. */
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
  /** Why the socket failed, in words. Default: {@link socketReason}. */
  readonly explain?: ((error: SystemError) => string) | undefined
}

/**
 * Resolves with the transport that `begin` makes of the socket, once it is
 * connected and through its handshake. Rejects with `connect` when it fails or
 * takes too long, and with `canceled` when the signal aborts; the socket is gone then.
 */
export function connected(socket: Socket, context: DialContext, begin: (attempt: Attempt) => void): Promise<Transport> {
  const { url, timeout, signal, explain = socketReason } = context
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer)
      socket.off('error', onError)
      signal?.removeEventListener('abort', onAbort)
    }
    const refuse = (error: RpcError): void => {
      settle()
      // What else goes wrong with it concerns nobody.
      socket.on('error', () => {})
      socket.destroy()
      reject(error)
    }
    const fail = (reason: string, cause?: unknown): void => {
      refuse(new RpcError('connect', `cannot connect to ${url}: ${reason}`, { executed: 'no', cause }))
    }
    const onError = (error: Error): void => fail(explain(error), error)
    const onAbort = (): void => {
      refuse(new RpcError('canceled', `connecting to ${url} was canceled`, { executed: 'no', cause: signal?.reason }))
    }
    const timer =
      timeout === Number.POSITIVE_INFINITY
        ? undefined
        : setTimeout(() => fail(`no answer within ${timeout} ms`), Math.min(timeout, MAX_DELAY))
    socket.on('error', onError)
    signal?.addEventListener('abort', onAbort)
    socket.setNoDelay(true)
    socket.setKeepAlive(true, TCP_KEEPALIVE)
    begin({
      succeed(transport) {
        settle()
        resolve(transport)
      },
      fail,
    })
    if (signal?.aborted === true) onAbort()
  })
}
