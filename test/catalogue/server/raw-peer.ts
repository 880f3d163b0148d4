import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { eventually } from './eventually.js'

/** A socket with no codec on it: the test writes the bytes and reads what comes back. */
export interface RawPeer {
  /** Bytes in hexadecimal, blanks ignored; or text as it stands. */
  send(bytes: string | { readonly text: string }): void
  /** Ends the writing side. */
  end(): void
  received(): Buffer
  /** Waits until what was received has this to say of itself. */
  until<T>(what: string, look: (received: Buffer) => T | undefined): Promise<T>
  /** Waits until the other side has ended the connection; answers with all that it sent. */
  ended(): Promise<Buffer>
  /** Whether the other side has ended the connection, cleanly or not. */
  over(): boolean
  close(): void
}

export async function startRawPeer(url: string): Promise<RawPeer> {
  const { hostname, port } = new URL(url)
  const socket: Socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  await once(socket, 'connect')
  const chunks: Buffer[] = []
  let over = false
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.on('end', () => {
    over = true
  })
  socket.on('error', () => {
    over = true
  })
  const received = (): Buffer => Buffer.concat(chunks)
  const hopeless = (): string | undefined =>
    over ? `the connection is over, with ${received().toString('hex')}` : undefined
  const until: RawPeer['until'] = (what, look) => eventually(what, () => look(received()), hopeless)
  return {
    send: (bytes) =>
      void socket.write(typeof bytes === 'string' ? Buffer.from(bytes.replaceAll(/\s/g, ''), 'hex') : bytes.text),
    end: () => void socket.end(),
    received,
    until,
    ended: () => until('the end of the connection', (bytes) => (over ? bytes : undefined)),
    over: () => over,
    close: () => void socket.destroy(),
  }
}
