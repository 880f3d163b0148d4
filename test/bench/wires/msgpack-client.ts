import { msgpack } from '@rpcgen/runtime/msgpack'
import { dial } from '@rpcgen/runtime/node'
import { ArithClient } from '../../../generated/arith.js'
import { check, load } from '../load.js'

const [address = '', inFlight, seconds] = process.argv.slice(2)
const client = await dial(`tcp://${address}`, { codec: msgpack() })
const arith = new ArithClient(client)
const fail = (error: unknown): void => {
  console.error(error)
  process.exit(1)
}
await load(Number(inFlight), Number(seconds), (a, b, done) => {
  arith.multiply({ a, b }).then((product) => {
    check(product, a * b)
    done()
  }, fail)
})
await client.close()
