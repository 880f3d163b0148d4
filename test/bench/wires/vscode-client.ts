import { once } from 'node:events'
import { connect } from 'node:net'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node'
import { check, load } from '../load.js'

const [address = '', inFlight, seconds] = process.argv.slice(2)
const [host, port] = address.split(':')
const socket = connect({ host: host as string, port: Number(port), noDelay: true })
await once(socket, 'connect')
const connection = createMessageConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket))
connection.listen()
const fail = (error: unknown): void => {
  console.error(error)
  process.exit(1)
}
await load(Number(inFlight), Number(seconds), (a, b, done) => {
  connection.sendRequest<number>('Arith.multiply', { a, b }).then((product) => {
    check(product, a * b)
    done()
  }, fail)
})
process.exit()
