import { type AddressInfo, createServer, type Socket } from 'node:net'
import { decodeMultiStream, Encoder } from '@msgpack/msgpack'

interface Request {
  readonly Seq: number
  readonly ServiceMethod: string
}

async function serve(socket: Socket): Promise<void> {
  const encoder = new Encoder()
  let header: Request | undefined
  for await (const value of decodeMultiStream(socket)) {
    if (header === undefined) {
      header = value as Request
      continue
    }
    const { A, B } = value as { readonly A: number; readonly B: number }
    if (socket.writableCorked === 0) {
      socket.cork()
      process.nextTick(() => socket.uncork())
    }
    socket.write(encoder.encode({ Error: '', Seq: header.Seq, ServiceMethod: header.ServiceMethod }))
    socket.write(encoder.encode(A * B))
    header = undefined
  }
}

const listener = createServer({ noDelay: true }, (socket) => void serve(socket))
listener.listen(0, '127.0.0.1', () => {
  const { port } = listener.address() as AddressInfo
  console.log(JSON.stringify({ address: `127.0.0.1:${port}` }))
})
process.stdin.resume().on('end', () => process.exit())
