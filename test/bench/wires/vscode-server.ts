import { type AddressInfo, createServer } from 'node:net'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node'

const listener = createServer({ noDelay: true }, (socket) => {
  const connection = createMessageConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket))
  connection.onRequest('Arith.multiply', ({ a, b }: { readonly a: number; readonly b: number }) => a * b)
  connection.listen()
})
listener.listen(0, '127.0.0.1', () => {
  const { port } = listener.address() as AddressInfo
  console.log(JSON.stringify({ address: `127.0.0.1:${port}` }))
})
process.stdin.resume().on('end', () => process.exit())
