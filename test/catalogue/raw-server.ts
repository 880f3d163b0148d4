import { EventEmitter, once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { gobValues } from './gob-bytes.js'

/** One client's connection, of which the test is the server. */
export interface RawConnection {
  /** All that the client has sent so far. */
  received(): Buffer
  /** Resolves when so many bytes have arrived. */
  bytes(count: number): Promise<void>
  /** Resolves when so many requests have arrived whole, in gob: a header and a body each. */
  requests(count: number): Promise<void>
  /** As {@link requests}, in JSON: a line each. */
  lines(count: number): Promise<void>
  /** Sends bytes, given in hexadecimal. */
  send(...hex: readonly string[]): void
  /** Sends text. */
  say(text: string): void
  /** Ends this side's half. */
  end(): void
  /** Whether the client has ended its half. */
  isEnded(): boolean
  /** Resolves when it has. */
  ended(): Promise<void>
}

export interface RawServer {
  readonly url: string
  /** The next connection. */
  accept(): Promise<RawConnection>
}

/** A server of bytes, for the time of one test. Paused, it accepts connections and never reads from them. */
export async function rawServer({ paused = false } = {}): Promise<RawServer> {
  const sockets: Socket[] = []
  const arrivals = new EventEmitter()
  const waiting: Socket[] = []
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: paused, noDelay: true }, (socket) => {
    sockets.push(socket)
    waiting.push(socket)
    arrivals.emit('socket')
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async accept() {
      for (;;) {
        const socket = waiting.shift()
        if (socket !== undefined) return connection(socket, paused)
        await once(arrivals, 'socket')
      }
    },
  }
}

function connection(socket: Socket, paused: boolean): RawConnection {
  const changes = new EventEmitter()
  let received = Buffer.alloc(0)
  let ended = false
  socket.on('error', () => {})
  socket.on('end', () => {
    ended = true
    changes.emit('change')
  })
  if (!paused) {
    socket.on('data', (chunk: Uint8Array) => {
      received = Buffer.concat([received, chunk])
      changes.emit('change')
    })
  }
  const until = async (is: () => boolean): Promise<void> => {
    while (!is()) await once(changes, 'change')
  }
  return {
    received: () => received,
    bytes: (count) => until(() => received.length >= count),
    requests: (count) => until(() => gobValues(received).length >= 2 * count),
    lines: (count) => until(() => received.toString().split('\n').length > count),
    send: (...hex) => void socket.write(Buffer.from(hex.join(''), 'hex')),
    say: (text) => void socket.write(text),
    end: () => void socket.end(),
    isEnded: () => ended,
    ended: () => until(() => ended),
  }
}
