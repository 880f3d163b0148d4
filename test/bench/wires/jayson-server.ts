import type { AddressInfo, Server } from 'node:net'
import jayson from 'jayson'

interface Args {
  readonly a: number
  readonly b: number
}

const server = new jayson.Server({
  'Arith.multiply': ({ a, b }: Args, done: (error: null, product: number) => void) => done(null, a * b),
})
const listener = server.tcp() as unknown as Server
listener.on('connection', (socket) => socket.setNoDelay(true))
listener.listen(0, '127.0.0.1', () => {
  const { port } = listener.address() as AddressInfo
  console.log(JSON.stringify({ address: `127.0.0.1:${port}` }))
})
process.stdin.resume().on('end', () => process.exit())
