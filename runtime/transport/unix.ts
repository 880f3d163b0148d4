import { connect } from 'node:net'
import { RpcError } from '../error.js'
import type { Transport } from '../transport.js'
import { connected, type Listener, listening } from './socket.js'

/** What follows `unix:` is the path as it stands: no percent-encoding, and `?` and `#` are part of it. */
function parse(url: string): string {
  const path = url.slice('unix:'.length)
  if (path === '') throw new RpcError('connect', `${url} names no path: unix:/path/to/socket`, { executed: 'no' })
  return path
}

export async function dialUnix(url: string, timeout: number): Promise<Transport> {
  return connected(connect({ path: parse(url), allowHalfOpen: true }), url, timeout)
}

export async function listenUnix(url: string, accept: (transport: Transport) => void): Promise<Listener> {
  return listening(url, accept, { path: parse(url) }, () => url)
}
