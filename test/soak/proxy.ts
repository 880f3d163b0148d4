import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between a client and a server, to reset what goes through it. */
export interface Proxy {
  readonly url: string
  /** Resets every connection; answers with how many there were. */
  reset(): number
  close(): void
}

export async function startProxy(port: number): Promise<Proxy> {
  const clients = new Set<Socket>()
  const listener = createServer((client) => {
    const server = connect(port, '127.0.0.1')
    clients.add(client)
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
    }
    client.on('close', () => clients.delete(client))
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  return {
    url: `tcp://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    reset() {
      for (const client of clients) client.resetAndDestroy()
      return clients.size
    },
    close() {
      for (const client of clients) client.destroy()
      listener.close()
    },
  }
}
