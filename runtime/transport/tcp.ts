import { type AddressInfo, connect } from 'node:net'
import { RpcError } from '../error.js'
import type { Transport } from '../transport.js'
import { connected, type Listener, listening } from './socket.js'

/** `host:port`, with an IPv6 address in brackets. */
function parse(url: string): { host: string; port: number } {
  const match = /^tcp:\/\/(?:\[([^\]]+)\]|([^:/?#[\]]+)):(\d{1,5})\/?$/.exec(url)
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  if (host === undefined || port > 65_535) {
    throw new RpcError('connect', `${url} is not of the form tcp://host:port`, { executed: 'no' })
  }
  return { host, port }
}

export async function dialTcp(url: string, timeout: number): Promise<Transport> {
  const { host, port } = parse(url)
  return connected(connect({ host, port, allowHalfOpen: true }), url, timeout)
}

/** Port 0 takes a free one, which the listener's address then names. */
export async function listenTcp(url: string, accept: (transport: Transport) => void): Promise<Listener> {
  return listening(url, accept, parse(url), (server) => {
    const { address, port } = server.address() as AddressInfo
    return `tcp://${address.includes(':') ? `[${address}]` : address}:${port}`
  })
}
