/** `msgpack-home-server.js go|rpc each|turn` */
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { decodeMultiStream, Encoder } from '@msgpack/msgpack'
import { type Framing, framings } from './msgpack-framing.js'
import { senderOf, type Writes } from './sender.js'

const [dialect = '', writes] = process.argv.slice(2)
const framing = framings[dialect] as Framing

async function serve(socket: Socket): Promise<void> {
  const send = senderOf(socket, writes as Writes)
  const encoder = new Encoder()
  let message: unknown[] = []
  for await (const value of decodeMultiStream(socket)) {
    message.push(value)
    if (message.length < framing.count) continue
    for (const part of framing.response(message)) send(encoder.encode(part))
    message = []
  }
}

const listener = createServer({ noDelay: true }, (socket) => void serve(socket))
listener.listen(0, '127.0.0.1', () => {
  const { port } = listener.address() as AddressInfo
  console.log(JSON.stringify({ address: `127.0.0.1:${port}` }))
})
process.stdin.resume().on('end', () => process.exit())
