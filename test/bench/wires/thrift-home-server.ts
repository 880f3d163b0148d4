/** `thrift-home-server.js binary|compact framed|buffered CODE` */
import type { AddressInfo, Server, Socket } from 'node:net'
import { createServer } from 'thrift'
import { type Calculator, generated, optionsOf } from './thrift-home.js'

const [protocol, framing, code = ''] = process.argv.slice(2)
const handlers: Calculator = { multiply: async (a, b) => a * b }
// What the package's types call an HTTP server is one of node:net.
const listener = createServer<object, Calculator>(
  generated(code).Processor,
  handlers,
  optionsOf(protocol, framing),
) as Server
listener.on('connection', (socket: Socket) => socket.setNoDelay(true))
listener.listen(0, '127.0.0.1', () => {
  const { port } = listener.address() as AddressInfo
  console.log(JSON.stringify({ address: `127.0.0.1:${port}` }))
})
process.stdin.resume().on('end', () => process.exit())
