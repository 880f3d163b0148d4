import { connect, createServer } from 'node:net'
import type { Transport } from '../transport.js'
import { parseHostPort } from './address.js'
import { type Listener, listening, localAddress, SERVER_OPTIONS } from './listener.js'
import { connected, type DialContext, socketTransport } from './socket.js'

export async function dialTcp(context: DialContext): Promise<Transport> {
  const socket = connect({ ...parseHostPort(context.url, 'tcp'), allowHalfOpen: true })
  return connected(socket, context, ({ succeed }) => {
    socket.once('connect', () => succeed(socketTransport(socket)))
  })
}

/** Port 0 takes a free one, which the listener's address then names. */
export async function listenTcp(url: string, accept: (transport: Transport) => void): Promise<Listener> {
  const where = parseHostPort(url, 'tcp')
  const server = createServer(SERVER_OPTIONS, (socket) => accept(socketTransport(socket)))
  return listening(server, { url, where, address: () => `tcp://${localAddress(server)}` })
}
