import { Client, type ClientOptions } from './client.js'
import { RpcError } from './error.js'
import type { ServeOptions, Server } from './server.js'
import type { Listener } from './transport/socket.js'
import { dialTcp, listenTcp } from './transport/tcp.js'
import { dialUnix, listenUnix } from './transport/unix.js'
import type { Transport } from './transport.js'

export type { Listener } from './transport/socket.js'

const DEFAULT_DIAL_TIMEOUT = 10_000

export interface DialOptions extends ClientOptions {
  /** Milliseconds to wait for the connection. Default: 10,000; `Infinity` leaves it to the system. */
  readonly dialTimeout?: number | undefined
}

interface Scheme {
  dial(url: string, timeout: number): Promise<Transport>
  listen(url: string, accept: (transport: Transport) => void): Promise<Listener>
}

const schemes: Readonly<Record<string, Scheme>> = {
  tcp: { dial: dialTcp, listen: listenTcp },
  unix: { dial: dialUnix, listen: listenUnix },
}

function schemeOf(url: string): Scheme {
  const colon = url.indexOf(':')
  const name = url.slice(0, Math.max(0, colon))
  if (Object.hasOwn(schemes, name)) {
    const scheme = schemes[name]
    if (scheme !== undefined) return scheme
  }
  const known = Object.keys(schemes).join(', ')
  throw new RpcError('connect', `${url} has no scheme that is known here (${known})`, { executed: 'no' })
}

/**
 * Connects to `tcp://host:port` (IPv6 in brackets) or `unix:/path` and resolves
 * with a client. Rejects with `connect` when the address is malformed, refused,
 * or silent for too long.
 */
export async function dial(url: string, options: DialOptions): Promise<Client> {
  const { dialTimeout = DEFAULT_DIAL_TIMEOUT } = options
  if (!(dialTimeout >= 0)) {
    throw new RpcError('connect', `a dial timeout of ${dialTimeout} ms is no duration`, { executed: 'no' })
  }
  const transport = await schemeOf(url).dial(url, dialTimeout)
  try {
    return new Client(transport, options)
  } catch (error) {
    transport.close()
    throw error
  }
}

/**
 * Serves every connection that comes in at `url`, of the forms that {@link dial}
 * takes. Resolves once it listens; rejects with `connect` when it cannot.
 */
export async function listen(server: Server, url: string, options: ServeOptions): Promise<Listener> {
  return schemeOf(url).listen(url, (transport) => void server.serve(transport, options))
}
