import { type AddressInfo, createServer } from 'node:net'
import { service } from './avsc-service.js'

interface Multiply {
  onMultiply(handler: (a: number, b: number, reply: (error: Error | null, product: number) => void) => void): void
}

const server = service.createServer()
;(server as unknown as Multiply).onMultiply((a, b, reply) => reply(null, a * b))
const listener = createServer({ noDelay: true }, (socket) => server.createChannel(socket))
listener.listen(0, '127.0.0.1', () => {
  const { port } = listener.address() as AddressInfo
  console.log(JSON.stringify({ address: `127.0.0.1:${port}` }))
})
process.stdin.resume().on('end', () => process.exit())
