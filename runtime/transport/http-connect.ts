import {
  connect,
  createServer,
  type IpcNetConnectOpts,
  type ListenOptions,
  type Socket,
  type TcpNetConnectOpts,
} from 'node:net'
import type { Transport } from '../transport.js'
import { parseHostPort, parseSocketPath } from './address.js'
import { ACCEPTANCE, answerToRefuse, connectRequest, refusalIn, TOO_LARGE } from './go-connect.js'
import { type HttpHead, HttpHeadReader, MAX_HEAD } from './http-head.js'
import { HANDSHAKE_TIMEOUT, type Listener, listening, localAddress, SERVER_OPTIONS } from './listener.js'
import { connected, type DialContext, LINGER, socketTransport } from './socket.js'

const TCP = 'http-connect'
const UNIX = 'http-connect+unix'

/** Calls back once, with the socket paused behind the head; with undefined when the peer ends before. */
function readHead(socket: Socket, done: (head: HttpHead | null | undefined) => void): void {
  const reader = new HttpHeadReader()
  const finish = (head: HttpHead | null | undefined): void => {
    socket.pause()
    socket.off('data', onData)
    socket.off('end', onEnd)
    done(head)
  }
  const onData = (chunk: Uint8Array): void => {
    const head = reader.read(chunk)
    if (head !== undefined) finish(head)
  }
  const onEnd = (): void => finish(undefined)
  socket.on('data', onData)
  socket.on('end', onEnd)
}

/** What follows the answer is the stream's beginning. Nothing is sent before it: a Go server loses that (net/rpc/server.go, ServeHTTP). */
function dialSocket(socket: Socket, context: DialContext, path: string): Promise<Transport> {
  return connected(socket, context, ({ succeed, fail }) => {
    socket.once('connect', () => {
      socket.write(connectRequest(path))
      readHead(socket, (head) => {
        if (head === undefined) return fail('unexpected EOF')
        if (head === null) return fail(`the head of the HTTP response is over ${MAX_HEAD} bytes`)
        const refusal = refusalIn(head.lines)
        if (refusal === undefined) succeed(socketTransport(socket, { unread: head.rest }))
        else fail(refusal)
      })
    })
  })
}

export async function dialHttpConnect(context: DialContext, path: string): Promise<Transport> {
  const where: TcpNetConnectOpts = parseHostPort(context.url, TCP)
  return dialSocket(connect({ ...where, allowHalfOpen: true }), context, path)
}

export async function dialHttpConnectUnix(context: DialContext, path: string): Promise<Transport> {
  const where: IpcNetConnectOpts = { path: parseSocketPath(context.url, UNIX) }
  return dialSocket(connect({ ...where, allowHalfOpen: true }), context, path)
}

/** Lets a peer in that asks as Go's client does; any other gets its answer in HTTP, and no more. */
function welcome(socket: Socket, path: string, accept: (transport: Transport) => void): void {
  const cut = (): void => void socket.destroy()
  const timer = setTimeout(cut, HANDSHAKE_TIMEOUT)
  const onClose = (): void => clearTimeout(timer)
  socket.on('error', cut)
  socket.on('close', onClose)
  readHead(socket, (head) => {
    clearTimeout(timer)
    if (head === undefined) return cut()
    const refusal = head === null ? TOO_LARGE : answerToRefuse(head.lines, path)
    if (head === null || refusal !== undefined) return dismiss(socket, refusal ?? TOO_LARGE)
    socket.off('close', onClose)
    socket.write(ACCEPTANCE)
    // Bytes that came with the request are kept, where Go's server loses them.
    accept(socketTransport(socket, { unread: head.rest }))
    socket.off('error', cut)
  })
}

/** Reads on for a while: a close with bytes unread would reset the connection, and take the answer with it. */
function dismiss(socket: Socket, answer: string): void {
  socket.end(answer)
  socket.resume()
  const timer = setTimeout(() => socket.destroy(), LINGER)
  socket.once('close', () => clearTimeout(timer))
}

interface Place {
  readonly url: string
  readonly where: ListenOptions
  readonly path: string
}

function listenSocket(
  { url, where, path }: Place,
  accept: (transport: Transport) => void,
  address: (server: ReturnType<typeof createServer>) => string,
): Promise<Listener> {
  const handshakes = new Set<Socket>()
  const server = createServer(SERVER_OPTIONS, (socket) => {
    const over = (): void => void handshakes.delete(socket)
    handshakes.add(socket)
    socket.once('close', over)
    welcome(socket, path, (transport) => {
      over()
      socket.off('close', over)
      accept(transport)
    })
  })
  return listening(server, { url, where, address, handshakes })
}

export async function listenHttpConnect(
  url: string,
  accept: (transport: Transport) => void,
  path: string,
): Promise<Listener> {
  const place = { url, where: parseHostPort(url, TCP), path }
  return listenSocket(place, accept, (server) => `${TCP}://${localAddress(server)}`)
}

export async function listenHttpConnectUnix(
  url: string,
  accept: (transport: Transport) => void,
  path: string,
): Promise<Listener> {
  return listenSocket({ url, where: { path: parseSocketPath(url, UNIX) }, path }, accept, () => url)
}
