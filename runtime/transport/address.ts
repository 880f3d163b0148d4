import { RpcError } from '../error.js'

export interface HostPort {
  readonly host: string
  readonly port: number
}

/** Reads `scheme://host:port`, with an IPv6 address in brackets. */
export function parseHostPort(url: string, scheme: string): HostPort {
  const match = /^(?:\[([^\]]+)\]|([^:/?#[\]]+)):(\d{1,5})\/?$/.exec(url.slice(`${scheme}://`.length))
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  if (!url.startsWith(`${scheme}://`) || host === undefined || port > 65_535) {
    throw new RpcError('connect', `${url} is not of the form ${scheme}://host:port`, { executed: 'no' })
  }
  return { host, port }
}

/** `127.0.0.1:1234` or `[::1]:1234`. An IPv4 address that a socket for both families shows as IPv6 is given as IPv4. */
export function formatHostPort(host: string, port: number): string {
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(host)?.[1] ?? host
  return `${plain.includes(':') ? `[${plain}]` : plain}:${port}`
}

/** What follows `scheme:` is the path as it stands: no percent-encoding, and `?` and `#` are part of it. */
export function parseSocketPath(url: string, scheme: string): string {
  const path = url.slice(`${scheme}:`.length)
  if (path !== '') return path
  throw new RpcError('connect', `${url} names no path: ${scheme}:/path/to/socket`, { executed: 'no' })
}
