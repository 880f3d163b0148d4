import { RpcError } from '../error.js'
import type { Transport } from '../transport.js'
import { DEFAULT_PATH, isPath } from './go-connect.js'
import { dialHttpConnect, dialHttpConnectUnix, listenHttpConnect, listenHttpConnectUnix } from './http-connect.js'
import type { Listener } from './listener.js'
import type { DialContext } from './socket.js'
import { dialTcp, listenTcp } from './tcp.js'
import { type DialTlsOptions, dialTls, type ListenTlsOptions, listenTls } from './tls.js'
import { dialUnix, listenUnix } from './unix.js'

const DEFAULT_DIAL_TIMEOUT = 10_000

export interface DialTransportOptions {
  /** Milliseconds to wait for the connection, handshakes included. Default: 10,000; `Infinity` leaves it to the system. */
  readonly dialTimeout?: number | undefined
  /** For `tls:` alone. */
  readonly tls?: DialTlsOptions | undefined
  /** Where the server takes calls, for `http-connect:` alone. Default: `/_goRPC_`, as in Go. */
  readonly path?: string | undefined
  /** Gives up when it aborts before there is a connection. */
  readonly signal?: AbortSignal | undefined
}

export interface ListenTransportOptions {
  /** For `tls:` alone, which needs a `cert` and its `key`. */
  readonly tls?: ListenTlsOptions | undefined
  /** Where calls are taken, for `http-connect:` alone. Default: `/_goRPC_`, as in Go. */
  readonly path?: string | undefined
}

interface Options<Tls> {
  readonly tls: Tls
  readonly path: string
}

type Accept = (transport: Transport) => void

interface Scheme {
  /** The option that this scheme takes beside those of all. */
  readonly takes?: 'tls' | 'path'
  dial(context: DialContext, options: Options<DialTlsOptions>): Promise<Transport>
  listen(url: string, accept: Accept, options: Options<ListenTlsOptions>): Promise<Listener>
}

const schemes: Readonly<Record<string, Scheme>> = {
  tcp: { dial: dialTcp, listen: listenTcp },
  tls: {
    takes: 'tls',
    dial: (context, { tls }) => dialTls(context, tls),
    listen: (url, accept, { tls }) => listenTls(url, accept, tls),
  },
  unix: { dial: dialUnix, listen: listenUnix },
  'http-connect': {
    takes: 'path',
    dial: (context, { path }) => dialHttpConnect(context, path),
    listen: (url, accept, { path }) => listenHttpConnect(url, accept, path),
  },
  'http-connect+unix': {
    takes: 'path',
    dial: (context, { path }) => dialHttpConnectUnix(context, path),
    listen: (url, accept, { path }) => listenHttpConnectUnix(url, accept, path),
  },
}

function refusal(reason: string): RpcError {
  return new RpcError('connect', reason, { executed: 'no' })
}

/** The scheme of a URL, when the options go with it: one that it does not take would be ignored, and its user misled. */
function schemeOf(url: string, options: DialTransportOptions | ListenTransportOptions): Scheme {
  const name = url.slice(0, Math.max(0, url.indexOf(':')))
  const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined
  if (scheme === undefined) {
    throw refusal(`${url} has no scheme that is known here (${Object.keys(schemes).join(', ')})`)
  }
  for (const option of ['tls', 'path'] as const) {
    if (options[option] === undefined || scheme.takes === option) continue
    const able = Object.keys(schemes).filter((each) => schemes[each]?.takes === option)
    throw refusal(`${url} takes no ${option} option: that is for ${able.join(' and ')}`)
  }
  const { path } = options
  if (path !== undefined && !isPath(path)) throw refusal(`${JSON.stringify(path)} is no path of the form /path`)
  return scheme
}

/**
 * Connects to a URL of the forms that {@link dial} takes and resolves with the
 * transport, for a client or a server. Rejects with `connect` when the URL or an
 * option is malformed, and when the peer refuses, fails its handshake or is
 * silent for too long; with `canceled` when the signal aborts.
 */
export async function dialTransport(url: string, options: DialTransportOptions = {}): Promise<Transport> {
  const { dialTimeout: timeout = DEFAULT_DIAL_TIMEOUT, tls = {}, path = DEFAULT_PATH, signal } = options
  if (!(timeout >= 0)) throw refusal(`a dial timeout of ${timeout} ms is no duration`)
  if (signal !== undefined && typeof signal.addEventListener !== 'function')
    throw refusal('the signal is no AbortSignal')
  return schemeOf(url, options).dial({ url, timeout, signal }, { tls, path })
}

/** Hands every connection that comes in at `url` to `accept`. Resolves once it listens; rejects with `connect` when it cannot. */
export async function listenTransport(
  url: string,
  accept: Accept,
  options: ListenTransportOptions = {},
): Promise<Listener> {
  const { tls = {}, path = DEFAULT_PATH } = options
  return schemeOf(url, options).listen(url, accept, { tls, path })
}
