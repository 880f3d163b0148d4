import { EventEmitter, once } from 'node:events'
import { connect } from 'node:net'
import { onTestFinished } from 'vitest'

/** A connection to a server, of which the test is the client. */
export interface RawClient {
  say(text: string): void
  /** The next line that the server sends, without its end. */
  line(): Promise<string>
  /** Resolves when the server has ended the connection. */
  ended(): Promise<void>
}

/** Connects for the time of one test. */
export async function rawClient(url: string): Promise<RawClient> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  const changes = new EventEmitter()
  let unread = ''
  let ended = false
  socket.on('data', (chunk) => {
    unread += chunk.toString()
    changes.emit('change')
  })
  for (const end of ['end', 'error', 'close']) {
    socket.on(end, () => {
      ended = true
      changes.emit('change')
    })
  }
  return {
    say: (text) => void socket.write(text),
    async line() {
      while (!unread.includes('\n')) {
        if (ended) throw new Error('the server has ended the connection')
        await once(changes, 'change')
      }
      const [line = ''] = unread.split('\n', 1)
      unread = unread.slice(line.length + 1)
      return line
    },
    async ended() {
      while (!ended) await once(changes, 'change')
    },
  }
}
