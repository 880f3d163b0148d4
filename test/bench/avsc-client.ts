import { once } from 'node:events'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import { service } from './avsc-service.js'
import { check, load } from './load.js'

interface Multiply {
  multiply(a: number, b: number, done: (error: Error | null, product: number) => void): void
}

const [address = '', inFlight, seconds] = process.argv.slice(2)
const [host, port] = address.split(':')
const socket = connect({ host: host as string, port: Number(port), noDelay: true })
await once(socket, 'connect')
const client = service.createClient({ transport: socket, buffering: true }) as unknown as Multiply
// Its handshake comes with the first call.
await promisify(client.multiply.bind(client))(1, 1)
await load(Number(inFlight), Number(seconds), (a, b, done) => {
  client.multiply(a, b, (error, product) => {
    if (error !== null && error !== undefined) throw error
    check(product, a * b)
    done()
  })
})
process.exit()
