import { connect, createServer } from 'node:net'
import type { Transport } from '../transport.js'
import { parseSocketPath } from './address.js'
import { type Listener, listening, SERVER_OPTIONS } from './listener.js'
import { connected, type DialContext, socketTransport } from './socket.js'

export async function dialUnix(context: DialContext): Promise<Transport> {
  const socket = connect({ path: parseSocketPath(context.url, 'unix'), allowHalfOpen: true })
  return connected(socket, context, ({ succeed }) => {
    socket.once('connect', () => succeed(socketTransport(socket)))
  })
}

export async function listenUnix(url: string, accept: (transport: Transport) => void): Promise<Listener> {
  const where = { path: parseSocketPath(url, 'unix') }
  const server = createServer(SERVER_OPTIONS, (socket) => accept(socketTransport(socket)))
  return listening(server, { url, where, address: () => url })
}
