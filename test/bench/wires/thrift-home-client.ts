/** `thrift-home-client.js binary|compact framed|buffered CODE ADDRESS IN_FLIGHT SECONDS` */
import { once } from 'node:events'
import { createClient, createConnection } from 'thrift'
import { check, load } from '../load.js'
import { generated, optionsOf } from './thrift-home.js'

const [protocol, framing, code = '', address = '', inFlight, seconds] = process.argv.slice(2)
const [host, port] = address.split(':')
const connection = createConnection(host, Number(port), optionsOf(protocol, framing))
await once(connection, 'connect')
const calculator = createClient(generated(code).Client, connection)
const fail = (error: unknown): void => {
  console.error(error)
  process.exit(1)
}
await load(Number(inFlight), Number(seconds), (a, b, done) => {
  calculator.multiply(a, b).then((product) => {
    check(product, a * b)
    done()
  }, fail)
})
process.exit()
