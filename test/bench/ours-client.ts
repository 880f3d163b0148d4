/** `ours-client.js CODEC one|all ADDRESS IN_FLIGHT SECONDS`: `all` is a process in which every codec is in use. */
import { dial } from '@rpcgen/runtime/node'
import { ArithClient } from '../../generated/arith.js'
import { check, load } from './load.js'
import { type CodecName, codecNamed } from './wires/codecs.js'
import { warmAll } from './wires/warm.js'

const [codec = 'gob', company, address = '', inFlight, seconds] = process.argv.slice(2)
if (company === 'all') await warmAll()
const client = await dial(`tcp://${address}`, { codec: await codecNamed(codec as CodecName) })
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
