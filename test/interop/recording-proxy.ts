import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'

/** Passes one connection on to a server and keeps what the client's side of it sends. */
export interface RecordingProxy {
  /** The URL to dial instead of the server's. */
  readonly url: string
  /** What was sent since the last call, in hexadecimal. */
  take(): string
  close(): Promise<void>
}

export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const { hostname, port } = new URL(target)
  let sent: Uint8Array[] = []
  const server = createServer((incoming) => {
    const outgoing = connect(Number(port), hostname)
    incoming.on('data', (chunk: Uint8Array) => sent.push(chunk))
    incoming.pipe(outgoing).pipe(incoming)
    incoming.on('close', () => outgoing.destroy())
    outgoing.on('close', () => incoming.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const hex = Buffer.concat(sent).toString('hex')
      sent = []
      return hex
    },
    async close() {
      server.close()
      await once(server, 'close')
    },
  }
}
