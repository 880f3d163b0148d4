import type { ReconnectOptions } from './client/backoff.js'
import type { ClientOptions } from './client/client-options.js'
import { Client } from './client.js'
import { ReconnectingClient } from './reconnecting-client.js'
import type { ServeOptions } from './server/server-options.js'
import type { Server } from './server.js'
import {
  type DialTransportOptions,
  dialTransport,
  type ListenTransportOptions,
  listenTransport,
} from './transport/dial-transport.js'
import type { Listener } from './transport/listener.js'

export { type DialTransportOptions, dialTransport, type ListenTransportOptions } from './transport/dial-transport.js'
export type { Listener } from './transport/listener.js'
export { type SpawnOptions, spawnTransport, stdioTransport } from './transport/stdio.js'
export type { DialTlsOptions, ListenTlsOptions, Pem } from './transport/tls.js'

export interface DialOptions extends ClientOptions, DialTransportOptions {}

export interface ReconnectingDialOptions extends DialOptions {
  /** Connects again when the connection is lost; see {@link ReconnectingClient}. Default: off. */
  readonly reconnect: ReconnectOptions
}

export interface ListenOptions extends ServeOptions, ListenTransportOptions {}

/**
 * Connects and resolves with a client. Rejects with `connect` when it cannot
 * (see {@link dialTransport}). The forms of a URL:
 *
 * | URL | |
 * |---|---|
 * | `tcp://host:port` | an IPv6 address stands in brackets |
 * | `tls://host:port` | with the option `tls` for certificates |
 * | `unix:/path` | the path as it stands: no percent-encoding, `?` and `#` are part of it |
 * | `http-connect://host:port` | Go's `rpc.DialHTTP` and `rpc.HandleHTTP`, with the option `path` |
 * | `http-connect+unix:/path` | the same over a Unix socket |
 *
 * With `reconnect` the client connects again whenever its connection is lost. The
 * first attempt is not repeated: what is wrong with a URL or a certificate stays so.
 */
export async function dial(url: string, options: ReconnectingDialOptions): Promise<ReconnectingClient>
export async function dial(url: string, options: DialOptions & { readonly reconnect?: undefined }): Promise<Client>
export async function dial(
  url: string,
  options: DialOptions & { readonly reconnect?: ReconnectOptions | undefined },
): Promise<Client | ReconnectingClient>
export async function dial(
  url: string,
  options: DialOptions & { readonly reconnect?: ReconnectOptions | undefined },
): Promise<Client | ReconnectingClient> {
  const { reconnect } = options
  const transport = await dialTransport(url, options)
  try {
    if (reconnect === undefined) return new Client(transport, options)
    const again = { ...options, signal: undefined }
    return new ReconnectingClient(transport, () => dialTransport(url, again), { ...options, reconnect })
  } catch (error) {
    transport.close()
    throw error
  }
}

/**
 * Serves every connection that comes in at `url`, of the forms that {@link dial}
 * takes. Resolves once it listens; rejects with `connect` when it cannot. A peer
 * that fails in its handshake, or takes longer than 10 s for it, is cut.
 */
export async function listen(server: Server, url: string, options: ListenOptions): Promise<Listener> {
  return listenTransport(url, (transport) => void server.serve(transport, options), options)
}
